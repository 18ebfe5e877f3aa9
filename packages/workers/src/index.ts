export { webWorkersPlugin } from "./plugin.ts";
export type { TaskModules } from "./serve/load-task.ts";
export type { SharedReference, WorkerRequest } from "./serve/protocol.ts";
export { type ServeTasksOptions, serveTasks, type TaskServer } from "./serve/serve-tasks.ts";
export type { WorkerLike } from "./web/web-worker.ts";
export { type WebWorkersOptions, webWorkers } from "./web/web-workers.ts";
