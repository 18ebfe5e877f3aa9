import { createRegistry, type Registry, runBatch, type TaskReply, toErrorRecord } from "@gammakit/core";
import { withPlugins } from "./load-plugins.ts";
import { loadTask, type TaskModules } from "./load-task.ts";
import type { WorkerRequest } from "./protocol.ts";
import { createSharedValues } from "./shared-values.ts";
import { listen } from "./web-listener.ts";

/** What a worker is made of. */
export interface ServeTasksOptions {
  /** The modules whose tasks it knows. In Node others are imported by their names; in a bundle only these exist. */
  readonly modules?: TaskModules;
  /** What tasks see as `context.registry`, besides the plugins that the executor names; one without plugins where absent. */
  readonly registry?: Registry;
}

/** Runs the batch of a request. Never rejects. */
export type TaskServer = (request: WorkerRequest) => Promise<readonly TaskReply[]>;

/**
 * The whole of a worker's file, for threads and web workers alike:
 * `export default serveTasks({ modules: { "./tasks.js": () => import("./tasks.js") }, registry })`.
 */
export function serveTasks({ modules = {}, registry = createRegistry([]) }: ServeTasksOptions = {}): TaskServer {
  const values = createSharedValues();
  const registries = new Map<string, Promise<Registry>>();
  const registryWith = (plugins: readonly string[]): Promise<Registry> => {
    const key = plugins.join("\n");
    const made = registries.get(key) ?? withPlugins(registry, plugins);
    registries.set(key, made);
    return made;
  };
  const serve: TaskServer = async (request) => {
    try {
      const [task, complete] = await Promise.all([loadTask(request, modules), registryWith(request.plugins)]);
      const replies = await runBatch(task, request, { registry: complete, shared: values.resolve(request.shared) });
      return replies.map(withAdvice);
    } catch (error) {
      // Nothing of the batch could begin: each of its inputs failed for the same reason.
      return request.inputs.map((): TaskReply => ({ status: "failed", error: toErrorRecord(error) }));
    }
  };
  listen(serve, values);
  return serve;
}

/** What the program that sent a task knows, the worker need not know. */
function withAdvice(reply: TaskReply): TaskReply {
  if (reply.status === "done" || reply.error.code !== "unknown-extension") return reply;
  const advice = "A worker knows what its own file registers, and the `plugins` that its executor was made with.";
  return { status: "failed", error: { ...reply.error, message: `${reply.error.message} ${advice}` } };
}
