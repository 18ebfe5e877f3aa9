import { serveTasks } from "@gammakit/workers";
import { presetRegistry, taskModules } from "../../src/index.ts";

export default serveTasks({ modules: taskModules, registry: presetRegistry() });
