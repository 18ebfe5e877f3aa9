import { addSeconds } from "@gammakit/core";
import type { TimeBin } from "@gammakit/estimators";
import type { ObservationEntry } from "@gammakit/io";
import { intervalName, isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import { datasetWarnings, selectionWarnings } from "./warnings.ts";

/** An interval without data. */
export interface EmptyBinResult {
  readonly tStartIso: string;
  readonly tStopIso: string;
  readonly reason: string;
}

/** The intervals without data as result.json has them. */
export function emptyBins(bins: readonly TimeBin[], selected: number): readonly EmptyBinResult[] {
  return bins
    .filter(({ datasets }) => datasets.length === 0)
    .map(({ interval }) => ({
      tStartIso: isoTime(interval.start),
      tStopIso: isoTime(interval.stop),
      reason: emptyReason(selected),
    }));
}

/** What the user should know of the reduced data: runs and intervals that could not be used, and why. */
export async function binWarnings(
  store: string,
  selected: readonly ObservationEntry[],
  bins: readonly TimeBin[],
): Promise<readonly JobWarning[]> {
  if (selected.length === 0) return selectionWarnings(store, selected.length);
  const when = bins.every(({ datasets }) => datasets.length === 0) ? timeOf(selected) : "";
  const warnings = bins.map(async ({ datasets, interval }) =>
    datasets.length === 0
      ? [{ code: "empty-bin", message: `${emptyReason(selected.length)}${when}`, where: intervalName(interval) }]
      : datasetWarnings(datasets),
  );
  return (await Promise.all(warnings)).flat();
}

/** When the first run began, for somebody whose intervals miss them all; empty where the index does not say. */
function timeOf([{ start, reference }]: readonly ObservationEntry[]): string {
  return start === undefined ? "" : `; the first selected run began at ${isoTime(addSeconds(reference, start))} UTC`;
}

/** Why an interval has no data. */
function emptyReason(selected: number): string {
  if (selected === 0) return "no run was selected";
  return "no selected run has good time in this interval";
}
