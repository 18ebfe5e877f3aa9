import type { FluxPoints, SpectralModel, Table, WrittenFile } from "@gammakit/core";
import { compareModels } from "@gammakit/estimators";
import { type FitResult, fluxPointResiduals, fluxPointStarts, type Posterior, samplePosterior } from "@gammakit/fit";
import { type Butterfly, butterfly } from "../flux-points/butterfly.ts";
import type { FileHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { fitComparisons } from "../job/fit-comparisons.ts";
import { fitOutcome, fluxResult } from "../job/fit-result.ts";
import { fitWarnings } from "../job/fit-warnings.ts";
import { posteriorResult, posteriorWarnings } from "../job/posterior-result.ts";
import { startJob } from "../job/start-job.ts";
import { butterflyResult } from "../spectrum/result.ts";
import { describeFluxPointsFit } from "./describe.ts";
import { errorsBesideScans } from "./errors-beside-scans.ts";
import { fittedPointsTable } from "./fitted-points-table.ts";
import { fewPoints, goodnessOf } from "./goodness.ts";
import { planFluxPointsFit } from "./plan.ts";
import { type FluxPointsSet, readFluxPointsSets } from "./read-points.ts";
import { repeatedPoints } from "./repeated-points.ts";
import { type FluxPointsFitResult, fittedSetResult } from "./result.ts";
import type { FluxPointsFitJob } from "./schema.ts";

/** What the job gives: the content of result.json, and what it was made of. */
export interface FluxPointsFitRun {
  readonly result: FluxPointsFitResult;
  /** The points beside the fitted model, a row each. */
  readonly table: Table;
  /** By name of the set, as the files have them. */
  readonly sets: readonly { readonly name: string; readonly points: FluxPoints }[];
  readonly fit: FitResult<SpectralModel>;
  /** The fitted model over the points that were used; absent where the fit did not converge. */
  readonly butterfly?: Butterfly;
  /** Further files that the job asks for by `outputs`. */
  readonly files: readonly WrittenFile[];
  /** Absent where the job does not ask for it, or the fit did not converge. */
  readonly posterior?: Posterior;
}

/**
 * A model fitted to flux points that were measured before, by gammakit, by Gammapy, or as a paper lists them: of one instrument or of
 * several together, and compared with other models.
 *
 * Throws "invalid-input" where the job is refused, or no point of a file can be compared with a model, "invalid-file" or "io" where files
 * can't be used; what can't be fitted is part of the result, with a warning.
 */
export async function fluxPointsFitJob(job: FluxPointsFitJob, host: FileHost): Promise<FluxPointsFitRun> {
  const { session, plan } = await startJob(job, host, planFluxPointsFit);
  const { context } = host;
  const { settings, sampler } = plan;
  const { sets, warnings } = await session.watch.time("read", () => readFluxPointsSets(settings, host, session));
  const datasets = sets.map(({ dataset }) => dataset);
  const statistics = sets.map(({ statistic }) => statistic);
  const found = await session.watch.time("fit", () =>
    compareModels(datasets, {
      ...plan,
      statistics,
      starts: fluxPointStarts(sets, [plan.model]),
      fluxRange: settings.integralFlux,
      context,
    }),
  );
  context?.signal?.throwIfAborted();
  const { result: fit } = found;
  const { model, covariance, success } = fit;
  const posterior =
    sampler && success
      ? await session.watch.time("posterior", () =>
          samplePosterior(datasets, fit.models, { sampler, statistics, context }),
        )
      : undefined;
  context?.signal?.throwIfAborted();
  const residuals = sets.map((set) => fluxPointResiduals(set, [model]));
  const band = success ? butterfly(model, covariance, usedRange(sets)) : undefined;
  const results = sets.map((set, k) => fittedSetResult(set, model, residuals[k]));
  const table = fittedPointsTable(results);
  const values = () => [table, ...(sets.length === 1 ? [sets[0].points] : [])];
  const extras = await makeExtras({ fits: [], values }, { ...plan, estimators: [] }, host, session);
  const free = model.parameters.filter(({ frozen, link }) => !frozen && link === undefined).length;
  const goodness = goodnessOf(
    residuals.flatMap((values) => [...values]),
    free,
  );
  return {
    result: {
      schema: "gammakit/flux-points-fit/1",
      job: describeFluxPointsFit(plan),
      provenance: await session.provenance([]),
      sets: results,
      fit: fitOutcome(fit),
      goodness,
      butterfly: band === undefined ? null : butterflyResult(band),
      integralFlux: fluxResult(found.flux, settings.integralFlux),
      comparisons: await fitComparisons(found),
      ...(sampler && { posterior: posterior === undefined ? null : posteriorResult(posterior, sampler) }),
      warnings: [
        ...warnings,
        ...sets.flatMap(errorsBesideScans),
        ...repeatedPoints(sets),
        ...fewPoints(goodness, free),
        ...fitWarnings(fit, "fit"),
        ...extras.warnings,
        ...(sampler ? posteriorWarnings(posterior) : []),
      ],
    },
    table,
    sets: sets.map(({ name, points }) => ({ name, points })),
    fit,
    files: extras.files,
    ...(band && { butterfly: band }),
    ...(posterior && { posterior }),
  };
}

/** Lowest and highest energy [TeV] of the bins of the points that the fit uses. */
function usedRange(sets: readonly FluxPointsSet[]): readonly [number, number] {
  const used = sets.flatMap(({ points: { points }, dataset, bins }) =>
    points.filter((_, i) => dataset.maskSafe[bins[i]] === 1),
  );
  return [Math.min(...used.map(({ eMin }) => eMin)), Math.max(...used.map(({ eMax }) => eMax))];
}
