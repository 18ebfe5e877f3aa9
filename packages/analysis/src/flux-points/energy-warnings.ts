import { type Dataset, sliceEnergy } from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";

/** What was done to the energy edges that were asked for: one warning each for edges moved and edges beyond the data. */
export function energyWarnings(edges: readonly number[], spectrum: Dataset, where: string): readonly JobWarning[] {
  const data = spectrum.energyEdges;
  const [first, last] = [data[0], data[data.length - 1]];
  const slices = edges
    .slice(1)
    .map((high, i) => ({ low: edges[i], high, slice: sliceEnergy(spectrum, edges[i], high) }));
  const reach = `The data reach from ${tev(first)} to ${tev(last)}`;
  const warn = (code: string, message: string): JobWarning => ({ code, message, where });
  const warnings: JobWarning[] = [];
  const empty = slices.filter(({ slice }) => slice.dataset === undefined);
  if (slices.some(({ slice }) => slice.clipped && slice.dataset !== undefined)) {
    warnings.push(warn("energy-clipped", `${reach}; edges beyond were moved to these.`));
  }
  const moved = slices.filter(({ slice }) => slice.snapped && slice.dataset !== undefined);
  if (moved.length > 0) {
    const bins = moved.map(
      ({ low, high, slice }) =>
        `${tev(low)} to ${tev(high)} became ${tev(data[slice.begin])} to ${tev(data[slice.end])}`,
    );
    warnings.push(
      warn(
        "energy-snapped",
        `Edges that fall inside a bin of the data were moved to its nearer edge: ${bins.join("; ")}.`,
      ),
    );
  }
  if (empty.length > 0) {
    const bins = empty.map(({ low, high }) => `${tev(low)} to ${tev(high)}`).join("; ");
    warnings.push(warn("energy-empty", `No bin of the data lies in ${bins}. ${reach}.`));
  }
  return warnings;
}

/** An energy in words. */
export function tev(energy: number): string {
  return `${Number(energy.toPrecision(6))} TeV`;
}
