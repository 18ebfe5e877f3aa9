import { defineExtension, type Extension, type Objective, type Optimizer, type RunContext } from "@gammakit/core";
import { checkOptions, positive, wholeNumber } from "./options.ts";

/** How damped steps are made. Everything has a default; a job file may set any of it. */
export interface LevenbergMarquardtOptions {
  /** Estimated distance above the minimum at which the search ends, in units of `up`. Default 1e-6. */
  readonly tolerance?: number;
  /** Most evaluations of the function, its gradient and its curvature together. Default: 1000 + 200 n + 50 n², for n free parameters. */
  readonly maxEvaluations?: number;
  /** The first damping, relative to the curvature. Default 1e-3. */
  readonly damping?: number;
}

/**
 * The damped steps of Levenberg and Marquardt. The curvature is that of the objective: 2 JᵀJ for least squares, Fisher's information
 * for counts. Where the objective has none, it is made of differences of the gradient, or of the function.
 * "converged" means that second differences say so. Throws "invalid-input" for an unknown option or value.
 */
export const levenbergMarquardt: Extension<"optimizer", [options?: LevenbergMarquardtOptions], Optimizer> =
  defineExtension(
    "optimizer",
    {
      id: "levenberg-marquardt",
      aliases: ["lm"],
      summary: "Levenberg–Marquardt: damped steps, for χ² and for counts",
      optionHelp: {
        tolerance: "Estimated distance above the minimum at which the search ends, in units of up (1e-6)",
        maxEvaluations: "Most evaluations of function, gradient and curvature together (1000 + 200 n + 50 n²)",
        damping: "The first damping, relative to the curvature (1e-3)",
      },
    },
    (options?: LevenbergMarquardtOptions) => {
      const checked = checkOptions("levenberg-marquardt", options, {
        tolerance: positive,
        maxEvaluations: wholeNumber(1),
        damping: positive,
      });
      return {
        async minimize(objective: Objective, context?: RunContext) {
          const { searchByDampedSteps } = await import("./algorithms.ts");
          return searchByDampedSteps(objective, checked, context);
        },
      };
    },
  );
