import { addSeconds, formatIso, type SkyPosition, separationBetween, type TimeInterval } from "@gammakit/core";
import {
  type DataStore,
  type ObservationEntry,
  type ObservationSelection,
  openDataStore,
  selectObservations,
} from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import type { JobWarning } from "../job/warning.ts";
import { isoTime } from "../time-resolved/result.ts";
import { runsInReach } from "../time-resolved/runs.ts";

/** A run as the index of its store has it. */
export interface ExplainedRun {
  readonly id: number;
  /** UTC; null where the index has no times. */
  readonly tStartIso: string | null;
  readonly tStopIso: string | null;
  /** Target, where the index has it. */
  readonly object: string | null;
  /** From the pointing to the ON region [deg]. */
  readonly offsetDeg: number;
}

/** Which runs a job would take, as far as the index of the store tells. */
export interface ExplainedRuns {
  readonly store: string;
  /** Runs that the store has. */
  readonly inStore: number;
  readonly selected: readonly ExplainedRun[];
  /** Those of them that would be opened: the others lie outside all intervals. */
  readonly read: readonly number[];
  /** Each interval with the runs that may hold data of it. */
  readonly intervals: readonly {
    readonly tStartIso: string;
    readonly tStopIso: string;
    readonly runs: readonly number[];
  }[];
  readonly warnings: readonly JobWarning[];
}

/** What a job says of its runs. */
export interface RunsWanted {
  readonly data: {
    readonly store: string;
    readonly select?: ObservationSelection | readonly ObservationSelection[] | undefined;
    readonly obsIds?: readonly number[] | undefined;
  };
  readonly on: { readonly center: SkyPosition };
  readonly time: readonly TimeInterval[];
}

/** The runs that a job would take. Reads the two indexes of the store and nothing else. */
export async function explainRuns({ data, on, time }: RunsWanted, host: FolderHost): Promise<ExplainedRuns> {
  const { inflate, context } = host;
  const store = await openDataStore(host.openFolder(data.store), {
    ...(inflate && { inflate }),
    ...(context && { context }),
  });
  const { select } = data;
  const selected = selectObservations(store, select === undefined ? [] : [select].flat(), data.obsIds);
  return {
    store: store.name,
    inStore: store.observations.length,
    selected: selected.map((entry) => explainRun(entry, on.center)),
    read: runsInReach(selected, time).map(({ id }) => id),
    intervals: time.map((interval) => ({
      tStartIso: isoTime(interval.start),
      tStopIso: isoTime(interval.stop),
      runs: runsInReach(selected, [interval]).map(({ id }) => id),
    })),
    warnings: warningsOf(store, selected),
  };
}

function explainRun(
  { id, start, stop, reference, object, pointing }: ObservationEntry,
  center: SkyPosition,
): ExplainedRun {
  const iso = (seconds: number | undefined) =>
    seconds === undefined ? null : formatIso(addSeconds(reference, seconds), "utc", 0);
  return {
    id,
    tStartIso: iso(start),
    tStopIso: iso(stop),
    object: object ?? null,
    offsetDeg: separationBetween(pointing, center),
  };
}

function warningsOf(store: DataStore, selected: readonly ObservationEntry[]): readonly JobWarning[] {
  const missing = selected.filter(({ id }) => !store.hdus.has(id)).map(({ id }) => id);
  return [
    ...store.warnings.map((message) => ({ code: "data-store", message, where: "data.store" })),
    ...(selected.length === 0
      ? [{ code: "no-observation", message: `No run of ${store.name} passes the selection.`, where: "data.select" }]
      : []),
    ...(missing.length > 0
      ? [{ code: "data-store", message: `The hdu-index has no files of ${missing.join(", ")}.`, where: "data.store" }]
      : []),
  ];
}
