import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: what two jobs need, and what only files name, get files of their own, without which bundlers load all where some is asked for.
    common: "src/common.ts",
    plugin: "src/plugin.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
