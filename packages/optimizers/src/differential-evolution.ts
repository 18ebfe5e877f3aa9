import { defineExtension, type Extension, type Objective, type Optimizer, type RunContext } from "@gammakit/core";
import { checkOptions, type OptionRule, positive, seedRule, wholeNumber } from "./options.ts";

/** How a population evolves. Everything has a default; a job file may set any of it but an optimizer as `polish`. */
export interface DifferentialEvolutionOptions {
  /** A whole number of 32 bits: the same one gives the same search on every machine. Default 0. */
  readonly seed?: number;
  /** Number of points. Default: 15 per free parameter, from 40 to 200. */
  readonly population?: number;
  /** Most generations. Default 2000. */
  readonly generations?: number;
  /**
   * Where the first points lie: "limits" (default) between the limits of a parameter that has two, "steps" around the start even
   * then. A parameter without two limits begins within `spread` steps of its start.
   */
  readonly box?: "limits" | "steps";
  /** Half the width of the box, in steps. Default 5. */
  readonly spread?: number;
  /** The evolution ends when the function differs by less than this between all points, in units of `up`. Default 0.01. */
  readonly tolerance?: number;
  /** Most evaluations of the function. Default: as many as all generations need. */
  readonly maxEvaluations?: number;
  /** What finds the minimum nearest to the best point: true (default) Levenberg–Marquardt, false nothing, or another optimizer. */
  readonly polish?: boolean | Optimizer;
}

const box: OptionRule = [(value) => value === "limits" || value === "steps", '"limits" or "steps"'];
const polish: OptionRule = [
  (value) => typeof value === "boolean" || typeof (value as Optimizer | null)?.minimize === "function",
  "true, false or an optimizer",
];

/**
 * Differential evolution (Storn & Price 1997): a population that finds its way among many minima, to start where another search
 * can end. The lowest minimum is likely, not certain. The best point is polished, and "converged" means that second differences say
 * that it is a minimum. Throws "invalid-input" for an unknown option or value.
 */
export const differentialEvolution: Extension<"optimizer", [options?: DifferentialEvolutionOptions], Optimizer> =
  defineExtension(
    "optimizer",
    {
      id: "differential-evolution",
      summary: "Differential evolution: a population, for functions with many minima",
      optionHelp: {
        seed: "A whole number of 32 bits (0)",
        population: "Number of points (15 per free parameter, from 40 to 200)",
        generations: "Most generations (2000)",
        box: "Where the first points lie: limits or steps (limits)",
        spread: "Half the width of the box, in steps (5)",
        tolerance: "The evolution ends when the function differs by less between all points, in units of up (0.01)",
        maxEvaluations: "Most evaluations of the function (as many as all generations need)",
        polish: "Whether Levenberg–Marquardt finds the minimum nearest to the best point (true)",
      },
    },
    (options?: DifferentialEvolutionOptions) => {
      const checked = checkOptions("differential-evolution", options, {
        seed: seedRule,
        population: wholeNumber(4, 100_000),
        generations: wholeNumber(1),
        box,
        spread: positive,
        tolerance: positive,
        maxEvaluations: wholeNumber(1),
        polish,
      });
      return {
        async minimize(objective: Objective, context?: RunContext) {
          const { searchByEvolution } = await import("./algorithms.ts");
          return searchByEvolution(objective, checked, context);
        },
      };
    },
  );
