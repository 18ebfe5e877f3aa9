import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: what the two jobs need gets a file of its own, without which bundlers load all where some is asked for.
    "main-jobs": "src/main-jobs.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
