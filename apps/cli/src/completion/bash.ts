import type { CommandWords } from "./words.ts";

/** The script for bash. Where it has no word to offer, bash offers files. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ name, options, values }) => {
    const flags = options.flatMap(({ long, short }) => (short === undefined ? [long] : [long, short]));
    return `    ${name}) flags="${[...flags, "--help"].join(" ")}"; words="${values.join(" ")}" ;;`;
  });
  return `# Completion of gammakit for bash. For this session: source <(gammakit completion bash)
# For all: gammakit completion bash > ~/.local/share/bash-completion/completions/gammakit
_gammakit() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="" flags words i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ "\${COMP_WORDS[i]}" != -* ]]; then command="\${COMP_WORDS[i]}"; break; fi
  done
  case "$command" in
    "") flags="--help --version"; words="${commands.map(({ name }) => name).join(" ")}" ;;
${cases.join("\n")}
    *) flags=""; words="" ;;
  esac
  if [[ "$current" == -* ]]; then words="$flags"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _gammakit gammakit
`;
}
