import {
  defineExtension,
  type Extension,
  type MinimizeResult,
  type Objective,
  type Optimizer,
  type RunContext,
} from "@gammakit/core";
import { sqrt } from "./math.ts";
import { migrad } from "./migrad.ts";
import { type MinosResult, minos } from "./minos.ts";
import { checkOptions, type MinuitOptions } from "./options.ts";
import type { MinuitResult } from "./result.ts";

/** MIGRAD as an optimizer: its results are MINUIT's, and it knows intervals (MINOS). */
export interface MinuitOptimizer extends Optimizer {
  minimize(objective: Objective, context?: RunContext): MinuitResult;
  interval(objective: Objective, at: MinimizeResult, index: number, nSigma: number, context?: RunContext): MinosResult;
}

/**
 * MINUIT's MIGRAD as an optimizer, with errors from HESSE and intervals from MINOS.
 * Throws "invalid-input" for an unknown option or value, which matters where options come from a file.
 */
export const minuit: Extension<"optimizer", [options?: MinuitOptions], MinuitOptimizer> = defineExtension(
  "optimizer",
  {
    id: "minuit",
    aliases: ["migrad"],
    summary: "MIGRAD: variable metric, with errors by HESSE and MINOS",
    optionHelp: {
      strategy: "0: fewest calls, 1: reliable errors, 2: most careful derivatives (1)",
      tolerance: "Ends at an estimated distance of 0.002 · tolerance · up (0.1)",
      maxCalls: "Most calls per search by MIGRAD (200 + 100 n + 5 n²)",
      errors: "Where errors come from: auto, hesse or migrad (auto)",
    },
  },
  (options?: MinuitOptions) => {
    const checked = checkOptions(options);
    return {
      minimize: (objective: Objective, context?: RunContext) => migrad(objective, checked, context),
      interval: (objective: Objective, at: MinimizeResult, index: number, nSigma: number, context?: RunContext) => {
        // MIGRAD first, to the nearest minimum, because intervals need it more exactly than values do.
        const size = objective.start.length;
        const errors = at.covariance?.length === size * size ? at.covariance : undefined;
        const step = objective.step.map((value, i) => (errors ? sqrt(errors[i * (size + 1)]) : value));
        const refined = migrad({ ...objective, start: at.x, step }, checked, context);
        return minos(objective, refined, index, { ...checked, nSigma }, context);
      },
    };
  },
);
