import { fitMask } from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import { type DatasetResult, datasetResult } from "../reduction/dataset-result.ts";
import type { MeasuredResult, StackedResult } from "../spectrum/result.ts";
import type { ReadSpectrum } from "./read-spectra.ts";

/** A spectrum as it was read. Arrays have one number per energy bin of its own. */
export interface SpectrumFileResult extends Omit<DatasetResult, "obsId" | "offRegions"> {
  /** As the job names it. */
  readonly file: string;
  /** Ids of the runs in it, where the file has them. */
  readonly obsIds: readonly number[];
  /** Edges of the bins of reconstructed energy [TeV], one more than there are bins. */
  readonly energyEdgesTeV: readonly number[];
  /** Bins that are safe and lie in the range that the job gives the spectrum: the fit uses those of them that have a background. */
  readonly maskFit: readonly boolean[];
}

/** What result.json holds. */
export interface SpectrumFilesResult extends MeasuredResult {
  /** The kind of job, and the number of the form of its results. */
  readonly schema: "gammakit/spectrum-files/1";
  /** The job, with all defaults filled in: it gives the same result again. */
  readonly job: Readonly<Record<string, unknown>>;
  /** Versions, inputs with checksums, times. */
  readonly provenance: Provenance;
  /** The spectra, as they were read. */
  readonly datasets: readonly SpectrumFileResult[];
  /** What was fitted where the job asks for it; null where each spectrum was fitted by itself, jointly. */
  readonly stacked: StackedResult | null;
  /** Excess and significance as one spectrum after the other is added; empty where they have different bins, or no OFF counts. */
  readonly cumulative: readonly CumulativeResult[];
  /** What was odd, or could not be measured. */
  readonly warnings: readonly JobWarning[];
}

/** A spectrum as result.json has it. */
export function spectrumFileResult({ file, dataset }: ReadSpectrum): SpectrumFileResult {
  const { obsId: _, offRegions: __, name, ...fields } = datasetResult(dataset);
  return {
    name,
    file,
    obsIds: dataset.observationIds,
    energyEdgesTeV: [...dataset.energyEdges],
    ...fields,
    maskFit: Array.from(fitMask(dataset), Boolean),
  };
}
