import { GammakitError } from "../errors/gammakit-error.ts";
import type { Gti } from "../events/gti.ts";
import { unionGti } from "../events/gti.ts";
import { instantFromMjd, secondsBetween } from "../time/instant.ts";
import type { Instant } from "../time/scale.ts";
import type { TemporalModel } from "./model.ts";

/** A temporal model for times that count from an instant of the caller's. */
export interface CompiledTemporal {
  /** Writes the factor at `time` [s after the reference, TT] into `out`. */
  evaluate(time: Float64Array, p: Float64Array, out: Float64Array): void;
  /** Writes the integral over each interval from `start` to `stop` [s after the reference, TT] into `out` [s]. */
  integrate(start: Float64Array, stop: Float64Array, p: Float64Array, out: Float64Array): void;
}

const day = 86400;

/**
 * `model` for times that count from `reference`: seconds become days after the instant `t_ref` of the parameters, leap seconds
 * included. An integral that the model does not have is a quadrature with 512 nodes per interval. Arrays of one size are
 * allocated once.
 */
export function compileTemporal(model: TemporalModel, reference: Instant): CompiledTemporal {
  const shiftOf = compileShift(model, reference);
  const integral = model.integrate ?? compileQuadrature(model);
  let [a, b] = [new Float64Array(0), new Float64Array(0)];
  const fit = (size: number) => {
    if (a.length !== size) [a, b] = [new Float64Array(size), new Float64Array(size)];
  };
  return {
    evaluate(time, p, out) {
      const shift = shiftOf(p);
      fit(time.length);
      for (let i = 0; i < time.length; i++) a[i] = (time[i] - shift) / day;
      model.evaluate(a, p, out);
    },
    integrate(start, stop, p, out) {
      const shift = shiftOf(p);
      fit(start.length);
      for (let i = 0; i < start.length; i++) {
        a[i] = (start[i] - shift) / day;
        b[i] = (stop[i] - shift) / day;
      }
      integral(a, b, p, out);
      for (let i = 0; i < start.length; i++) out[i] *= day;
    },
  };
}

/**
 * The mean factor of `model` during good time, as a function of its parameters; time that several intervals cover counts once.
 * Throws "invalid-input" where the intervals cover no time.
 */
export function compileTemporalMean(model: TemporalModel, gti: Gti): (p: Float64Array) => number {
  const { start, stop, reference } = unionGti(gti);
  const parts = new Float64Array(start.length);
  let total = 0;
  for (let i = 0; i < start.length; i++) total += stop[i] - start[i];
  if (total === 0) throw new GammakitError("invalid-input", "The good time intervals cover no time.", {});
  const { integrate } = compileTemporal(model, reference);
  return (p) => {
    integrate(start, stop, p, parts);
    let sum = 0;
    for (let i = 0; i < parts.length; i++) sum += parts[i];
    return sum / total;
  };
}

/** Seconds from the reference to `t_ref`; computed anew when that changes. */
function compileShift(model: TemporalModel, reference: Instant): (p: Float64Array) => number {
  const index = model.parameters.findIndex(({ name }) => name === "t_ref");
  if (index < 0) return () => 0;
  let [last, shift] = [Number.NaN, 0];
  return (p) => {
    if (p[index] !== last) {
      last = p[index];
      shift = secondsBetween(reference, instantFromMjd(last, 0, model.scale));
    }
    return shift;
  };
}

/** Nodes and weights on (0, 1) of the Gauss–Legendre rule of four points (Abramowitz & Stegun 25.4.30). */
const nodes = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263];
const weights = [0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269];
const panels = 128;

function compileQuadrature(model: TemporalModel): NonNullable<TemporalModel["integrate"]> {
  const time = new Float64Array(panels * nodes.length);
  const value = new Float64Array(time.length);
  return (start, stop, p, out) => {
    for (let i = 0; i < start.length; i++) {
      const width = (stop[i] - start[i]) / panels;
      for (let k = 0; k < time.length; k++) time[k] = start[i] + width * ((k >> 2) + nodes[k & 3]);
      model.evaluate(time, p, value);
      let sum = 0;
      for (let k = 0; k < time.length; k++) sum += weights[k & 3] * value[k];
      out[i] = sum * width;
    }
  };
}
