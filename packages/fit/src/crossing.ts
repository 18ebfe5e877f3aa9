import type { MinimizeResult, Objective } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";
import { minimizeOthers } from "./fixed-parameter.ts";

/** Which crossing is looked for. */
interface Search {
  /** Place of the parameter. */
  readonly index: number;
  readonly sign: 1 | -1;
  /** Distance from the minimum at which to look first. */
  readonly first: number;
  readonly nSigma: number;
}

/** Distance of a crossing from the minimum; NaN with the reason where there is none. */
interface Crossing {
  readonly distance: number;
  readonly reason?: string;
}

/** Precision of the rise at a crossing, relative to the rise. Minimizations are not better. */
const precision = 1e-5;

const failed = "the search over the other parameters failed";

/** Where the profile of one parameter has risen by up·nSigma²: the distance is doubled until beyond, then closed in. */
export async function findCrossing(
  objective: Objective,
  at: MinimizeResult,
  { index, sign, first, nSigma }: Search,
  options: FitOptions,
): Promise<Crossing> {
  const side = sign > 0 ? "upper" : "lower";
  const none = (reason: string): Crossing => ({ distance: Number.NaN, reason: `${side}: ${reason}` });
  const room = Math.abs((sign > 0 ? objective.upper : objective.lower)[index] - at.x[index]);
  const target = objective.up * nSigma * nSigma;
  let from = at.x;
  const rise = async (distance: number) => {
    const point = await minimizeOthers(objective, { index, value: at.x[index] + sign * distance }, from, options);
    if (Number.isFinite(point.value)) from = point.x;
    return point.value - at.value;
  };
  let near = { distance: 0, rise: 0 };
  let far = { distance: Math.min(first, room), rise: 0 };
  for (let k = 0; k < 60; k++) {
    far.rise = await rise(far.distance);
    if (options.context?.signal?.aborted) return none("aborted");
    if (Number.isNaN(far.rise)) return none(failed);
    if (far.rise < -0.01 * target) return none("a lower value was met on the way; fit again from there");
    if (far.rise >= target) {
      const distance = await closeIn(rise, near, far, target);
      return Number.isNaN(distance) ? none(failed) : { distance };
    }
    if (far.distance >= room)
      return none(`the limit of ${objective.names[index]} comes before the statistic has risen enough`);
    near = far;
    far = { distance: Math.min(2 * far.distance, room), rise: 0 };
  }
  return none(`the statistic does not rise along ${objective.names[index]}`);
}

interface Sample {
  readonly distance: number;
  readonly rise: number;
}

/** Where between two points the rise has its target; NaN where it is not a number. The profile is near a parabola, so its root is near a line. */
async function closeIn(
  rise: (distance: number) => Promise<number>,
  near: Sample,
  far: Sample,
  target: number,
): Promise<number> {
  for (let k = 0; k < 60 && far.distance - near.distance > 1e-7 * far.distance; k++) {
    const [a, b] = [Math.sqrt(Math.max(0, near.rise)), Math.sqrt(far.rise)];
    const width = far.distance - near.distance;
    const part = k % 3 === 2 ? 0.5 : Math.min(Math.max((Math.sqrt(target) - a) / (b - a), 1e-3), 1 - 1e-3);
    const distance = near.distance + part * width;
    const sample = { distance, rise: await rise(distance) };
    if (Number.isNaN(sample.rise)) return Number.NaN;
    if (Math.abs(sample.rise - target) < precision * target) return distance;
    if (sample.rise < target) near = sample;
    else far = sample;
  }
  return 0.5 * (near.distance + far.distance);
}
