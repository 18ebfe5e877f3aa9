import type { ByteSource, FluxPoints } from "@gammakit/core";
import type { ReadFitsOptions } from "@gammakit/fits";
import { fluxCells } from "./flux-cells.ts";
import { fluxPointsFromTable } from "./read-profile.ts";
import { readFluxTable } from "./table-source.ts";

/** Flux points of a list of datasets. */
export interface ListedFluxPoints extends FluxPoints {
  /** Of the list. */
  readonly name: string;
  /** 1 for each point that a fit is to use; absent where the file leaves none out. */
  readonly maskFit?: Uint8Array;
}

/** Flux points as Gammapy's FluxPointsDataset stores them: a table with masks. Otherwise as `readFluxPoints`. */
export async function readListedFluxPoints(
  source: ByteSource,
  { name, ...options }: Omit<ReadFitsOptions, "select" | "name"> & { readonly name: string },
): Promise<ListedFluxPoints> {
  const { table, where } = await readFluxTable(source, options);
  const flux = fluxPointsFromTable(table, {}, where);
  const cells = fluxCells(table, flux.points.length, where);
  const [fit, safe] = [cells.truths("mask_fit"), cells.truths("mask_safe")];
  // Upper limits are not safe there; how they are compared is up to a fit.
  const counts = flux.points.map(({ isUl }, i) => (fit?.[i] ?? true) && ((safe?.[i] ?? true) || isUl));
  const isNamed = { ...flux, name };
  return counts.includes(false) ? { ...isNamed, maskFit: Uint8Array.from(counts, Number) } : isNamed;
}
