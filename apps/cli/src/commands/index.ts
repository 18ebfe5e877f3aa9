// Most of a command is evaluated when it is called: the others do not wait for it.
export { report } from "../output/report.ts";
export { models } from "./models.ts";
export { obs } from "./obs.ts";
export { plugins } from "./plugins.ts";
export { run } from "./run.ts";

/** See `check.ts`. */
export const check: typeof import("./check.ts").check = async (...args) => (await import("./check.ts")).check(...args);

/** See `download.ts`. */
export const download: typeof import("./download.ts").download = async (...args) =>
  (await import("./download.ts")).download(...args);

/** See `init.ts`. */
export const init: typeof import("./init.ts").init = async (...args) => (await import("./init.ts")).init(...args);

/** See `inspect.ts`. */
export const inspect: typeof import("./inspect.ts").inspect = async (...args) =>
  (await import("./inspect.ts")).inspect(...args);

/** See `completion.ts`. */
export const completion: typeof import("./completion.ts").completion = async (...args) =>
  (await import("./completion.ts")).completion(...args);

/** See `worker.ts`. */
export const worker: typeof import("./worker.ts").worker = async (...args) =>
  (await import("./worker.ts")).worker(...args);
