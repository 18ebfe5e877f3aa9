import {
  defineExtension,
  type Executor,
  type Extension,
  GammakitError,
  poolExecutor,
  type TaskPool,
} from "@gammakit/core";
import { checkCount, checkOptions, checkSeconds } from "../check-options.ts";
import { encode, hashOf } from "../encoding.ts";
import { identityWith } from "../identity.ts";
import { pluginVersions } from "../plugins/plugin-versions.ts";
import { parseRedis, type RedisAddress, type RedisLocation } from "../redis/address.ts";
import { checkPrefix } from "../redis/keys.ts";
import { serveRuns } from "../worker/serve-runs.ts";
import type { QueueWorker } from "../worker/start-worker.ts";
import { openRun, type Run, type Shared } from "./run.ts";

/** How work goes through a Redis. */
export interface BullmqOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://…` with TLS; as an object also with an authority's certificate. */
  readonly redis: string | RedisLocation;
  /** Workers that this process brings along, as threads (0: only those that join by `startWorker` work). */
  readonly workers?: number;
  /** Address of the module that these threads run, `export default serveTasks({ … })` of @gammakit/workers. */
  readonly worker?: string | URL;
  /** Address of gammakit.config.mjs: its plugins must be where a task runs, in the same versions. */
  readonly config?: string | URL;
  /** How many workers may be lost on one input before it counts as failed (3). */
  readonly maxAttempts?: number;
  /** After how long a silent worker counts as lost [s] (10). */
  readonly lostAfter?: number;
  /** How long Redis may be away, or none of the workers there fit for the job, before all fails [s] (60). */
  readonly patience?: number;
  /** What all keys in Redis begin with ("gammakit"): workers and jobs with another one don't see each other. */
  readonly prefix?: string;
  /** Is told what a user should know: that there are no workers, that Redis is away. */
  readonly onNotice?: (words: string) => void;
}

const known = [
  "redis",
  "workers",
  "worker",
  "config",
  "maxAttempts",
  "lostAfter",
  "patience",
  "prefix",
  "onNotice",
] as const;
const name = 'The executor "bullmq"';

/**
 * Runs tasks on all machines whose workers have joined a Redis (see `startWorker`), through BullMQ. It connects with the first task;
 * `close()` removes what it has put there. Throws "invalid-input" for options that make no sense.
 */
export const bullmqExecutor: Extension<"executor", [options: BullmqOptions], Executor> = defineExtension(
  "executor",
  {
    id: "bullmq",
    summary: "Runs tasks on many machines, through BullMQ on Redis",
    optionHelp: {
      redis: "redis://user:password@host:6379/0, or rediss://… with TLS",
      workers: "How many workers this process brings along (0)",
      worker: "Address of the module that these run",
      config: "Address of the gammakit.config.mjs whose plugins tasks need",
      maxAttempts: "How many workers may be lost on one input (3)",
      lostAfter: "After how long a silent worker counts as lost [s] (10)",
      patience: "How long Redis may be away, or all workers be unfit [s] (60)",
      prefix: "What all keys in Redis begin with (gammakit)",
    },
  },
  (options: BullmqOptions) => {
    checkOptions(name, options, known);
    const { workers = 0, lostAfter = 10, patience = 60, prefix = "gammakit", maxAttempts } = options;
    checkCount(name, "workers", workers, 0);
    checkSeconds(name, "lostAfter", lostAfter, 1);
    checkSeconds(name, "patience", patience, 1);
    checkPrefix(name, prefix);
    if (workers > 0 && options.worker === undefined) {
      throw new GammakitError("invalid-input", `${name}: workers of its own need worker, the address of their module.`);
    }
    const address = parseRedis(options.redis);
    return poolExecutor(queuePool({ ...options, workers, lostAfter, patience, prefix }, address), {
      name: "bullmq",
      ...(maxAttempts !== undefined && { maxAttempts }),
    });
  },
);

type Complete = BullmqOptions & Required<Pick<BullmqOptions, "workers" | "lostAfter" | "patience" | "prefix">>;

interface Open {
  readonly run: Run;
  readonly own?: QueueWorker;
}

/** The pool: a run that is opened with the first task. Where that fails, the next task tries again. */
function queuePool(options: Complete, address: RedisAddress): TaskPool<Shared> {
  let opening: Promise<Open> | undefined;
  let current: Open | undefined;
  const open = (): Promise<Open> => {
    opening ??= openAll(options, address).then(
      (made) => {
        current = made;
        return made;
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };
  return {
    // Workers come and go: as many batches are on their way as there are threads for them.
    get concurrency() {
      return Math.max(1, options.workers + (current?.run.threads() ?? 0));
    },
    async share(values) {
      await open();
      return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shareable(key, value)]));
    },
    async run(batch, shared, signal) {
      return (await open()).run.send(batch, shared, signal);
    },
    async close() {
      const made = await opening?.catch(() => undefined);
      await made?.own?.close();
      await made?.run.close();
    },
  };
}

async function openAll(options: Complete, address: RedisAddress): Promise<Open> {
  const { workers, worker, lostAfter, patience, prefix, redis, onNotice = () => {} } = options;
  const config = options.config === undefined ? undefined : String(options.config);
  const identity = identityWith(await pluginVersions(config));
  const run = await openRun({ address, prefix, identity, own: workers, lostAfter, patience, onNotice });
  if (workers === 0 || worker === undefined) return { run };
  try {
    const only = { run: run.id, identity };
    const own = await serveRuns({ redis, prefix, worker, threads: workers, only, ...(config && { config }) });
    return { run, own };
  } catch (error) {
    await run.close();
    throw error;
  }
}

function shareable(key: string, value: unknown): { readonly hash: string; readonly bytes: Buffer } {
  try {
    const bytes = encode(value);
    return { hash: hashOf(bytes), bytes };
  } catch (error) {
    throw new GammakitError(
      "invalid-input",
      `The shared value "${key}" can't be sent to workers: ${(error as Error).message.replace(/\.$/, "")}. Share plain data; models travel as records.`,
      { name: key },
      error,
    );
  }
}
