import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: the model of most spectra gets a file of its own, without which bundlers take all models where it is used at once and others later.
    "power-law": "src/spectral/power-law.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
