import { preset } from "@gammakit-tools/tsup";

export default preset({ index: "src/index.ts", node: "src/node/index.ts", plugin: "src/plugin.ts" });
