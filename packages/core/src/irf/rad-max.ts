import { type Axis, toScale } from "../axis/axis.ts";
import { lowerIndex } from "../axis/locate.ts";
import type { RadMax } from "./irf.ts";

/**
 * Radius [deg] of the cut at a reconstructed `energy` [TeV] and an `offset` [deg] from the pointing: that of the nearest center
 * of the table (in ln E), half-way the lower one. Beyond the table it is that of its border.
 */
export function radMaxAt(radMax: RadMax, energy: number, offset: number): number {
  const e = nearestCenter(radMax.energy, energy);
  return radMax.values[e + nearestCenter(radMax.offset, offset) * radMax.energy.centers.length];
}

/** Only the two centers around `x` are put into the scale: this is asked for each event. */
function nearestCenter({ centers, scale }: Axis, x: number): number {
  const last = centers.length - 1;
  if (last === 0) return 0;
  const i = Math.min(Math.max(lowerIndex(centers, x), 0), last - 1);
  const [low, high] = [toScale(centers[i], scale), toScale(centers[i + 1], scale)];
  return (toScale(x, scale) - low) / (high - low) > 0.5 ? i + 1 : i;
}
