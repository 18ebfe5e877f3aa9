import { createRegistry } from "@gammakit/core";
import { fitPlugin } from "@gammakit/fit";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { serveTasks } from "@gammakit/workers";

export default serveTasks({
  modules: {
    "@gammakit/estimators": () => import("@gammakit/estimators"),
    "wilks-task": () => import("./wilks-task.mjs"),
  },
  registry: createRegistry([modelsPlugin, minuitPlugin, fitPlugin]),
});
