import { loadBullmq } from "../executors/load-bullmq.ts";
import { exitCode } from "../exit-code.ts";
import { configOf } from "../job/config.ts";
import { printable } from "../output/printable.ts";

/** Options of `gammakit worker`. */
export interface WorkerOptions {
  readonly redis?: string;
  readonly redisCa?: string;
  readonly workers?: number;
  readonly config?: string;
  readonly quiet?: boolean;
}

/** Works for jobs that others run with `--executor bullmq`, until it is interrupted. */
export async function worker({ config, quiet, ...options }: WorkerOptions): Promise<number> {
  const { joinRedis } = await loadBullmq();
  const path = configOf(config, process.cwd());
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const onNotice = (words: string) => void (quiet || process.stderr.write(`gammakit: ${printable(words)}\n`));
  const joined = await joinRedis(
    { ...options, ...(path !== undefined && { config: path }), onNotice },
    controller.signal,
  );
  await joined.ended;
  return exitCode.done;
}
