/**
 * The modules whose tasks the jobs run on an executor, for a worker's file:
 * `export default serveTasks({ modules: taskModules, registry: presetRegistry() })`.
 */
export const taskModules: Readonly<Record<string, () => Promise<object>>> = {
  "@gammakit/estimators": () => import("@gammakit/estimators"),
};
