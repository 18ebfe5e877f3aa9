import { type Executor, GammakitError, nearest } from "@gammakit/core";
import { printable } from "../output/printable.ts";
import { loadBullmq } from "./load-bullmq.ts";
import { type ExecutorName, executorNames } from "./names.ts";

/** What an executor is made of. */
export interface ExecutorRequest {
  /** How many workers; the executor's own number where absent. */
  readonly workers?: number;
  /** Path of the configuration whose plugins the workers need; absent where there is none. */
  readonly config?: string;
  /** URL of the Redis of "bullmq", and the path of its authority's certificate. */
  readonly redis?: string;
  readonly redisCa?: string;
  /** Is told what a user should know while it works. */
  readonly onNotice?: (words: string) => void;
}

/** How each is made, by what is loaded then. "inline" is no executor: a job runs without one. */
const makers: Readonly<Record<ExecutorName, (request: ExecutorRequest) => Promise<Executor | undefined>>> = {
  inline: async () => undefined,
  threads: async (request) => (await import("./threads.ts")).createThreads(request),
  bullmq: async (request) => (await loadBullmq()).createBullmq(request),
};

/** The options of the command line that choose an executor. */
interface ExecutorOptions {
  readonly executor?: string;
  readonly workers?: number;
  readonly redis?: string;
  readonly redisCa?: string;
  readonly quiet?: boolean;
}

/** Checks the options; the executor is made when the configuration is known. Throws "invalid-input" for a name that is none. */
export function executorOf({
  executor = "inline",
  workers,
  redis,
  redisCa,
  quiet,
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
  if (name === "threads" && workers === 0) {
    throw new GammakitError("invalid-input", "--workers 0: threads need one at least; others can join bullmq alone.");
  }
  // A variable may say where a Redis is, for whatever is run.
  if (name !== "bullmq" && redis !== undefined && redis !== process.env.GAMMAKIT_REDIS) {
    throw new GammakitError("invalid-input", `--redis: "${name}" has none. Add --executor bullmq.`);
  }
  return (config) =>
    makers[name]({
      ...(workers !== undefined && { workers }),
      ...(config !== undefined && { config }),
      ...(redis !== undefined && { redis }),
      ...(redisCa !== undefined && { redisCa }),
      onNotice: (words) => void (quiet || process.stderr.write(`gammakit: ${printable(words)}\n`)),
    });
}
