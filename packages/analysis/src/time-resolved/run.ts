import type { Dataset, Table, WcsMap } from "@gammakit/core";
import { type SpectralBin, spectralTimeSeries, spectraTable, variability } from "@gammakit/estimators";
import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { createSession } from "../provenance/session.ts";
import { datasetResult } from "../reduction/dataset-result.ts";
import { binWarnings, emptyBins } from "../reduction/empty-bins.ts";
import { type ImageOptions, reduceByTime } from "../reduction/reduce-runs.ts";
import { settingWarnings, storeWarnings } from "../reduction/warnings.ts";
import { describeTimeResolved } from "./describe.ts";
import { planTimeResolved } from "./plan.ts";
import { binResult, type TimeResolvedResult, variabilityResult } from "./result.ts";
import type { TimeResolvedJob } from "./schema.ts";
import { seriesWarnings } from "./warnings.ts";

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
export type TimeResolvedOptions = ImageOptions;

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
  const registry = host.registry ?? presetRegistry();
  const session = createSession(registry, host);
  const plan = planTimeResolved(await readModelTables(job, session.recorder.host(host)), registry);
  const { context } = host;
  const { time, integralFlux } = plan.settings;
  const { store, selected, origins, bins, counts } = await reduceByTime(plan, time, host, session, options);
  const series = await session.watch.time("fit", () =>
    spectralTimeSeries(bins, {
      model: plan.model,
      optimizer: plan.optimizer,
      compareWith: plan.compareWith,
      fluxRange: integralFlux,
      ...(context && { context }),
    }),
  );
  context?.signal?.throwIfAborted();
  return {
    result: {
      schema: "gammakit/time-resolved-spectroscopy/1",
      job: describeTimeResolved(plan),
      provenance: await session.provenance(origins),
      observations: selected.map((entry) => entry.id),
      datasets: bins.flatMap((bin) => bin.datasets.map(datasetResult)),
      bins: series.map((bin) => binResult(bin, integralFlux)),
      emptyBins: emptyBins(bins, selected.length),
      variability: variabilityOf(series),
      warnings: [
        ...storeWarnings(store),
        ...settingWarnings(plan.settings),
        ...binWarnings(store.name, selected.length, bins),
        ...seriesWarnings(series),
      ],
    },
    table: spectraTable(series),
    bins: series,
    datasets: bins.flatMap((bin) => bin.datasets),
    ...(counts && { counts }),
  };
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
