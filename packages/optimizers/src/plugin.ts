import type { Plugin } from "@gammakit/core";
import { differentialEvolution } from "./differential-evolution.ts";
import { ensemble } from "./ensemble.ts";
import { levenbergMarquardt } from "./levenberg-marquardt.ts";
import { nelderMead } from "./nelder-mead.ts";

/** The plugin of this package: three optimizers and a sampler. */
export const optimizersPlugin: Plugin = {
  name: "@gammakit/optimizers",
  contract: 1,
  extensions: [nelderMead, levenbergMarquardt, differentialEvolution, ensemble],
};
