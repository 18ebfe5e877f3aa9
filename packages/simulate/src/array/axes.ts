import { type Axis, axisFromBounds, axisFromCenters } from "@gammakit/core";

/** Bins per decade of energy. */
const perDecade = 24;
/** Between nodes of the offset [deg]. */
const offsetStep = 0.5;

/** Logarithmic bins between two energies [TeV]. */
export function energyAxis(name: string, [min, max]: readonly [number, number]): Axis {
  const count = Math.max(1, Math.round(perDecade * Math.log10(max / min)));
  return axisFromBounds(min, max, count, { name, unit: "TeV", scale: "log" });
}

/** Offsets from 0 to `max` [deg], given as nodes. */
export function offsetAxis(max: number): Axis {
  const count = Math.ceil(max / offsetStep) + 1;
  const centers = Float64Array.from({ length: count }, (_, i) => (max * i) / (count - 1));
  return axisFromCenters(centers, { name: "offset", unit: "deg", scale: "lin" });
}

/** Fills a grid over energy (fastest) and offset. */
export function overEnergyAndOffset(
  energy: Axis,
  offset: Axis,
  value: (e: number, theta: number) => number,
): Float64Array {
  const n = energy.centers.length;
  const out = new Float64Array(n * offset.centers.length);
  for (const [k, theta] of offset.centers.entries()) {
    for (const [i, e] of energy.centers.entries()) out[k * n + i] = value(e, theta);
  }
  return out;
}

/** 2^(−(θ/half)³): flat in the middle of the field, half where θ is `half`. */
export function fieldOfView(theta: number, half: number): number {
  return 2 ** -((theta / half) * (theta / half) * (theta / half));
}
