import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts", node: "src/node/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: what needs the YAML library gets a file of its own, which bundlers leave out where nothing reads YAML.
    "parse-yaml": "src/models/parse-yaml.ts",
    "format-yaml": "src/models/format-yaml.ts",
    // What the two jobs need, what only files name, and tables that few models have.
    "main-jobs": "src/main-jobs.ts",
    plugin: "src/plugin.ts",
    "ebl-files": "src/models/ebl-files.ts",
    "read-ebl-table": "src/models/read-ebl-table.ts",
    "read-spectral-grid": "src/models/read-spectral-grid.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
