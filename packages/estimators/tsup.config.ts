import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: what only files name gets a file of its own, which bundlers load later where it is asked for later.
    plugin: "src/plugin.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
