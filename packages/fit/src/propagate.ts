import {
  compileEnergyIntegral,
  compileIntegral,
  GammakitError,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import { nameOf } from "./layout.ts";

/** A number and its one-sigma error, in the same unit. */
export interface Measurement {
  readonly value: number;
  readonly error: number;
}

/**
 * A function of the model's parameters at their values, with the error that follows from their covariance (row-major, all
 * parameters) to first order: sqrt(gᵀ C g). Derivatives are central differences over 1e-3 of each error.
 */
export function propagate(model: SpectralModel, covariance: Float64Array, f: (p: Float64Array) => number): Measurement {
  const p = parameterValues(model);
  const n = p.length;
  if (covariance.length !== n * n) {
    throw new GammakitError(
      "invalid-input",
      `The covariance has ${covariance.length} entries; the ${n} parameters of "${nameOf(model)}" need ${n * n}. Where several models were fitted, take modelCovariance(result, model).`,
    );
  }
  const value = f(p);
  const gradient = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const h = 1e-3 * Math.sqrt(covariance[k * n + k]);
    if (!(h > 0)) continue;
    const center = p[k];
    p[k] = center + h;
    const above = f(p);
    p[k] = center - h;
    gradient[k] = (above - f(p)) / (2 * h);
    p[k] = center;
  }
  let variance = 0;
  for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) variance += gradient[k] * covariance[k * n + l] * gradient[l];
  return { value, error: Math.sqrt(Math.max(0, variance)) };
}

/** Integral flux ∫ dN/dE dE [cm-2 s-1] between two energies [TeV]. */
export function integralFlux(model: SpectralModel, covariance: Float64Array, min: number, max: number): Measurement {
  return propagate(model, covariance, single(compileIntegral(model, range(min, max))));
}

/** Energy flux ∫ E dN/dE dE [TeV cm-2 s-1] between two energies [TeV]. */
export function energyFlux(model: SpectralModel, covariance: Float64Array, min: number, max: number): Measurement {
  return propagate(model, covariance, single(compileEnergyIntegral(model, range(min, max))));
}

/** Differential flux dN/dE [cm-2 s-1 TeV-1] at an energy [TeV]. */
export function differentialFlux(model: SpectralModel, covariance: Float64Array, energy: number): Measurement {
  const at = Float64Array.of(energy);
  return propagate(
    model,
    covariance,
    single((p, out) => model.evaluate(at, p, out)),
  );
}

function single(write: (p: Float64Array, out: Float64Array) => void): (p: Float64Array) => number {
  const out = new Float64Array(1);
  return (p) => {
    write(p, out);
    return out[0];
  };
}

function range(min: number, max: number): Float64Array {
  if (min > 0 && max > min) return Float64Array.of(min, max);
  throw new GammakitError("invalid-input", `The energy range ${min} to ${max} TeV is empty or not positive.`, {
    min,
    max,
  });
}
