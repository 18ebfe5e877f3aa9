import { preset } from "@gammakit-tools/vitest";

export default preset({ maxWorkers: 2 });
