import { GammakitError, nearest } from "@gammakit/core";
import { bashCompletion } from "../completion/bash.ts";
import { fishCompletion } from "../completion/fish.ts";
import type { CommandWords } from "../completion/words.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { exitCode } from "../exit-code.ts";

const shells: Readonly<Record<string, (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the script that teaches a shell to complete the words of gammakit. */
export async function completion(shell: string, commands: readonly CommandWords[]): Promise<number> {
  if (!Object.hasOwn(shells, shell)) {
    const known = Object.keys(shells);
    const guess = nearest(shell, known);
    const hint = guess === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${guess}"?`;
    throw new GammakitError("invalid-input", `There is no completion for the shell ${JSON.stringify(shell)}. ${hint}`);
  }
  process.stdout.write(shells[shell](commands));
  return exitCode.done;
}
