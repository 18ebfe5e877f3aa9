import type { Dataset, Table, WrittenFile } from "@gammakit/core";
import { type SpectralBin, spectralTimeSeries, spectraTable } from "@gammakit/estimators";
import { fittedRecords } from "../estimates/fitted-records.ts";
import type { FolderHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { intervalName, isoTime } from "../job/iso-time.ts";
import { startJob } from "../job/start-job.ts";
import type { JobSession } from "../provenance/session.ts";
import { datasetResult } from "../reduction/dataset-result.ts";
import { binWarnings, emptyBins } from "../reduction/empty-bins.ts";
import { type ImageOptions, type ReduceOptions, reduceByTime, type SkyImage } from "../reduction/reduce-runs.ts";
import { settingWarnings } from "../reduction/warnings.ts";
import type { ComparisonResults } from "./comparison-result.ts";
import { describeTimeResolved } from "./describe.ts";
import { planTimeResolved, type TimeResolvedPlan } from "./plan.ts";
import { binResult, type TimeResolvedResult } from "./result.ts";
import type { TimeResolvedJob } from "./schema.ts";
import { variabilityOf } from "./variability.ts";
import { seriesWarnings } from "./warnings.ts";

/** What the job gives: the content of result.json, and the table beside it. */
export interface TimeResolvedRun extends SkyImage {
  readonly result: TimeResolvedResult;
  readonly table: Table;
  readonly bins: readonly SpectralBin[];
  /** What was fitted, by name. */
  readonly datasets: readonly Dataset[];
  /** Further files that the job asks for by `outputs`. */
  readonly files: readonly WrittenFile[];
}

/** What the job may do besides. */
export interface TimeResolvedOptions extends ImageOptions {
  /** Tell how parameters and flux vary; true when absent. Toys make it the slowest part where only few intervals are fitted. */
  readonly variability?: boolean;
}

/**
 * Time-resolved spectroscopy: selects runs, cuts them into time intervals, reduces each part to an ON/OFF spectrum and fits the
 * model in every interval. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the data are; what can't
 * be measured is part of the result, with a warning.
 */
export async function timeResolvedSpectroscopy(
  job: TimeResolvedJob,
  host: FolderHost,
  options: TimeResolvedOptions = {},
): Promise<TimeResolvedRun> {
  const { session, plan } = await startJob(job, host, planTimeResolved);
  return runTimeResolved(plan, host, session, options);
}

/** The same for a job that has been checked; `source` may keep runs from one time to the next. */
export async function runTimeResolved(
  plan: TimeResolvedPlan,
  host: FolderHost,
  session: JobSession,
  options: TimeResolvedOptions & ReduceOptions,
): Promise<TimeResolvedRun> {
  const { context } = host;
  const { time, integralFlux } = plan.settings;
  const {
    store,
    selected,
    origins,
    bins,
    image,
    warnings: reductionWarnings,
  } = await reduceByTime(plan, time, host, session, options);
  const series = await session.watch.time("fit", () =>
    spectralTimeSeries(bins, {
      model: plan.model,
      optimizer: plan.optimizer,
      compareWith: plan.compareWith,
      significance: plan.settings.significance,
      fluxRange: integralFlux,
      statistics: plan.statistics,
      context,
    }),
  );
  context?.signal?.throwIfAborted();
  const table = spectraTable(series);
  const filled = bins.filter(({ datasets }) => datasets.length > 0);
  const fits = series.map(({ result, interval }, i) => ({
    datasets: filled[i].datasets,
    models: fittedRecords(result),
    where: intervalName(interval),
  }));
  const extras = await makeExtras({ fits, values: () => [table] }, plan, host, session);
  const compared = await comparisonsOf(series, plan);
  const intervals = series.map((bin, i) => binResult(bin, integralFlux, compared.bins[i], extras.estimates[i]));
  const question = { time, fluxRange: integralFlux, ...plan.settings.variability, iso: isoTime };
  const varied =
    options.variability === false
      ? { variability: {}, correlation: null }
      : await session.watch.time("vary", () => variabilityOf(series, question));
  return {
    result: {
      schema: "gammakit/time-resolved-spectroscopy/1",
      job: describeTimeResolved(plan),
      provenance: await session.provenance(origins),
      observations: selected.map((entry) => entry.id),
      datasets: bins.flatMap((bin) => bin.datasets.map(datasetResult)),
      bins: intervals,
      emptyBins: emptyBins(bins, selected.length),
      ...varied,
      comparisons: compared.summaries,
      warnings: [
        ...reductionWarnings,
        ...(await settingWarnings(plan.settings)),
        ...(await binWarnings(store.name, selected, bins)),
        ...seriesWarnings(series),
        ...extras.warnings,
      ],
    },
    table,
    bins: series,
    datasets: bins.flatMap((bin) => bin.datasets),
    files: extras.files,
    ...image,
  };
}

async function comparisonsOf(
  series: readonly SpectralBin[],
  { compareWith }: Pick<TimeResolvedPlan, "compareWith">,
): Promise<ComparisonResults> {
  if (compareWith.length === 0) return { bins: series.map(() => []), summaries: [] };
  const { comparisonResults } = await import("./comparison-result.ts");
  return comparisonResults(series);
}
