import {
  containmentRadius,
  type Dataset,
  type Psf,
  type Registry,
  separationBetween,
  splitByTime,
  type Table,
  type WcsMap,
} from "@gammakit/core";
import {
  type SpectralBin,
  spectralTimeSeries,
  spectraTable,
  summarizeComparisons,
  type TimeBin,
} from "@gammakit/estimators";
import { openDataStore, selectObservations } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { attributionsFor, provenanceOf } from "../provenance/provenance.ts";
import { createRecorder } from "../provenance/recorder.ts";
import { createStopwatch } from "../provenance/stopwatch.ts";
import { comparisonSummaryResult } from "./comparison-result.ts";
import { createCountsImage } from "./counts-image.ts";
import { describeTimeResolved } from "./describe.ts";
import { planTimeResolved, type TimeResolvedPlan } from "./plan.ts";
import { binResult, datasetResult, isoTime, type TimeResolvedResult } from "./result.ts";
import { readRuns, runsInReach } from "./runs.ts";
import type { TimeResolvedJob } from "./schema.ts";
import { variabilityOf } from "./variability.ts";
import { dataWarnings, emptyReason, fitWarnings, settingWarnings } from "./warnings.ts";

/** What the job gives: the content of result.json, and the table beside it. */
export interface TimeResolvedRun {
  readonly result: TimeResolvedResult;
  readonly table: Table;
  readonly bins: readonly SpectralBin[];
  /** What was fitted, by name. */
  readonly datasets: readonly Dataset[];
  /** Events of the intervals around the ON region, in the energy range of the job; where an image was asked for. */
  readonly counts?: WcsMap;
  /** 68 % containment radius [deg] at 1 TeV in the first run, beside an image, where its responses were read. */
  readonly psfRadius?: number;
}

/** What the job may do besides. */
export interface TimeResolvedOptions {
  /** Count events on an image of the sky, for a figure. */
  readonly image?: boolean;
}

/**
 * Time-resolved spectroscopy: selects runs, cuts them into time intervals, reduces each part to an ON/OFF spectrum and fits the
 * model in every interval. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the data are; what can't
 * be measured is part of the result, with a warning.
 */
export async function timeResolvedSpectroscopy(
  job: TimeResolvedJob,
  host: FolderHost,
  { image = false }: TimeResolvedOptions = {},
): Promise<TimeResolvedRun> {
  const registry: Registry = host.registry ?? presetRegistry();
  const { context } = host;
  const start = new Date().toISOString();
  const watch = createStopwatch();
  const recorder = createRecorder(host.sha256);
  const plan = planTimeResolved(await readModelTables(job, recorder.host(host)), registry);
  const folder = recorder.folder(host.openFolder(plan.settings.data.store));

  const store = await watch.time("open", () =>
    openDataStore(folder, { ...(host.inflate && { inflate: host.inflate }), ...(context && { context }) }),
  );
  const selected = select(plan, store);
  const reach = runsInReach(selected, plan.settings.time);
  const responses = plan.settings.containmentCorrection
    ? (["aeff", "edisp", "psf"] as const)
    : (["aeff", "edisp"] as const);
  const { time } = plan.settings;
  const reduced: (readonly (readonly Dataset[])[])[] = [];
  const origins: string[] = [];
  let psfRadius: number | undefined;
  const counts = image ? createCountsImage(plan.settings.on.center, plan.settings.energy) : undefined;
  await watch.time("read", () =>
    readRuns(store, reach, responses, context, (run) => {
      origins.push(run.meta.ORIGIN ?? "");
      if (image && run.psf) psfRadius ??= radiusAt(run.psf, separationBetween(run.pointing, plan.settings.on.center));
      watch.within("reduce", () => {
        const parts = splitByTime([run], time);
        for (const part of parts.flat()) counts?.add(part.events);
        reduced.push(parts.map((part) => part.map(plan.reduce)));
      });
    }),
  );
  const bins = time.map((interval, i): TimeBin => ({ interval, datasets: reduced.flatMap((run) => run[i]) }));
  const series = await watch.time("fit", () =>
    spectralTimeSeries(bins, {
      model: plan.model,
      optimizer: plan.optimizer,
      compareWith: plan.compareWith,
      significance: plan.settings.significance,
      fluxRange: plan.settings.integralFlux,
      ...(context && { context }),
    }),
  );
  context?.signal?.throwIfAborted();
  const intervals = series.map((bin) => binResult(bin, plan.settings.integralFlux));
  const varied = await watch.time("vary", () =>
    variabilityOf(series, { time, fluxRange: plan.settings.integralFlux, ...plan.settings.variability, iso: isoTime }),
  );
  const provenance = provenanceOf(registry, {
    inputs: await recorder.inputs(),
    start,
    durations: watch.durations,
    attribution: attributionsFor(origins),
    versions: host.versions ?? {},
  });
  return {
    result: {
      schema: "gammakit/time-resolved-spectroscopy/1",
      job: describeTimeResolved(plan),
      provenance,
      observations: selected.map((entry) => entry.id),
      datasets: bins.flatMap((bin) => bin.datasets.map(datasetResult)),
      bins: intervals,
      emptyBins: bins
        .filter((bin) => bin.datasets.length === 0)
        .map(({ interval }) => ({
          tStartIso: isoTime(interval.start),
          tStopIso: isoTime(interval.stop),
          reason: emptyReason(selected.length),
        })),
      ...varied,
      comparisons: summarizeComparisons(series).map((summary) => comparisonSummaryResult(summary, intervals)),
      warnings: [
        ...store.warnings.map((message) => ({ code: "data-store", message, where: "data.store" })),
        ...settingWarnings(plan.settings),
        ...dataWarnings(store.name, selected.length, bins),
        ...fitWarnings(series),
      ],
    },
    table: spectraTable(series),
    bins: series,
    datasets: bins.flatMap((bin) => bin.datasets),
    ...(counts && { counts: counts.map() }),
    ...(psfRadius !== undefined && { psfRadius }),
  };
}

/** Undefined where the function holds less than 68 % anywhere: it cannot be drawn. */
function radiusAt(psf: Psf, offset: number): number | undefined {
  const radius = containmentRadius(psf, 1, offset, 0.68);
  return Number.isFinite(radius) ? radius : undefined;
}

function select({ settings }: TimeResolvedPlan, store: Parameters<typeof selectObservations>[0]) {
  const { select: given, obsIds } = settings.data;
  return selectObservations(store, given === undefined ? [] : [given].flat(), obsIds);
}
