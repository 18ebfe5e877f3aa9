import { defineExtension, type Extension, type Objective, type Optimizer, type RunContext } from "@gammakit/core";
import { checkOptions, positive, wholeNumber } from "./options.ts";

/** How the simplex works. Everything has a default; a job file may set any of it. */
export interface NelderMeadOptions {
  /** Estimated distance above the minimum at which the search ends, in units of `up`. Default 1e-6. */
  readonly tolerance?: number;
  /** Most evaluations of the function. Default: 2000 (n + 1), for n free parameters. */
  readonly maxEvaluations?: number;
  /** How often the search may begin again with a new simplex where the old one collapsed. Default 10. */
  readonly restarts?: number;
}

/**
 * The simplex of Nelder & Mead, for functions without derivatives. Its coefficients follow the number of parameters (Gao & Han
 * 2012), bounds are kept by projection, and a simplex that collapsed somewhere else than at a minimum is replaced by a new one.
 * "converged" means that second differences say so. Throws "invalid-input" for an unknown option or value.
 */
export const nelderMead: Extension<"optimizer", [options?: NelderMeadOptions], Optimizer> = defineExtension(
  "optimizer",
  {
    id: "nelder-mead",
    aliases: ["simplex"],
    summary: "Nelder–Mead: a simplex that adapts, for rough functions",
    optionHelp: {
      tolerance: "Estimated distance above the minimum at which the search ends, in units of up (1e-6)",
      maxEvaluations: "Most evaluations of the function (2000 (n + 1))",
      restarts: "How often the search may begin again where the simplex collapsed (10)",
    },
  },
  (options?: NelderMeadOptions) => {
    const checked = checkOptions("nelder-mead", options, {
      tolerance: positive,
      maxEvaluations: wholeNumber(1),
      restarts: wholeNumber(0),
    });
    return {
      async minimize(objective: Objective, context?: RunContext) {
        const { searchBySimplex } = await import("./algorithms.ts");
        return searchBySimplex(objective, checked, context);
      },
    };
  },
);
