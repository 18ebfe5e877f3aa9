import { column, type Table, tableOf } from "@gammakit/core";
import type { Provenance } from "../provenance/provenance.ts";
import type { CumulativeResult } from "../reduction/cumulative.ts";
import type { DatasetResult } from "../reduction/dataset-result.ts";
import type { SpectrumFileResult } from "../spectrum-files/result.ts";

/** What a report tells of the runs of a job. */
interface DataOfResult {
  readonly job: Readonly<Record<string, unknown>>;
  readonly observations: readonly number[];
  readonly datasets: readonly DatasetResult[];
  readonly provenance: Provenance;
}

/** Where the data are, and how much there is. */
export function dataFacts({ job, observations, datasets }: DataOfResult): readonly (readonly [string, string])[] {
  return [
    ["Data", String((job.data as { store?: unknown }).store)],
    ["Observations", `${observations.length}: ${observations.join(", ")}`],
    livetimeFact(datasets),
  ];
}

/** Which files the spectra are from, and how much there is. */
export function fileFacts({
  datasets,
}: {
  readonly datasets: readonly SpectrumFileResult[];
}): readonly (readonly [string, string])[] {
  return [["Files", datasets.map(({ file }) => file).join(", ")], livetimeFact(datasets)];
}

function livetimeFact(datasets: readonly Pick<DatasetResult, "livetimeS">[]): readonly [string, string] {
  const livetime = datasets.reduce((sum, { livetimeS }) => sum + livetimeS, 0);
  return ["Datasets", `${datasets.length}, ${(livetime / 3600).toFixed(2)} h of livetime`];
}

/** Which intervals have data. */
export function intervalFact(
  bins: readonly { readonly tStartIso: string; readonly tStopIso: string }[],
): readonly [string, string] {
  if (bins.length === 0) return ["Intervals", "none with data"];
  return ["Intervals", `${bins.length} with data, ${bins[0].tStartIso} to ${bins[bins.length - 1].tStopIso} UTC`];
}

/** What the owners of the data ask to be said. */
export function termFacts({ provenance }: Pick<DataOfResult, "provenance">): readonly (readonly [string, string])[] {
  return provenance.attribution.map((text) => ["Terms of the data", text] as const);
}

/** The sums of the datasets, a row as each is added. */
export function cumulativeTable(cumulative: readonly CumulativeResult[]): Table {
  const numbers = (name: string, unit: string, value: (row: CumulativeResult) => number | null) =>
    column(
      name,
      Float64Array.from(cumulative, (row) => value(row) ?? Number.NaN),
      { unit },
    );
  return tableOf("cumulative", [
    column(
      "dataset",
      cumulative.map(({ dataset }) => dataset),
    ),
    numbers("livetime", "s", ({ livetimeS }) => livetimeS),
    numbers("counts", "", ({ counts }) => counts),
    numbers("counts_off", "", ({ countsOff }) => countsOff),
    numbers("excess", "", ({ excess }) => excess),
    numbers("excess_err", "", ({ excessError }) => excessError),
    numbers("significance", "", ({ significance }) => significance),
  ]);
}
