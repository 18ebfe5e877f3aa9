import { preset } from "@gammakit-tools/tsup";

const entries = { index: "src/index.ts" };

export default preset(
  {
    ...entries,
    // Not for import: the models of most spectra get files of their own, without which bundlers take all models where one is used at once and others later.
    "power-law": "src/spectral/power-law.ts",
    "exp-cutoff-power-law": "src/spectral/exp-cutoff-power-law.ts",
    "log-parabola": "src/spectral/log-parabola.ts",
  },
  { dts: { entry: entries, compilerOptions: { customConditions: [] } } },
);
