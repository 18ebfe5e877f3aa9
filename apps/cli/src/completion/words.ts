import type { Command, Option } from "commander";

/** An option as a shell completes it. */
export interface OptionWords {
  /** With its dashes: "--out". */
  readonly long: string;
  /** With its dash: "-o". */
  readonly short?: string;
  readonly description: string;
  readonly takesValue: boolean;
}

/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** What its arguments may be; where there is none, they are files. */
  readonly values: readonly string[];
}

/** The words of all commands of a program. */
export function commandWords(program: Command): readonly CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.flatMap(optionWords),
    values: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
}

function optionWords({ long, short, description, flags }: Option): readonly OptionWords[] {
  if (!long) return [];
  return [{ long, ...(short && { short }), description, takesValue: /[<[]/.test(flags) }];
}
