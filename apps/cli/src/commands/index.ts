export { report } from "../output/report.ts";
export { check } from "./check.ts";
export { download } from "./download.ts";
export { inspect } from "./inspect.ts";
export { models } from "./models.ts";
export { obs } from "./obs.ts";
export { plugins } from "./plugins.ts";
export { run } from "./run.ts";
