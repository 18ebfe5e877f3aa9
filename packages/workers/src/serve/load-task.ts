import { GammakitError, type Task, type TaskBatch } from "@gammakit/core";
import { importModule } from "./import-module.ts";

/** Where tasks are found: a function for each module that imports it, written out so that bundlers see it. */
export type TaskModules = Readonly<Record<string, () => Promise<object>>>;

/** The task that a batch names. Throws "invalid-input" where there is none. */
export async function loadTask(
  { module, export: name }: Pick<TaskBatch, "module" | "export">,
  modules: TaskModules,
): Promise<Task<unknown, unknown>> {
  const loaded = (await (Object.hasOwn(modules, module) ? modules[module]() : importTask(module, modules))) as Readonly<
    Record<string, unknown>
  >;
  const task = loaded[name] as Task<unknown, unknown> | undefined;
  if (typeof task?.run === "function") return task;
  throw new GammakitError(
    "invalid-input",
    `${module} has no task "${name}". A task is an object { module, export, run } that its module exports under the name it gives.`,
    { module, export: name },
  );
}

async function importTask(module: string, modules: TaskModules): Promise<object> {
  try {
    return await importModule(module);
  } catch (error) {
    const known = Object.keys(modules).join(", ") || "none";
    throw new GammakitError(
      "invalid-input",
      `The worker can't import "${module}": ${(error as Error).message}. Modules it was made with: ${known}. Add it to the table of serveTasks({ modules }), or name tasks by the address of their module.`,
      { module },
      error,
    );
  }
}
