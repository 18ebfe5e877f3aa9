import type { Plugin } from "@gammakit/core";
import { excessEstimator } from "./registered/excess.ts";
import { fluxPointsEstimator } from "./registered/flux-points.ts";
import { likelihoodProfileEstimator } from "./registered/likelihood-profile.ts";

/** The estimators of this package that a job file can name. */
export const estimatorsPlugin: Plugin = {
  name: "@gammakit/estimators",
  contract: 1,
  extensions: [excessEstimator, fluxPointsEstimator, likelihoodProfileEstimator],
};
