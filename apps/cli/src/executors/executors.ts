import { type Executor, GammakitError, nearest } from "@gammakit/core";
import { type ExecutorName, executorNames } from "./names.ts";

/** What an executor is made of. */
export interface ExecutorRequest {
  /** How many workers; the executor's own number where absent. */
  readonly workers?: number;
  /** Path of the configuration whose plugins the workers need; absent where there is none. */
  readonly config?: string;
}

/** How each is made, by what is loaded then. "inline" is no executor: a job runs without one. */
const makers: Readonly<Record<ExecutorName, (request: ExecutorRequest) => Promise<Executor | undefined>>> = {
  inline: async () => undefined,
  threads: async (request) => (await import("./threads.ts")).createThreads(request),
};

/** The options of the command line that choose an executor. */
interface ExecutorOptions {
  readonly executor?: string;
  readonly workers?: number;
}

/** Checks the options; the executor is made when the configuration is known. Throws "invalid-input" for a name that is none. */
export function executorOf({
  executor = "inline",
  workers,
}: ExecutorOptions): (config: string | undefined) => Promise<Executor | undefined> {
  const name = executorNames.find((known) => known === executor);
  if (name === undefined) {
    const guess = nearest(executor, executorNames);
    const hint = guess === undefined ? `Known: ${executorNames.join(", ")}.` : `Did you mean "${guess}"?`;
    throw new GammakitError("invalid-input", `--executor: there is no "${executor}". ${hint}`, { name: executor });
  }
  if (name === "inline" && workers !== undefined) {
    throw new GammakitError("invalid-input", `--workers ${workers}: "inline" has none. Add --executor threads.`, {
      workers,
    });
  }
  return (config) =>
    makers[name]({ ...(workers !== undefined && { workers }), ...(config !== undefined && { config }) });
}
