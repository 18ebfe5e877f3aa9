import { createRegistry } from "@gammakit/core";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { serveTasks } from "@gammakit/workers";

export default serveTasks({
  modules: {
    "fit-task": () => import("./fit-task.mjs"),
    "@gammakit/estimators": () => import("@gammakit/estimators"),
  },
  registry: createRegistry([modelsPlugin, minuitPlugin]),
});
