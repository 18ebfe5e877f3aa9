import { GammakitError } from "../errors/gammakit-error.ts";
import type { SpectralModel } from "./model.ts";
import { integrateSegmentGradients, integrateSegments, type SegmentNodes, segmentNodes } from "./power-law-segments.ts";

/** Writes a quantity per bin for the parameter vector `p` into `out`. Allocates nothing. */
export type CompiledIntegral = (p: Float64Array, out: Float64Array) => void;

/**
 * The integral of dN/dE over each bin of `edges` [TeV], in cm-2 s-1, as a function of the parameter vector alone.
 * The model's own `integrate` where it offers one; else 100 power-law segments per decade.
 * Throws "invalid-input" for edges that are not positive and increasing.
 */
export function compileIntegral(model: SpectralModel, edges: Float64Array): CompiledIntegral {
  checkEdges(edges);
  const { integrate } = model;
  if (integrate !== undefined) return (p, out) => integrate(edges, p, out);
  return numericalIntegral(model, edges, 1);
}

/**
 * The integral of E·dN/dE over each bin of `edges` [TeV], in TeV cm-2 s-1, as a function of the parameter vector alone; otherwise as
 * `compileIntegral`.
 */
export function compileEnergyIntegral(model: SpectralModel, edges: Float64Array): CompiledIntegral {
  checkEdges(edges);
  const { integrateEnergy } = model;
  if (integrateEnergy !== undefined) return (p, out) => integrateEnergy(edges, p, out);
  return numericalIntegral(model, edges, 2);
}

/**
 * Derivatives of the integral over each bin of `edges` [TeV] with respect to each parameter, row-major [parameter × bin].
 * The model's own where it offers them. Else they are those of what `compileIntegral` computes: exact ones of the
 * segments where the model has `evaluateGradient` and no `integrate`, central differences otherwise.
 */
export function compileIntegralGradient(model: SpectralModel, edges: Float64Array): CompiledIntegral {
  checkEdges(edges);
  const { integrateGradient } = model;
  if (integrateGradient !== undefined) return (p, out) => integrateGradient(edges, p, out);
  if (model.evaluateGradient !== undefined && model.integrate === undefined) {
    return numericalGradient(model, model.evaluateGradient, edges);
  }
  return differences(model, edges);
}

/** Integrals of E^(power−1) dN/dE over each bin. */
function numericalIntegral(model: SpectralModel, edges: Float64Array, power: 1 | 2): CompiledIntegral {
  const nodes = segmentNodes(edges);
  const values = new Float64Array(nodes.energy.length);
  return (p, out) => {
    model.evaluate(nodes.energy, p, values);
    integrateSegments(nodes, values, power, out);
  };
}

function numericalGradient(
  model: SpectralModel,
  evaluateGradient: NonNullable<SpectralModel["evaluateGradient"]>,
  edges: Float64Array,
): CompiledIntegral {
  const nodes: SegmentNodes = segmentNodes(edges);
  const size = nodes.energy.length;
  const values = new Float64Array(size);
  const slopes = new Float64Array(model.parameters.length * size);
  return (p, out) => {
    model.evaluate(nodes.energy, p, values);
    evaluateGradient(nodes.energy, p, slopes);
    integrateSegmentGradients(nodes, values, slopes, out);
  };
}

/** Step of the central differences relative to the parameter: the cube root of the precision of a double. */
const step = 6e-6;

function differences(model: SpectralModel, edges: Float64Array): CompiledIntegral {
  const integral = compileIntegral(model, edges);
  const bins = edges.length - 1;
  const count = model.parameters.length;
  const q = new Float64Array(count);
  const low = new Float64Array(bins);
  const high = new Float64Array(bins);
  const min = Float64Array.from(model.parameters, (parameter) => parameter.min ?? -Infinity);
  const max = Float64Array.from(model.parameters, (parameter) => parameter.max ?? Infinity);
  // The size of a step where the parameter is zero.
  const scale = Float64Array.from(model.parameters, ({ value, error }) => Math.abs(value) || error || 1);
  return (p, out) => {
    for (let k = 0; k < count; k++) {
      const h = step * (Math.abs(p[k]) || scale[k]);
      for (let m = 0; m < count; m++) q[m] = p[m];
      // One-sided at a limit: beyond it the model may not exist.
      const a = Math.max(p[k] - h, Math.min(min[k], p[k]));
      const b = Math.min(p[k] + h, Math.max(max[k], p[k]));
      q[k] = a;
      integral(q, low);
      q[k] = b;
      integral(q, high);
      for (let i = 0; i < bins; i++) out[k * bins + i] = b > a ? (high[i] - low[i]) / (b - a) : 0;
    }
  };
}

function checkEdges(edges: Float64Array): void {
  for (let i = 0; i < edges.length; i++) {
    if (edges[i] > (i === 0 ? 0 : edges[i - 1]) && edges[i] < Infinity) continue;
    throw new GammakitError(
      "invalid-input",
      `Energy edges must be positive, finite and increasing; edge ${i} is ${edges[i]} TeV${i > 0 ? ` after ${edges[i - 1]} TeV` : ""}.`,
      { index: i, value: edges[i] },
    );
  }
  if (edges.length < 2) {
    throw new GammakitError("invalid-input", `Energy edges need at least two entries, not ${edges.length}.`, {});
  }
}
