import { type Axis, axisFromEdges, exp, log, normalTail, type RegionMap } from "@gammakit/core";
import { psfWidth, type SurveyInstrument } from "./survey-instrument.ts";

/** Probabilities of reconstructed bins for photons from the center of each true bin: axes energy (fastest) and energy_true. */
export function surveyDispersion({ resolution }: SurveyInstrument, energy: Axis, energyTrue: Axis): RegionMap {
  const n = energy.centers.length;
  const values = new Float32Array(n * energyTrue.centers.length);
  for (const [i, e] of energyTrue.centers.entries()) {
    const above = energy.edges.map((edge) => normalTail(log(edge / e) / resolution));
    for (let j = 0; j < n; j++) values[i * n + j] = above[j] - above[j + 1];
  }
  return { kind: "region-map", axes: [energy, energyTrue], unit: "", values };
}

/** Radii of the table, from the center to where the widest Gaussian has its five sigma. */
const radii = 300;

/** Density [sr-1] at radii: axes rad (fastest) and energy_true. */
export function surveyPsf(instrument: SurveyInstrument, energyTrue: Axis): RegionMap {
  const widths = energyTrue.centers.map((e) => psfWidth(instrument, e));
  const last = 5 * Math.max(...widths);
  const edges = Float64Array.from({ length: radii + 1 }, (_, k) => (last * k) / radii);
  const rad = axisFromEdges(edges, { name: "rad", unit: "deg", scale: "lin" });
  const values = new Float32Array(radii * widths.length);
  for (const [i, sigma] of widths.entries()) {
    const peak = 1 / (2 * Math.PI * ((sigma * Math.PI) / 180) ** 2);
    for (const [k, r] of rad.centers.entries()) values[i * radii + k] = peak * exp(-(r * r) / (2 * sigma * sigma));
  }
  return { kind: "region-map", axes: [rad, energyTrue], unit: "sr-1", values };
}

/** The exposure by which a response is weighted: its first axis as one bin, and energy_true. */
export function responseExposure({ exposure }: SurveyInstrument, { axes }: RegionMap): RegionMap {
  const [first, energyTrue] = axes;
  const { name, unit, scale, edges } = first;
  const squashed = axisFromEdges([edges[0], edges[edges.length - 1]], { name, unit, scale });
  const values = new Float64Array(energyTrue.centers.length).fill(exposure);
  return { kind: "region-map", axes: [squashed, energyTrue], unit: "cm2 s", values };
}
