import { type Dataset, type LightCurve, toRecord, type WrittenFile } from "@gammakit/core";
import { lightCurve } from "@gammakit/estimators";
import { lightCurveTable } from "@gammakit/io";
import { fittedRecords } from "../estimates/fitted-records.ts";
import { energyWarnings } from "../flux-points/energy-warnings.ts";
import { pointWarnings } from "../flux-points/point-warnings.ts";
import { referenceOf, referenceWarnings } from "../flux-points/reference.ts";
import type { FolderHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { fitModel } from "../job/fit-model.ts";
import { fitOutcome } from "../job/fit-result.ts";
import { intervalName } from "../job/iso-time.ts";
import { startJob } from "../job/start-job.ts";
import { cumulativeResults } from "../reduction/cumulative.ts";
import { datasetResult } from "../reduction/dataset-result.ts";
import { binWarnings, emptyBins } from "../reduction/empty-bins.ts";
import { type ImageOptions, reduceByTime, type SkyImage } from "../reduction/reduce-runs.ts";
import { settingWarnings } from "../reduction/warnings.ts";
import { describeLightCurve } from "./describe.ts";
import { planLightCurve } from "./plan.ts";
import { bandVariability, type LightCurveResult, lightCurveBins } from "./result.ts";
import type { LightCurveJob } from "./schema.ts";

/** What the job gives: the content of result.json, and what it was made of. */
export interface LightCurveRun extends SkyImage {
  readonly result: LightCurveResult;
  /** Without a row where there are no data. */
  readonly lightCurve: LightCurve;
  readonly datasets: readonly Dataset[];
  /** Further files that the job asks for by `outputs`. */
  readonly files: readonly WrittenFile[];
}

/**
 * A light curve: selects runs, cuts them into time intervals, reduces each part to an ON/OFF spectrum, fits the model to all of
 * them together and measures the flux of every interval in every energy band relative to it, with its shape held. Throws
 * "invalid-input" where the job is refused, "invalid-file" or "io" where the data are; what can't be measured is part of the
 * result, with a warning.
 */
export async function lightCurveJob(
  job: LightCurveJob,
  host: FolderHost,
  options: ImageOptions = {},
): Promise<LightCurveRun> {
  const { session, plan } = await startJob(job, host, planLightCurve);
  const { settings, energyEdges } = plan;
  const { context } = host;
  const {
    store,
    selected,
    origins,
    bins,
    image,
    warnings: reductionWarnings,
  } = await reduceByTime(plan, settings.time, host, session, options);
  const datasets = bins.flatMap((bin) => bin.datasets);
  const found = await session.watch.time("fit", () => (settings.fitModel ? fitModel(datasets, plan, host) : undefined));
  const reference = referenceOf(plan.model, found);
  const { selection, normScan, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = settings;
  const points = { energyEdges, selection, normScan, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl };
  const curve = await session.watch.time("light curve", () =>
    lightCurve(bins, {
      reference,
      ...points,
      statistics: plan.statistics,
      context,
    }),
  );
  context?.signal?.throwIfAborted();
  const filled = bins.filter((bin) => bin.datasets.length > 0);
  const models = found === undefined ? [toRecord(plan.model)] : fittedRecords(found);
  const fits = filled.map((bin) => ({ datasets: bin.datasets, models, where: intervalName(bin.interval) }));
  const values = () => (curve.rows.length === 0 ? [] : [curve, lightCurveTable(curve, "flux")]);
  const extras = await makeExtras({ fits, values }, plan, host, session);
  const rows = lightCurveBins(curve, bins, extras.estimates);
  const variability = await session.watch.time("vary", () => bandVariability(curve, bins, settings.time));
  return {
    result: {
      schema: "gammakit/light-curve/1",
      job: describeLightCurve(plan),
      provenance: await session.provenance(origins),
      observations: selected.map((entry) => entry.id),
      datasets: datasets.map(datasetResult),
      cumulative: cumulativeResults(datasets),
      fit: found === undefined ? null : fitOutcome(found),
      bins: rows,
      emptyBins: emptyBins(bins, selected.length),
      variability,
      warnings: [
        ...reductionWarnings,
        ...(await settingWarnings(settings)),
        ...(await binWarnings(store.name, selected, bins)),
        ...referenceWarnings(found),
        ...(datasets.length > 0 ? energyWarnings(energyEdges, datasets[0], "energyEdges") : []),
        ...curve.rows.flatMap(({ points: fluxes }, i) =>
          pointWarnings(fluxes, `${rows[i].tStartIso} to ${rows[i].tStopIso}`),
        ),
        ...extras.warnings,
      ],
    },
    lightCurve: curve,
    datasets,
    files: extras.files,
    ...image,
  };
}
