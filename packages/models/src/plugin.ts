import type { AnyExtension, Plugin } from "@gammakit/core";
import { gaussianPrior } from "./priors/gaussian.ts";
import { generalizedGaussianPrior } from "./priors/generalized-gaussian.ts";
import { logUniformPrior } from "./priors/log-uniform.ts";
import { uniformPrior } from "./priors/uniform.ts";
import { constantFluxSpatial, constantSpatial } from "./spatial/constant.ts";
import { diskSpatial } from "./spatial/disk.ts";
import { gaussianSpatial } from "./spatial/gaussian.ts";
import { generalizedGaussianSpatial } from "./spatial/generalized-gaussian.ts";
import { piecewiseNormSpatial } from "./spatial/piecewise-norm.ts";
import { pointSpatial } from "./spatial/point.ts";
import { shell2Spatial, shellSpatial } from "./spatial/shell.ts";
import { templateSpatial } from "./spatial/template.ts";
import { brokenPowerLaw } from "./spectral/broken-power-law.ts";
import { constant } from "./spectral/constant.ts";
import { differenceModel } from "./spectral/difference.ts";
import { eblAbsorptionNorm } from "./spectral/ebl-absorption-norm.ts";
import { expCutoffPowerLaw } from "./spectral/exp-cutoff-power-law.ts";
import { expCutoffPowerLaw3FGL } from "./spectral/exp-cutoff-power-law-3fgl.ts";
import { expCutoffPowerLawNorm } from "./spectral/exp-cutoff-power-law-norm.ts";
import { gaussian } from "./spectral/gaussian.ts";
import { logParabola } from "./spectral/log-parabola.ts";
import { logParabola2 } from "./spectral/log-parabola-2.ts";
import { logParabolaNorm } from "./spectral/log-parabola-norm.ts";
import { meyerCrab } from "./spectral/meyer-crab.ts";
import { piecewiseNorm } from "./spectral/piecewise-norm.ts";
import { powerLaw } from "./spectral/power-law.ts";
import { powerLawIntegral } from "./spectral/power-law-integral.ts";
import { powerLawNorm } from "./spectral/power-law-norm.ts";
import { productModel } from "./spectral/product.ts";
import { quotientModel } from "./spectral/quotient.ts";
import { scaledModel } from "./spectral/scale.ts";
import { smoothBrokenPowerLaw } from "./spectral/smooth-broken-power-law.ts";
import { sumModel } from "./spectral/sum.ts";
import { superExpCutoffPowerLaw3FGL } from "./spectral/super-exp-cutoff-power-law-3fgl.ts";
import { superExpCutoffPowerLaw4FGL } from "./spectral/super-exp-cutoff-power-law-4fgl.ts";
import { superExpCutoffPowerLaw4FGLDR3 } from "./spectral/super-exp-cutoff-power-law-4fgl-dr3.ts";
import { template } from "./spectral/template.ts";
import { templateND } from "./spectral/template-nd.ts";
import { constantTemporal } from "./temporal/constant.ts";
import { expDecayTemporal } from "./temporal/exp-decay.ts";
import { gaussianTemporal } from "./temporal/gaussian.ts";
import { generalizedGaussianTemporal } from "./temporal/generalized-gaussian.ts";
import { lightCurveTemporal } from "./temporal/light-curve.ts";
import { linearTemporal } from "./temporal/linear.ts";
import { phaseCurveTemporal } from "./temporal/phase-curve.ts";
import { powerLawTemporal } from "./temporal/power-law.ts";
import { sineTemporal } from "./temporal/sine.ts";

const ofSpectra = [
  powerLaw,
  powerLawIntegral,
  brokenPowerLaw,
  smoothBrokenPowerLaw,
  logParabola,
  logParabola2,
  expCutoffPowerLaw,
  expCutoffPowerLaw3FGL,
  superExpCutoffPowerLaw3FGL,
  superExpCutoffPowerLaw4FGL,
  superExpCutoffPowerLaw4FGLDR3,
  constant,
  gaussian,
  template,
  templateND,
  meyerCrab,
  powerLawNorm,
  logParabolaNorm,
  expCutoffPowerLawNorm,
  piecewiseNorm,
  eblAbsorptionNorm,
  scaledModel,
  sumModel,
  differenceModel,
  productModel,
  quotientModel,
  gaussianPrior,
  generalizedGaussianPrior,
  uniformPrior,
  logUniformPrior,
];

const ofSkyAndTime = [
  pointSpatial,
  gaussianSpatial,
  generalizedGaussianSpatial,
  diskSpatial,
  shellSpatial,
  shell2Spatial,
  constantSpatial,
  constantFluxSpatial,
  templateSpatial,
  piecewiseNormSpatial,
  constantTemporal,
  linearTemporal,
  expDecayTemporal,
  gaussianTemporal,
  generalizedGaussianTemporal,
  powerLawTemporal,
  sineTemporal,
  lightCurveTemporal,
  phaseCurveTemporal,
];

/** The spectral models and priors alone: what a job can name. A registry takes this or `modelsPlugin`. */
export const spectralModelsPlugin: Plugin = definePlugin(ofSpectra);

/** The models and priors of this package, for a registry: `createRegistry([modelsPlugin])`. */
export const modelsPlugin: Plugin = definePlugin(ofSpectra, ofSkyAndTime);

function definePlugin(...parts: readonly (readonly AnyExtension[])[]): Plugin {
  return { name: "@gammakit/models", contract: 1, extensions: parts.flat() };
}
