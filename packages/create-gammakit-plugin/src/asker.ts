import { createInterface } from "node:readline";
import { UserError } from "./user-error.ts";

/** Somebody at a terminal who answers questions. */
export interface Asker {
  /**
   * The answer without blanks around it; `usual` where there is none. Asks again while `check` throws a UserError: the last line
   * of the question, after those that explain it.
   */
  ask(question: string, usual: string, check?: (answer: string) => string): Promise<string>;
  close(): void;
}

/** The user of this program, if one sits there. */
export function createAsker(): Asker | undefined {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Lines that come faster than they are asked for, as pasted ones do, wait their turn.
  const replies = terminal[Symbol.asyncIterator]();
  return {
    async ask(question, usual, check = (answer) => answer) {
      const lines = question.split("\n");
      const last = lines.pop();
      for (const line of lines) process.stderr.write(`${line}\n`);
      for (;;) {
        terminal.setPrompt(usual === "" ? `${last}: ` : `${last} (${usual}): `);
        terminal.prompt();
        const { done, value } = await replies.next();
        if (done) throw new UserError("No answer. Nothing was written.");
        try {
          return check(value.trim() || usual);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          process.stderr.write(`${error.message}\n`);
        }
      }
    },
    close: () => terminal.close(),
  };
}
