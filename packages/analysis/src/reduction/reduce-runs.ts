import {
  compileSplit,
  containmentRadius,
  type Dataset,
  type Instant,
  isAfterExpiry,
  type Observation,
  type SkyPosition,
  separationBetween,
  type TimeInterval,
  type WcsMap,
} from "@gammakit/core";
import type { TimeBin } from "@gammakit/estimators";
import { type DataStore, type ObservationEntry, selectObservations } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import type { JobWarning } from "../job/warning.ts";
import type { JobSession } from "../provenance/session.ts";
import type { CountsImage } from "./counts-image.ts";
import { endOf, laterOf } from "./last-time.ts";
import type { PointLikeRun } from "./point-like-warnings.ts";
import type { Reduce } from "./reduction.ts";
import type { ReductionSettings } from "./reduction-block.ts";
import { freshRuns, type RunSource } from "./run-source.ts";
import { readRuns, runsInReach } from "./runs.ts";
import type { RunNotes } from "./time-warnings.ts";
import { storeWarnings } from "./warnings.ts";

/** What is reduced, and how. */
export interface ReductionPlan {
  readonly settings: ReductionSettings;
  readonly reduce: Reduce;
}

/** What every job that reduces runs may do besides. */
export interface ImageOptions {
  /** Count events on an image of the sky, for a figure. */
  readonly image?: boolean;
}

/** What is done with the runs besides, and where they come from: the folders of the host, unless a session keeps them. */
export interface ReduceOptions extends ImageOptions {
  readonly source?: RunSource;
}

/** What an image of the sky shows; empty where none was asked for. */
export interface SkyImage {
  /** Events around the ON region, in the energy range of the job. */
  readonly counts?: WcsMap;
  /** 68 % containment radius [deg] at 1 TeV in the first run, where its responses were read. */
  readonly psfRadius?: number;
}

/** What was selected and read. */
interface ReadRuns {
  readonly store: DataStore;
  readonly selected: readonly ObservationEntry[];
  /** ORIGIN in the headers of the runs that were read. */
  readonly origins: readonly string[];
  readonly image: SkyImage;
  /** What was odd about the store and the times of its runs. */
  readonly warnings: readonly JobWarning[];
}

/** Runs cut into time intervals. */
export interface BinnedRuns extends ReadRuns {
  readonly bins: readonly TimeBin[];
}

/** Whole runs. */
export interface WholeRuns extends ReadRuns {
  readonly datasets: readonly Dataset[];
}

/** Selects and reads runs, cuts them at the borders of the intervals and reduces each part to a spectrum. */
export async function reduceByTime(
  plan: ReductionPlan,
  intervals: readonly TimeInterval[],
  host: FolderHost,
  session: JobSession,
  options: ReduceOptions,
): Promise<BinnedRuns> {
  const bins = intervals.map((interval) => ({ interval, datasets: [] as Dataset[] }));
  const split = compileSplit(intervals);
  const runs = await readAll(plan, host, session, options, {
    reach: (selected) => runsInReach(selected, intervals),
    ends: intervals.map(({ stop }) => stop),
    use(run, counts) {
      for (const { index, observation } of split(run)) {
        counts?.add(observation.events);
        bins[index].datasets.push(plan.reduce(observation));
      }
    },
  });
  return { ...runs, bins };
}

/** Selects and reads runs, and reduces each to a spectrum. */
export async function reduceWhole(
  plan: ReductionPlan,
  host: FolderHost,
  session: JobSession,
  options: ReduceOptions,
): Promise<WholeRuns> {
  const datasets: Dataset[] = [];
  const runs = await readAll(plan, host, session, options, {
    reach: (selected) => selected,
    ends: [],
    use(run, counts) {
      counts?.add(run.events);
      datasets.push(plan.reduce(run));
    },
  });
  return { ...runs, datasets };
}

/** What becomes of the runs that were selected. */
interface RunUse {
  /** Those that need to be read. */
  reach(selected: readonly ObservationEntry[]): readonly ObservationEntry[];
  /** Instants to which the job reaches besides those of the runs. */
  readonly ends: readonly Instant[];
  use(run: Observation, counts: CountsImage | undefined): void;
}

async function readAll(
  { settings }: ReductionPlan,
  host: FolderHost,
  { recorder, watch }: JobSession,
  { image = false, source = freshRuns(host, recorder) }: ReduceOptions,
  { reach, ends, use }: RunUse,
): Promise<ReadRuns> {
  const { data, on, energy } = settings;
  const { context } = host;
  const store = await watch.time("open", () => source.open(data.store, context));
  const selected = selectObservations(store, data.select === undefined ? [] : [data.select].flat(), data.obsIds);
  const origins: string[] = [];
  const counts = image ? (await import("./counts-image.ts")).createCountsImage(on.center, energy) : undefined;
  let psfRadius: number | undefined;
  const pointLike: PointLikeRun[] = [];
  const notes: RunNotes[] = [];
  let lastTime: Instant | undefined;
  await watch.time("read", () =>
    readRuns(source, store, reach(selected), settings, context, (run) => {
      origins.push(run.meta.ORIGIN ?? "");
      const { id, warnings = [], faults = [] } = run;
      if (warnings.length + faults.length > 0) notes.push({ id, warnings, faults });
      lastTime = laterOf(lastTime, endOf(run));
      if (run.aeff?.enclosure === "point-like") pointLike.push({ id, radMax: run.aeff.radMax });
      if (image) psfRadius ??= radiusOf(run, on.center);
      watch.within("reduce", () => use(run, counts));
    }),
  );
  const sky = { ...(counts && { counts: counts.map() }), ...(psfRadius !== undefined && { psfRadius }) };
  const warnings = [...storeWarnings(store)];
  const instants = lastTime ? [...ends, lastTime] : ends;
  if (notes.length + pointLike.length > 0 || instants.some((instant) => isAfterExpiry(instant))) {
    const { pointLikeWarnings, timeWarnings } = await import("./run-warnings.ts");
    warnings.push(...timeWarnings(notes, instants), ...pointLikeWarnings(pointLike, store, on));
  }
  return { store, selected, origins, image: sky, warnings };
}

/** Undefined where the function was not read, or holds less than 68 % anywhere: it cannot be drawn. */
function radiusOf({ psf, pointing }: Observation, position: SkyPosition): number | undefined {
  const radius = psf && containmentRadius(psf, 1, separationBetween(pointing, position), 0.68);
  return radius !== undefined && Number.isFinite(radius) ? radius : undefined;
}
