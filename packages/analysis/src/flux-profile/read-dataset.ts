import { GammakitError, type MapDataset, type Reader } from "@gammakit/core";
import { type MapDatasetHdu, readMapDataset } from "@gammakit/io";
import type { FileHost } from "../host.ts";
import { recognize } from "../job/recognize.ts";
import type { JobSession } from "../provenance/session.ts";
import type { FluxProfilePlan } from "./plan.ts";

const neededHdus: readonly MapDatasetHdu[] = ["BACKGROUND", "EDISP", "MASK_SAFE", "MASK_FIT", "GTI"];

/** A file, and what reads it where its content does not decide. */
export interface NamedDataset {
  readonly dataset: string;
  readonly reader?: Reader;
}

/** The dataset that a job names. */
export function nameDataset({ settings: { dataset }, reader }: FluxProfilePlan): NamedDataset {
  return { dataset, ...(reader && { reader }) };
}

/**
 * The dataset in a file: by the reader that the job names, else by one of a plugin that recognizes the file, else as a map dataset in
 * FITS. Throws "invalid-file" where it can't be a flux profile's.
 */
export async function readDataset(
  { dataset, reader }: NamedDataset,
  { openFile, inflate, context }: FileHost,
  { registry, recorder }: Pick<JobSession, "registry" | "recorder">,
): Promise<MapDataset> {
  const source = recorder.source(openFile(dataset), dataset.split(/[/\\]/).at(-1));
  const signal = context?.signal && { signal: context.signal };
  const chosen = reader ?? (await recognize(source, dataset, registry, context?.signal));
  const found =
    chosen === undefined
      ? await readMapDataset(source, { hdus: neededHdus, ...(inflate && { inflate }), ...signal })
      : await chosen.read(source, { ...signal });
  checkDataset(found, dataset, chosen);
  return found;
}

function checkDataset(found: unknown, name: string, reader: Reader | undefined): asserts found is MapDataset {
  const { kind, counts: map, exposure: seen } = (found ?? {}) as Partial<MapDataset>;
  if (kind !== "map" || map === undefined || seen === undefined) {
    const who = reader === undefined ? "it" : `its reader "${reader.id}"`;
    throw new GammakitError(
      "invalid-file",
      `${name}: a flux profile needs a map dataset, and ${who} gives ${kind === undefined ? "something else" : `a dataset of kind "${kind}"`}.`,
      { file: name, ...(reader && { reader: reader.id }) },
    );
  }
  const names = (axes: MapDataset["counts"]["axes"]) => axes.map((axis) => axis.name).join(", ") || "none";
  const [counts, exposure] = [map.axes, seen.axes];
  if (counts.length === 1 && counts[0].name === "energy" && exposure.length === 1) return;
  throw new GammakitError(
    "invalid-file",
    `${name}: a flux profile needs counts with one axis, energy, and an exposure with one, energy_true; the counts have ${names(counts)}, the exposure ${names(exposure)}.`,
    { file: name },
  );
}
