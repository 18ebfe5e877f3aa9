import { type Dataset, type Instant, type Registry, splitByTime, type Table, type WcsMap } from "@gammakit/core";
import { type SpectralBin, spectralTimeSeries, spectraTable, type TimeBin, variability } from "@gammakit/estimators";
import { openDataStore, selectObservations } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { attributionsFor, provenanceOf } from "../provenance/provenance.ts";
import { createRecorder } from "../provenance/recorder.ts";
import { createStopwatch } from "../provenance/stopwatch.ts";
import { createCountsImage } from "./counts-image.ts";
import { describeTimeResolved } from "./describe.ts";
import { planTimeResolved, type TimeResolvedPlan } from "./plan.ts";
import { binResult, datasetResult, isoTime, type TimeResolvedResult, variabilityResult } from "./result.ts";
import { readRuns, runsInReach } from "./runs.ts";
import type { TimeResolvedJob } from "./schema.ts";
import { endOf, laterOf, type RunNotes, timeWarnings } from "./time-warnings.ts";
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
  const notes: RunNotes[] = [];
  let lastTime: Instant | undefined;
  const counts = image ? createCountsImage(plan.settings.on.center, plan.settings.energy) : undefined;
  await watch.time("read", () =>
    readRuns(store, reach, responses, context, (run) => {
      origins.push(run.meta.ORIGIN ?? "");
      if (run.warnings !== undefined) notes.push({ id: run.id, warnings: run.warnings });
      lastTime = laterOf(lastTime, endOf(run));
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
      fluxRange: plan.settings.integralFlux,
      ...(context && { context }),
    }),
  );
  context?.signal?.throwIfAborted();
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
      bins: series.map((bin) => binResult(bin, plan.settings.integralFlux)),
      emptyBins: bins
        .filter((bin) => bin.datasets.length === 0)
        .map(({ interval }) => ({
          tStartIso: isoTime(interval.start),
          tStopIso: isoTime(interval.stop),
          reason: emptyReason(selected.length),
        })),
      variability: variabilityOf(series),
      warnings: [
        ...store.warnings.map((message) => ({ code: "data-store", message, where: "data.store" })),
        ...settingWarnings(plan.settings),
        ...timeWarnings(notes, [...plan.settings.time.map(({ stop }) => stop), ...(lastTime ? [lastTime] : [])]),
        ...dataWarnings(store.name, selected.length, bins),
        ...fitWarnings(series),
      ],
    },
    table: spectraTable(series),
    bins: series,
    datasets: bins.flatMap((bin) => bin.datasets),
    ...(counts && { counts: counts.map() }),
  };
}

function select({ settings }: TimeResolvedPlan, store: Parameters<typeof selectObservations>[0]) {
  const { select: given, obsIds } = settings.data;
  return selectObservations(store, given === undefined ? [] : [given].flat(), obsIds);
}

/** Of every free parameter, over the intervals whose fit converged. */
function variabilityOf(series: readonly SpectralBin[]): TimeResolvedResult["variability"] {
  const converged = series.filter(({ result }) => result.success);
  const names = (series[0]?.result.model.parameters ?? []).filter(({ frozen }) => !frozen).map(({ name }) => name);
  return Object.fromEntries(
    names.map((name) => {
      const measurements = converged.map(({ result }) => {
        const parameter = result.model.parameters.find((candidate) => candidate.name === name);
        return { value: parameter?.value ?? Number.NaN, error: parameter?.error ?? Number.NaN };
      });
      return [name, variabilityResult(variability(measurements))];
    }),
  );
}
