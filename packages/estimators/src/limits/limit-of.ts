import type { UpperLimitMethod } from "@gammakit/core";
import { bayesianLimit } from "./bayesian-limit.ts";
import { type CountsExpectation, feldmanCousinsLimit } from "./feldman-cousins.ts";
import { boundedLimit, profileLimit } from "./profile-limit.ts";
import type { NormCurve, UpperLimit } from "./upper-limit.ts";

/** The upper limit by a method that is named. Feldman–Cousins uses the counts, the others the curve. */
export function limitOf(
  method: UpperLimitMethod,
  curve: NormCurve,
  expectation: CountsExpectation,
  nSigma: number,
): UpperLimit {
  switch (method) {
    case "profile":
      return profileLimit(curve, nSigma);
    case "bounded":
      return boundedLimit(curve, nSigma);
    case "feldman-cousins":
      return feldmanCousinsLimit(expectation, nSigma);
    case "bayesian":
      return bayesianLimit(curve, nSigma);
  }
}
