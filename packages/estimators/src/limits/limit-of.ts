import type { UpperLimitMethod } from "@gammakit/core";
import type { CountsExpectation } from "./feldman-cousins.ts";
import { boundedLimit, profileLimit } from "./profile-limit.ts";
import type { NormCurve, UpperLimit } from "./upper-limit.ts";

/** The upper limit by a method that is named. Feldman–Cousins uses the counts, the others the curve. */
export async function limitOf(
  method: UpperLimitMethod,
  curve: NormCurve,
  expectation: CountsExpectation,
  nSigma: number,
): Promise<UpperLimit> {
  switch (method) {
    case "profile":
      return profileLimit(curve, nSigma);
    case "bounded":
      return boundedLimit(curve, nSigma);
    case "feldman-cousins": {
      const { feldmanCousinsLimit } = await import("../later.ts");
      return feldmanCousinsLimit(expectation, nSigma);
    }
    case "bayesian": {
      const { bayesianLimit } = await import("../later.ts");
      return bayesianLimit(curve, nSigma);
    }
  }
}
