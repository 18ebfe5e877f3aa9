import type { Plugin } from "@gammakit/core";
import { brokenPowerLaw } from "./spectral/broken-power-law.ts";
import { constant } from "./spectral/constant.ts";
import { expCutoffPowerLaw } from "./spectral/exp-cutoff-power-law.ts";
import { gaussian } from "./spectral/gaussian.ts";
import { logParabola } from "./spectral/log-parabola.ts";
import { powerLaw } from "./spectral/power-law.ts";
import { powerLawIntegral } from "./spectral/power-law-integral.ts";
import { powerLawNorm } from "./spectral/power-law-norm.ts";
import { productModel } from "./spectral/product.ts";
import { smoothBrokenPowerLaw } from "./spectral/smooth-broken-power-law.ts";
import { sumModel } from "./spectral/sum.ts";

/** The models of this package, for a registry: `createRegistry([modelsPlugin])`. */
export const modelsPlugin: Plugin = {
  name: "@gammakit/models",
  contract: 1,
  extensions: [
    powerLaw,
    powerLawIntegral,
    brokenPowerLaw,
    smoothBrokenPowerLaw,
    logParabola,
    expCutoffPowerLaw,
    constant,
    gaussian,
    powerLawNorm,
    sumModel,
    productModel,
  ],
};
