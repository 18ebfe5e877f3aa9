import { preset } from "@gammakit-tools/tsup";

export default preset({ index: "src/index.ts" });
