import { serveTasks } from "../serve/serve-tasks.ts";

/** Knows no task by heart: their modules are imported by name or address. */
export default serveTasks();
