import type { Axis } from "../axis/axis.ts";
import { exp, expm1, pow } from "../numeric/repeatable/exponential.ts";
import { bilinear, type GridCell, gridCell, scaledCenters, withinEdges } from "./grid.ts";
import type { GridValues, Psf, PsfKing, PsfMultiGauss, PsfTable } from "./irf.ts";

const squareDegree = pow(Math.PI / 180, 2);

/**
 * Fraction of the events of a point source that are reconstructed within `radius` [deg] of it, at each of `energies`
 * [TeV, true] and one `offset` [deg]. Sources: GADF psf_table, psf_3gauss, psf_king.
 *
 * A table is integrated as it stands: its total may differ from 1 by its own rounding. A radius beyond the table gives that
 * total. An energy or offset outside a table gives 0; the parametric forms extrapolate.
 */
export function containment(psf: Psf, energies: Float64Array, offset: number, radius: number): Float64Array {
  const at = compilePsf(psf, offset, radius);
  const scaled = scaledCenters(psf.energy);
  const out = new Float64Array(energies.length);
  for (let i = 0; i < energies.length; i++) {
    if (psf.kind === "psf-table" && !(withinEdges(psf.energy, energies[i]) && withinEdges(psf.offset, offset)))
      continue;
    const value = at(gridCell(scaled, energies[i], psf.energy));
    out[i] = Number.isFinite(value) ? value : 0;
  }
  return out;
}

/**
 * Angular distance [deg] within which `fraction` of the events of a point source are reconstructed, to 1e-9 of it, for one
 * true energy [TeV] and offset [deg]. NaN where less than that lies within 10°.
 */
export function containmentRadius(psf: Psf, energy: number, offset: number, fraction: number): number {
  const at = Float64Array.of(energy);
  const within = (radius: number) => containment(psf, at, offset, radius)[0];
  let [low, high] = [0, 10];
  if (!(within(high) >= fraction)) return Number.NaN;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (within(middle) >= fraction) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Density [sr-1] of events at angular distance `radius` [deg] for one true energy [TeV] and offset [deg].
 * 0 beyond a table; the parametric forms extrapolate.
 */
export function psfDensity(psf: Psf, energy: number, offset: number, radius: number): number {
  const e = gridCell(scaledCenters(psf.energy), energy, psf.energy);
  const theta = gridCell(scaledCenters(psf.offset), offset, psf.offset);
  switch (psf.kind) {
    case "psf-table": {
      const inside = withinEdges(psf.energy, energy) && withinEdges(psf.offset, offset) && withinEdges(psf.rad, radius);
      return inside ? tableDensity(psf, e, theta, radius) : 0;
    }
    case "psf-3gauss":
      return gaussDensity(psf, e, theta, radius);
    case "psf-king":
      return kingDensity(psf, e, theta, radius);
  }
}

/** Containment as a function of the energy's cell, for a fixed offset and radius. */
function compilePsf(psf: Psf, offset: number, radius: number): (energy: GridCell) => number {
  const theta = gridCell(scaledCenters(psf.offset), offset, psf.offset);
  switch (psf.kind) {
    case "psf-table":
      return compileTable(psf, theta, radius);
    case "psf-3gauss":
      return (energy) => gaussContainment(psf, energy, theta, radius);
    case "psf-king":
      return (energy) => kingContainment(psf, energy, theta, radius);
  }
}

/**
 * The integral up to `radius` at the four grid nodes around, then bilinear between them. The cumulative integral is known at
 * the upper edge of each rad bin and linear in between, from 0 at the center of the source.
 */
function compileTable(psf: PsfTable, theta: GridCell, radius: number): (energy: GridCell) => number {
  const n = psf.energy.centers.length;
  const plane = n * psf.offset.centers.length;
  const weights = ringWeights(psf.rad, radius);
  const node = (index: number) => {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      const value = psf.values[index + k * plane];
      if (value > 0) sum += value * weights[k];
    }
    return sum;
  };
  return (energy) => {
    const i = energy.index + theta.index * n;
    const j = i + theta.step * n;
    const low = (1 - energy.t) * node(i) + energy.t * node(i + energy.step);
    const high = (1 - energy.t) * node(j) + energy.t * node(j + energy.step);
    return Math.max(0, (1 - theta.t) * low + theta.t * high);
  };
}

/** Solid angle [sr] of each ring that lies inside `radius` [deg], the last one in proportion. */
function ringWeights({ edges, centers }: Axis, radius: number): Float64Array {
  const weights: number[] = [];
  for (let k = 0; k < centers.length; k++) {
    const low = k === 0 ? Math.min(edges[0], 0) : edges[k];
    if (radius <= low) break;
    const width = edges[k + 1] - edges[k];
    const part = Math.min(1, (radius - low) / (edges[k + 1] - low));
    weights.push(2 * Math.PI * centers[k] * width * squareDegree * part);
  }
  return Float64Array.from(weights);
}

function tableDensity(psf: PsfTable, energy: GridCell, theta: GridCell, radius: number): number {
  const rad = gridCell(scaledCenters(psf.rad), radius, psf.rad);
  const n = psf.energy.centers.length;
  const plane = n * psf.offset.centers.length;
  const low = interpolateSigned(psf.values, rad.index * plane, energy, theta, n);
  const high = interpolateSigned(psf.values, (rad.index + rad.step) * plane, energy, theta, n);
  const value = (1 - rad.t) * low + rad.t * high;
  if (value > 0) return value;
  return 0;
}

/** Widths [deg] and normalized weights of the three Gaussians; a width of 0 in a table stands for "no such component". */
function gaussians(psf: PsfMultiGauss, energy: GridCell, theta: GridCell) {
  const n = psf.energy.centers.length;
  const at = (values: GridValues) => bilinear(values, 0, energy, theta, n);
  const scale = at(psf.scale);
  const amplitude = [1, at(psf.amplitude[0]), at(psf.amplitude[1])];
  const sigma = psf.sigma.map(at);
  const parts = sigma.map((s, k) => 2 * scale * amplitude[k] * s * s);
  const total = parts[0] + parts[1] + parts[2];
  const weight = parts.map((part) => (total > 0 ? part / total : 0));
  return { sigma, weight };
}

function gaussDensity(psf: PsfMultiGauss, energy: GridCell, theta: GridCell, radius: number): number {
  const { sigma, weight } = gaussians(psf, energy, theta);
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    const s2 = sigma[k] * sigma[k];
    if (weight[k] > 0) sum += (weight[k] * exp(-(radius * radius) / (2 * s2))) / (2 * Math.PI * s2);
  }
  return sum / squareDegree;
}

function gaussContainment(psf: PsfMultiGauss, energy: GridCell, theta: GridCell, radius: number): number {
  const { sigma, weight } = gaussians(psf, energy, theta);
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    if (weight[k] > 0) sum -= weight[k] * expm1(-(radius * radius) / (2 * sigma[k] * sigma[k]));
  }
  return sum;
}

function kingContainment(psf: PsfKing, energy: GridCell, theta: GridCell, radius: number): number {
  const n = psf.energy.centers.length;
  const gamma = bilinear(psf.gamma, 0, energy, theta, n);
  const sigma = bilinear(psf.sigma, 0, energy, theta, n);
  return 1 - pow(1 + (radius * radius) / (2 * gamma * sigma * sigma), 1 - gamma);
}

function kingDensity(psf: PsfKing, energy: GridCell, theta: GridCell, radius: number): number {
  const n = psf.energy.centers.length;
  const gamma = bilinear(psf.gamma, 0, energy, theta, n);
  const s2 = pow(bilinear(psf.sigma, 0, energy, theta, n), 2);
  const peak = (1 - 1 / gamma) / (2 * Math.PI * s2);
  const value = (peak * pow(1 + (radius * radius) / (2 * gamma * s2), -gamma)) / squareDegree;
  return Number.isFinite(value) ? value : 0;
}

/** Bilinear interpolation without the clip at zero, for tables that are interpolated along a third axis before it. */
function interpolateSigned(values: GridValues, base: number, a: GridCell, b: GridCell, strideB: number): number {
  const i = base + a.index + b.index * strideB;
  const j = i + b.step * strideB;
  const low = (1 - a.t) * values[i] + a.t * values[i + a.step];
  const high = (1 - a.t) * values[j] + a.t * values[j + a.step];
  return (1 - b.t) * low + b.t * high;
}
