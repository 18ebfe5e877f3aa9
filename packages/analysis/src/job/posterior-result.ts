import type { Sampler } from "@gammakit/core";
import {
  credibleInterval,
  type Posterior,
  posteriorMean,
  posteriorQuantiles,
  posteriorUpperLimit,
} from "@gammakit/fit";
import { orNull } from "./or-null.ts";
import type { JobWarning } from "./warning.ts";

/** What the posterior says of one parameter, in its unit. */
export interface PosteriorParameterResult {
  /** "model.parameter". */
  readonly name: string;
  readonly unit: string;
  readonly mean: number | null;
  /** Standard deviation. */
  readonly sigma: number | null;
  /** Values below which lies 2.275, 15.87, 50, 84.13 and 97.725 % of the probability: −2, −1, 0, 1 and 2 σ of a normal distribution. */
  readonly quantiles: {
    readonly minus2Sigma: number | null;
    readonly minus1Sigma: number | null;
    readonly median: number | null;
    readonly plus1Sigma: number | null;
    readonly plus2Sigma: number | null;
  };
  /** The shortest interval that holds 68.27 %. */
  readonly shortest: { readonly lower: number | null; readonly upper: number | null };
  readonly upperLimit95: number | null;
  /** Integrated autocorrelation time [steps]. */
  readonly autocorrelationTime: number | null;
  readonly rHat: number | null;
  readonly effectiveSamples: number | null;
}

/** A posterior as result.json has it. */
export interface PosteriorResult {
  readonly sampler: string;
  readonly status: Posterior["status"];
  readonly samples: number;
  readonly walkers: number;
  /** Part of the proposals that were accepted. */
  readonly acceptance: number | null;
  readonly parameters: readonly PosteriorParameterResult[];
}

/** Probabilities of a normal distribution below −2, −1, 0, 1 and 2 σ. */
const probabilities = [0.022_750_131_948_179, 0.158_655_253_931_457, 0.5, 0.841_344_746_068_543, 0.977_249_868_051_821];

/** A posterior as result.json has it. */
export function posteriorResult(posterior: Posterior, { id }: Sampler): PosteriorResult {
  const { names, units, walkers, status, logProbability, diagnostics } = posterior;
  return {
    sampler: id,
    status,
    samples: logProbability.length,
    walkers,
    acceptance: orNull(diagnostics?.acceptance),
    parameters: names.map((name, i) => {
      const { value, error } = posteriorMean(posterior, name);
      const [minus2Sigma, minus1Sigma, median, plus1Sigma, plus2Sigma] = Array.from(
        posteriorQuantiles(posterior, name, probabilities),
        orNull,
      );
      const { lower, upper } = credibleInterval(posterior, name, { kind: "shortest" });
      return {
        name,
        unit: units[i],
        mean: orNull(value),
        sigma: orNull(error),
        quantiles: { minus2Sigma, minus1Sigma, median, plus1Sigma, plus2Sigma },
        shortest: { lower: orNull(lower), upper: orNull(upper) },
        upperLimit95: orNull(posteriorUpperLimit(posterior, name)),
        autocorrelationTime: orNull(diagnostics?.autocorrelationTime[i]),
        rHat: orNull(diagnostics?.rHat[i]),
        effectiveSamples: orNull(diagnostics?.effectiveSamples[i]),
      };
    }),
  };
}

/** Why the posterior of a job may not be trusted, or is missing though the job asks for it. */
export function posteriorWarnings(posterior: Posterior | undefined): readonly JobWarning[] {
  const where = "posterior";
  if (posterior === undefined) {
    return [
      { code: "no-posterior", message: "Nothing was sampled: the fit from which to begin did not converge.", where },
    ];
  }
  return posterior.warnings.map((message) => ({ code: "posterior", message, where }));
}
