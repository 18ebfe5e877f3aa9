import { type ChainDiagnostics, GammakitError, pow } from "@gammakit/core";

/** Draws from the posterior distribution of the free parameters of a fit. */
export interface Posterior {
  /** "model.parameter". */
  readonly names: readonly string[];
  readonly units: readonly string[];
  /** Row-major [sample × parameter], in their units. */
  readonly samples: Float64Array;
  /** ln P of each sample, up to a constant. */
  readonly logProbability: Float64Array;
  /** How many walkers took turns in the samples. */
  readonly walkers: number;
  /** "aborted" where the samples are fewer than asked for. */
  readonly status: "complete" | "aborted";
  /** What the sampler says of the chain; absent where it says nothing. */
  readonly diagnostics?: ChainDiagnostics;
  /** Why the samples may not be trusted, in sentences. */
  readonly warnings: readonly string[];
}

/** A range that holds a parameter with a given probability, in its unit. */
export interface CredibleInterval {
  readonly lower: number;
  readonly upper: number;
}

/** Which of all intervals of one probability is meant. */
export interface CredibleIntervalOptions {
  /** How probable; 0.6827 by default. */
  readonly probability?: number;
  /** "equal-tailed" (default): as much probability below as above. "shortest": the highest density. */
  readonly kind?: "equal-tailed" | "shortest";
}

/** The samples of one parameter, by "model.parameter", or "parameter" where only one model has it, in their order. */
export function posteriorSamples({ names, samples }: Posterior, parameter: string): Float64Array {
  const found = names.flatMap((name, i) => (name === parameter || name.endsWith(`.${parameter}`) ? [i] : []));
  const exact = names.indexOf(parameter);
  const index = exact >= 0 ? exact : found.length === 1 ? found[0] : -1;
  if (index < 0) {
    const message =
      found.length > 1
        ? `Several parameters are called "${parameter}": ${found.map((i) => names[i]).join(", ")}. Give the full name.`
        : `The posterior has no parameter "${parameter}". It has ${names.join(", ")}.`;
    throw new GammakitError("invalid-input", message, { parameter, names });
  }
  const n = names.length;
  return Float64Array.from({ length: samples.length / n }, (_, k) => samples[k * n + index]);
}

/** Values below which a parameter lies with the probabilities `p`, in its unit; NaN where there is no sample. */
export function posteriorQuantiles(posterior: Posterior, parameter: string, p: readonly number[]): Float64Array {
  const outside = p.find((value) => !(value >= 0 && value <= 1));
  if (outside !== undefined) {
    throw new GammakitError("invalid-input", `${outside} is no probability; give numbers from 0 to 1.`, { p: outside });
  }
  const sorted = posteriorSamples(posterior, parameter).sort();
  return Float64Array.from(p, (value) => quantileOf(sorted, value));
}

/** A credible interval of a parameter, in its unit. */
export function credibleInterval(
  posterior: Posterior,
  parameter: string,
  { probability = 0.682_689_492_137_085_9, kind = "equal-tailed" }: CredibleIntervalOptions = {},
): CredibleInterval {
  if (!(probability > 0 && probability < 1)) {
    throw new GammakitError("invalid-input", `The probability is ${probability}; it must lie between 0 and 1.`, {
      probability,
    });
  }
  const sorted = posteriorSamples(posterior, parameter).sort();
  if (kind === "shortest") return shortest(sorted, probability);
  return {
    lower: quantileOf(sorted, 0.5 * (1 - probability)),
    upper: quantileOf(sorted, 0.5 * (1 + probability)),
  };
}

/** The value that a parameter exceeds with the probability 1 − `probability` only, in its unit. */
export function posteriorUpperLimit(posterior: Posterior, parameter: string, probability = 0.95): number {
  return posteriorQuantiles(posterior, parameter, [probability])[0];
}

/** Mean and standard deviation of a parameter, in its unit. */
export function posteriorMean(
  posterior: Posterior,
  parameter: string,
): { readonly value: number; readonly error: number } {
  const values = posteriorSamples(posterior, parameter);
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + pow(value - mean, 2) / (values.length - 1), 0);
  return values.length === 0 ? { value: Number.NaN, error: Number.NaN } : { value: mean, error: Math.sqrt(variance) };
}

/** Linear between order statistics (Hyndman & Fan 1996, definition 7). */
function quantileOf(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

function shortest(sorted: Float64Array, probability: number): CredibleInterval {
  const count = Math.max(1, Math.ceil(probability * sorted.length));
  let best = 0;
  for (let k = 0; k + count <= sorted.length; k++) {
    if (sorted[k + count - 1] - sorted[k] < sorted[best + count - 1] - sorted[best]) best = k;
  }
  return { lower: sorted[best] ?? Number.NaN, upper: sorted[best + count - 1] ?? Number.NaN };
}
