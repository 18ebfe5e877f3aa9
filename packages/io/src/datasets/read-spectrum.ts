import type { ByteSource, Dataset } from "@gammakit/core";
import { type ReadFitsOptions, readFits } from "@gammakit/fits";
import { readSpectrumDataset } from "../maps/read-spectrum-dataset.ts";
import { readOgip } from "../ogip/read-ogip.ts";

/** Options of `readSpectrum`. */
export interface ReadSpectrumOptions extends Omit<ReadFitsOptions, "select" | "name"> {
  /** Of the dataset; what the file calls it, or the file's own name, when absent. */
  readonly name?: string;
}

/**
 * A spectrum with its responses and background, whichever way it is stored: in OGIP files, as `readOgip` reads them, or in Gammapy's
 * layout for datasets, "gadf", as `readSpectrumDataset` does, which is told by its HDU COUNTS. Throws as they do.
 */
export async function readSpectrum(source: ByteSource, options: ReadSpectrumOptions = {}): Promise<Dataset> {
  const { name: _, ...reading } = options;
  const { hdus } = await readFits(source, { ...reading, select: () => false });
  const isDataset = hdus.some(({ name }) => name === "COUNTS") && !hdus.some(({ name }) => name === "SPECTRUM");
  return isDataset ? readSpectrumDataset(source, options) : readOgip(source, options);
}
