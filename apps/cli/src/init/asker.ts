import { createInterface } from "node:readline";
import { GammakitError } from "@gammakit/core";

/** Somebody at a terminal who answers questions. */
export interface Asker {
  /** The answer, without blanks around it. Throws "aborted" where there is no more, by Ctrl-C or Ctrl-D. */
  ask(question: string): Promise<string>;
  close(): void;
}

/** The user of this program, if one sits there. */
export function createAsker(): Asker | undefined {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Lines that come faster than they are asked for, as pasted ones do, wait their turn.
  const lines = terminal[Symbol.asyncIterator]();
  return {
    async ask(question) {
      terminal.setPrompt(question);
      terminal.prompt();
      const { done, value } = await lines.next();
      if (!done) return value.trim();
      process.stderr.write("\n");
      throw new GammakitError("aborted", "No answer.");
    },
    close: () => terminal.close(),
  };
}
