import { presetRegistry, taskModules } from "@gammakit/analysis";
import { serveTasks } from "@gammakit/workers";

export default serveTasks({ modules: taskModules, registry: presetRegistry() });
