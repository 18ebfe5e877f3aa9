import { hypot, pow } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";

/** A value at a time. */
export interface TimedMeasurement extends Measurement {
  /** Middle of the interval [s] after any reference. */
  readonly time: number;
}

/** Whether a measurement has a finite value and a finite, positive error. */
export function isMeasured({ value, error }: Measurement): boolean {
  return Number.isFinite(value) && error > 0 && Number.isFinite(error);
}

/** Whether a measurement has a time besides. */
export function isTimed(point: TimedMeasurement): boolean {
  return Number.isFinite(point.time) && isMeasured(point);
}

/** Mean of ⟨σ²⟩ and of the values. */
export function meanAndNoise(used: readonly Measurement[]): { readonly mean: number; readonly noise: number } {
  const n = used.length;
  return {
    mean: used.reduce((total, { value }) => total + value, 0) / n,
    noise: used.reduce((total, { error }) => total + pow(error, 2), 0) / n,
  };
}

/**
 * Root of an excess variance over the mean, with its error from the errors of the `n` values: Vaughan et al. (2003), MNRAS 345,
 * 1271, Eq. B2. Both NaN where the scatter is smaller than the noise.
 */
export function excessAmplitude(
  scatter: number,
  { mean, noise, n }: { readonly mean: number; readonly noise: number; readonly n: number },
): { readonly amplitude: number; readonly error: number } {
  const amplitude = Math.sqrt((scatter - noise) / pow(mean, 2));
  const fromScatter = (Math.sqrt(1 / (2 * n)) * noise) / (pow(mean, 2) * amplitude);
  const fromErrors = Math.sqrt(noise / n) / Math.abs(mean);
  return { amplitude, error: hypot(fromScatter, fromErrors) };
}
