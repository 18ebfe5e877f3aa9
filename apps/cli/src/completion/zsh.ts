import type { CommandWords, OptionWords } from "./words.ts";

/** The script for zsh. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  const list = commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`);
  const cases = commands.map(({ name, options, values }) => {
    const rest = values.length === 0 ? "*:file:_files" : `*:name:(${values.join(" ")})`;
    return `    ${name}) _arguments ${[...options.flatMap(specs), rest].map(quote).join(" ")} ;;`;
  });
  return `#compdef gammakit
# Completion of gammakit for zsh. For this session: source <(gammakit completion zsh)
# For all: gammakit completion zsh > "\${fpath[1]}/_gammakit"
_gammakit() {
  local -a commands
  commands=(
${list.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
if [[ "\${funcstack[1]}" == _gammakit ]]; then _gammakit "$@"; else compdef _gammakit gammakit; fi
`;
}

function specs({ long, short, description, takesValue }: OptionWords): readonly string[] {
  const words = description.replaceAll(/[[\]]/g, "").replaceAll(":", ",");
  return [long, ...(short === undefined ? [] : [short])].map(
    (flag) => `${flag}[${words}]${takesValue ? ":value:_files" : ""}`,
  );
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
