import { addSeconds, formatIso, type SkyPosition, separationBetween, type TimeInterval } from "@gammakit/core";
import { type DataStore, type ObservationEntry, openDataStore, selectObservations } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import { isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import type { ReductionSettings } from "../reduction/reduction-block.ts";
import { runsInReach } from "../reduction/runs.ts";
import { selectionWarnings, settingWarnings, storeWarnings } from "../reduction/warnings.ts";

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
  /** Those of them that would be opened: others lie outside all intervals. */
  readonly read: readonly number[];
  /** Each interval with the runs that may hold data of it; empty for a job without intervals. */
  readonly intervals: readonly {
    readonly tStartIso: string;
    readonly tStopIso: string;
    readonly runs: readonly number[];
  }[];
  readonly warnings: readonly JobWarning[];
}

/** What a job on a data store would do. */
export interface RunsExplanation {
  /** The job with all its defaults filled in. */
  readonly job: Readonly<Record<string, unknown>>;
  readonly runs: ExplainedRuns;
  /** How many fits there would be, if each run holds data of all its intervals. */
  readonly fits: number;
}

/** The runs that a job would take, all that are selected where `time` is absent. Reads the two indexes of the store and nothing else. */
export async function explainRuns(
  settings: ReductionSettings,
  time: readonly TimeInterval[] | undefined,
  host: FolderHost,
): Promise<ExplainedRuns> {
  const { data, on } = settings;
  const { inflate, context } = host;
  const store = await openDataStore(host.openFolder(data.store), { inflate, context });
  const { select } = data;
  const selected = selectObservations(store, select === undefined ? [] : [select].flat(), data.obsIds);
  return {
    store: store.name,
    inStore: store.observations.length,
    selected: selected.map((entry) => explainRun(entry, on.center)),
    read: (time === undefined ? selected : runsInReach(selected, time)).map(({ id }) => id),
    intervals: (time ?? []).map((interval) => ({
      tStartIso: isoTime(interval.start),
      tStopIso: isoTime(interval.stop),
      runs: runsInReach(selected, [interval]).map(({ id }) => id),
    })),
    warnings: [...(await settingWarnings(settings)), ...warningsOf(store, selected)],
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
    ...storeWarnings(store),
    ...selectionWarnings(store.name, selected.length),
    ...(missing.length > 0
      ? [{ code: "data-store", message: `The hdu-index has no files of ${missing.join(", ")}.`, where: "data.store" }]
      : []),
  ];
}

/** Intervals of which some run may hold data. */
export function intervalsWithData({ intervals }: ExplainedRuns): number {
  return intervals.filter(({ runs }) => runs.length > 0).length;
}
