import { type Axis, axisFromCenters, axisFromEdges, exp, GammakitError, log } from "@gammakit/core";

/** Bins per decade of energy. */
const perDecade = 24;
/** Between nodes of the offset [deg]. */
const offsetStep = 0.5;

/** Logarithmic bins between two energies [TeV]. */
export function energyAxis(name: string, [min, max]: readonly [number, number]): Axis {
  if (!(min > 0 && max > min && max < Infinity)) {
    throw new GammakitError(
      "invalid-input",
      `Energies from ${min} to ${max} TeV: both must be positive, the second the greater.`,
      { min, max },
    );
  }
  const width = log(max / min);
  const count = Math.max(1, Math.round((perDecade * width) / Math.LN10));
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => min * exp((width * i) / count));
  edges[count] = max;
  return axisFromEdges(edges, { name, unit: "TeV", scale: "log" });
}

/** Offsets from 0 to `max` [deg], given as nodes. */
export function offsetAxis(max: number): Axis {
  if (!(max > 0 && max <= 180)) {
    throw new GammakitError("invalid-input", `A field of view ends between 0 and 180 deg, not at ${max} deg.`, { max });
  }
  const count = Math.ceil(max / offsetStep) + 1;
  const centers = Float64Array.from({ length: count }, (_, i) => (max * i) / (count - 1));
  return axisFromCenters(centers, { name: "offset", unit: "deg", scale: "lin" });
}

/** Fills a grid over energy (fastest) and offset, in single precision: the last bits of a double differ from engine to engine. */
export function overEnergyAndOffset(
  energy: Axis,
  offset: Axis,
  value: (e: number, theta: number) => number,
): Float32Array {
  const n = energy.centers.length;
  const out = new Float32Array(n * offset.centers.length);
  for (const [k, theta] of offset.centers.entries()) {
    for (const [i, e] of energy.centers.entries()) out[k * n + i] = value(e, theta);
  }
  return out;
}

/** 2^(−(θ/half)³): flat in the middle of the field, half where θ is `half`. */
export function fieldOfView(theta: number, half: number): number {
  return 2 ** -((theta / half) * (theta / half) * (theta / half));
}
