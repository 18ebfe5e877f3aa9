import { type Dataset, sliceEnergy } from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";
import { energyWarnings, tev } from "./energy-warnings.ts";
import { groupByBins } from "./group-by-bins.ts";

/**
 * What was done to the energy edges that were asked for, on datasets whose bins need not be the same: as {@link energyWarnings} where
 * they are. Else which datasets had edges moved, and where none of them has a bin.
 */
export function jointEnergyWarnings(
  edges: readonly number[],
  datasets: readonly Dataset[],
  where: string,
): readonly JobWarning[] {
  const groups = groupByBins(datasets);
  if (groups.length === 0) return [];
  if (groups.length === 1) return energyWarnings(edges, datasets[0], where);
  const bins = edges.slice(1).map((high, i) => ({ low: edges[i], high }));
  const slices = groups.map((group) => bins.map(({ low, high }) => sliceEnergy(group[0], low, high)));
  const warnings: JobWarning[] = [];
  const moved = groups.filter((_, g) => slices[g].some(({ snapped, dataset }) => snapped && dataset !== undefined));
  if (moved.length > 0) {
    const names = moved.flatMap((group) => group.map(({ name }) => name));
    const which = names.length === datasets.length ? "all of them" : names.join(", ");
    warnings.push({
      code: "energy-snapped",
      message: `The datasets have different energy bins. Edges that fall inside a bin of one were moved to its nearer edge there, in ${which}.`,
      where,
    });
  }
  const empty = bins.filter((_, k) => slices.every((ofGroup) => ofGroup[k].dataset === undefined));
  if (empty.length > 0) {
    const ranges = empty.map(({ low, high }) => `${tev(low)} to ${tev(high)}`).join("; ");
    warnings.push({ code: "energy-empty", message: `No bin of any dataset lies in ${ranges}.`, where });
  }
  return warnings;
}
