import { axisFromCenters, type FluxPoint, GammakitError } from "@gammakit/core";
import type { FluxCells } from "./flux-cells.ts";

/** Energies of a point [TeV]. */
export type Bin = Pick<FluxPoint, "eRef" | "eMin" | "eMax">;

/** Edges and reference energies [TeV]; edges half-way between the energies where the table has none. */
export function readBins(cells: FluxCells, count: number): readonly Bin[] {
  const reference = cells.numbers("e_ref", "TeV");
  if (!hasEdges(cells) && !cells.has("e_ref")) {
    throw new GammakitError("invalid-file", `${cells.where}: there is neither e_ref nor e_min and e_max.`, {});
  }
  const wrong = cells.has("e_ref") ? reference.findIndex((energy) => !(energy > 0 && energy < Infinity)) : -1;
  if (wrong >= 0) {
    throw new GammakitError(
      "invalid-file",
      `${cells.where}: flux point ${wrong + 1} has ${Number.isNaN(reference[wrong]) ? "no e_ref" : `an e_ref of ${reference[wrong]} TeV`}; an energy above 0 is needed.`,
      { point: wrong },
    );
  }
  const [lower, upper] = hasEdges(cells)
    ? [cells.numbers("e_min", "TeV"), cells.numbers("e_max", "TeV")]
    : edgesOf(reference, count);
  return Array.from(lower, (eMin, i) => {
    const eRef = cells.has("e_ref") ? reference[i] : Math.sqrt(eMin * upper[i]);
    if (eMin > 0 && upper[i] > eMin) return { eMin, eMax: upper[i], eRef };
    throw new GammakitError(
      "invalid-file",
      `${cells.where}: flux point ${i + 1} goes from e_min ${eMin} to e_max ${upper[i]} TeV; 0 < e_min < e_max is needed.`,
      { point: i },
    );
  });
}

/** Whether the table has the edges of bins. */
export function hasEdges({ has }: FluxCells): boolean {
  return has("e_min") && has("e_max");
}

/** Half of the width of a bin around the only energy of a table, as a factor: a tenth of a decade. */
const aloneHalfWidth = 10 ** 0.1;

/** Of a row with `count` energies in any order, the same in every row. */
function edgesOf(reference: Float64Array, count: number): readonly [Float64Array, Float64Array] {
  const energies = reference.subarray(0, count);
  const ascending = [...new Set(energies)].sort((a, b) => a - b);
  if (ascending.length === 1) {
    return [reference.map((energy) => energy / aloneHalfWidth), reference.map((energy) => energy * aloneHalfWidth)];
  }
  const { edges } = axisFromCenters(ascending, { name: "e_ref", unit: "TeV", scale: "log" });
  const place = new Map(ascending.map((energy, k) => [energy, k]));
  const places = Array.from(energies, (energy) => place.get(energy) ?? 0);
  return [reference.map((_, i) => edges[places[i % count]]), reference.map((_, i) => edges[places[i % count] + 1])];
}
