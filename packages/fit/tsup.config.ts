import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: what every fit needs gets a file of its own, without which bundlers load all where some is asked for.
    "main-jobs": "src/main-jobs.ts",
    confidence: "src/confidence.ts",
    "stat-profile": "src/stat-profile.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
