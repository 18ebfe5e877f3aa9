import type { CommandWords } from "./words.ts";

/** The script for fish. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(
    ({ name, description }) => `complete -c gammakit -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
  );
  const rest = commands.flatMap(({ name, options, values }) => {
    const start = `complete -c gammakit -n '__fish_seen_subcommand_from ${name}'`;
    return [
      ...options.map(({ long, short, description, takesValue }) => {
        const letter = short === undefined ? "" : ` -s ${short.slice(1)}`;
        return `${start} -l ${long.slice(2)}${letter}${takesValue ? " -r" : ""} -d ${quote(description)}`;
      }),
      ...(values.length === 0 ? [] : [`${start} -f -a ${quote(values.join(" "))}`]),
    ];
  });
  return `# Completion of gammakit for fish: gammakit completion fish > ~/.config/fish/completions/gammakit.fish
${[...names, ...rest].join("\n")}
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
