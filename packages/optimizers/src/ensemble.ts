import {
  type Chain,
  defineExtension,
  type Extension,
  type Objective,
  type RunContext,
  type Sampler,
} from "@gammakit/core";
import { checkOptions, type OptionRule, seedRule, wholeNumber } from "./options.ts";

/** How the ensemble walks. Everything has a default; a job file may set any of it. */
export interface EnsembleOptions {
  /** Number of walkers, even and at least twice that of the parameters. Default: 4 per free parameter, at least 32. */
  readonly walkers?: number;
  /** Steps of each walker that are kept, before thinning. Default 3000. */
  readonly steps?: number;
  /** Steps of each walker that are thrown away first. Default 500. */
  readonly burnIn?: number;
  /** Every how many steps a sample is kept. Default 1. */
  readonly thin?: number;
  /** Largest stretch a; proposals are between 1/a and a times as far from another walker. Default 2. */
  readonly stretch?: number;
  /** A whole number of 32 bits: the same one gives the same samples on every machine. Default 0. */
  readonly seed?: number;
}

const stretch: OptionRule = [(value) => typeof value === "number" && value > 1 && value < 1e3, "a number above 1"];

/**
 * The affine-invariant ensemble of Goodman & Weare (2010), with the stretch move in two halves of Foreman-Mackey et al. (2013).
 * It begins around the start of the objective, within its steps: give it a best fit with its errors. Limits are limits of the prior.
 * The chain tells its autocorrelation time, R-hat and effective size, and warns where it is too short to be trusted.
 * Throws "invalid-input" for an unknown option or value, and where the function is not a number around the start.
 */
export const ensemble: Extension<"sampler", [options?: EnsembleOptions], Sampler> = defineExtension(
  "sampler",
  {
    id: "ensemble",
    aliases: ["stretch"],
    summary: "Affine-invariant ensemble MCMC: the stretch move",
    optionHelp: {
      walkers: "Number of walkers, even (4 per free parameter, at least 32)",
      steps: "Steps of each walker that are kept, before thinning (3000)",
      burnIn: "Steps of each walker that are thrown away first (500)",
      thin: "Every how many steps a sample is kept (1)",
      stretch: "Largest stretch of a proposal (2)",
      seed: "A whole number of 32 bits (0)",
    },
  },
  (options?: EnsembleOptions) => {
    const checked = checkOptions("ensemble", options, {
      walkers: wholeNumber(4, 100_000),
      steps: wholeNumber(4),
      burnIn: wholeNumber(0),
      thin: wholeNumber(1),
      stretch,
      seed: seedRule,
    });
    return {
      async sample(objective: Objective, context?: RunContext): Promise<Chain> {
        const { sampleByStretches } = await import("./algorithms.ts");
        return sampleByStretches(objective, checked, context);
      },
    };
  },
);
