import { preset } from "@gammakit-tools/tsup";

export default preset(
  { "create-gammakit-plugin": "src/create-gammakit-plugin.ts" },
  { platform: "node", dts: false, sourcemap: false, removeNodeProtocol: false },
);
