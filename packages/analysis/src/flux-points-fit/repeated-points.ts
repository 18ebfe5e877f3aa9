import type { JobWarning } from "../job/warning.ts";
import type { FluxPointsSet } from "./read-points.ts";

/** That a fit uses points of a set which are in one before it, too. */
export function repeatedPoints(sets: readonly FluxPointsSet[]): readonly JobWarning[] {
  const firsts = new Map<string, string>();
  return sets.flatMap((set) => {
    const repeated = usedOf(set).flatMap((key) => firsts.get(key) ?? []);
    for (const key of usedOf(set)) if (!firsts.has(key)) firsts.set(key, set.file);
    if (repeated.length === 0) return [];
    const what = repeated.length === 1 ? "a point" : `${repeated.length} points`;
    const message = `${set.file} has ${what} of ${repeated[0]}, which count twice in the fit. Leave them out of one, by its energy.`;
    return [{ code: "same-points", message, where: set.name }];
  });
}

/** The points that a fit uses, told apart by where they are and what they are. */
function usedOf({ points: { points }, dataset, bins }: FluxPointsSet): readonly string[] {
  return points.flatMap(({ eRef, norm, refDnde, normErr }, i) =>
    dataset.maskSafe[bins[i]] === 1 && norm !== 0 ? [`${eRef} ${norm * refDnde} ${normErr * refDnde}`] : [],
  );
}
