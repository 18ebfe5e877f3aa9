import {
  type Dataset,
  type FluxProfile,
  type MapDataset,
  profileGeometries,
  toRecord,
  type WrittenFile,
} from "@gammakit/core";
import { type FluxPointsOptions, fluxProfile } from "@gammakit/estimators";
import { extractSpectra } from "@gammakit/makers";
import { energyWarnings } from "../flux-points/energy-warnings.ts";
import type { FileHost } from "../host.ts";
import { makeExtras } from "../job/extras.ts";
import { startJob } from "../job/start-job.ts";
import type { JobWarning } from "../job/warning.ts";
import type { JobSession } from "../provenance/session.ts";
import { applyMakers } from "./apply-makers.ts";
import { describeFluxProfile } from "./describe.ts";
import { type FluxProfilePlan, planFluxProfile } from "./plan.ts";
import { nameDataset, readDataset } from "./read-dataset.ts";
import { layRegions } from "./regions.ts";
import { type FluxProfileResult, mapResult, rowResults } from "./result.ts";
import type { FluxProfileJob } from "./schema.ts";
import { limitWarnings, regionWarnings } from "./warnings.ts";

/** What the job gives: the content of result.json, and the profile itself. */
export interface FluxProfileRun {
  readonly result: FluxProfileResult;
  readonly profile: FluxProfile;
  /** What it was measured on. */
  readonly dataset: MapDataset;
  /** Further files that the job asks for by `outputs`. */
  readonly files: readonly WrittenFile[];
}

/**
 * A flux profile: lays regions along a line or around a center on a map, extracts a spectrum from each and fits the norm of the
 * reference spectrum in every energy bin. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the data
 * are; a region that can't be measured keeps its row, with a warning.
 */
export async function fluxProfileJob(job: FluxProfileJob, host: FileHost): Promise<FluxProfileRun> {
  const { session, plan } = await startJob(job, host, planFluxProfile);
  return runFluxProfile(plan, host, session, () => readDataset(nameDataset(plan), host, session));
}

/** The same for a job that has been checked, on a map that `read` gives. */
export async function runFluxProfile(
  plan: FluxProfilePlan,
  host: FileHost,
  session: JobSession,
  read: () => Promise<MapDataset>,
): Promise<FluxProfileRun> {
  const { dataset, datasets, profile, warnings } = await measureProfile(plan, host, session, read);
  const models = [toRecord(plan.model)];
  const fits = datasets.map((spectrum, i) => ({ datasets: [spectrum], models, where: `region ${i}` }));
  const values = async () => {
    const { profileTable } = await import("./profile-table.ts");
    return [profile, profileTable(profile, "dnde"), dataset];
  };
  const extras = await makeExtras({ fits, values }, plan, host, session);
  return {
    result: {
      schema: "gammakit/flux-profile/1",
      job: describeFluxProfile(plan),
      provenance: await session.provenance([]),
      map: mapResult(dataset),
      rows: rowResults(profile, extras.estimates),
      warnings: [...warnings, ...extras.warnings],
    },
    profile,
    dataset,
    files: extras.files,
  };
}

/** A profile, and what it was measured on. */
interface MeasuredProfile {
  readonly dataset: MapDataset;
  /** One for each region. */
  readonly datasets: readonly Dataset[];
  readonly profile: FluxProfile;
  readonly options: FluxPointsOptions;
  readonly warnings: readonly JobWarning[];
}

/** Extracts a spectrum from each region of the map that `read` gives, and fits the norms. */
export async function measureProfile(
  plan: FluxProfilePlan,
  host: FileHost,
  { watch }: Pick<JobSession, "watch">,
  read: () => Promise<MapDataset>,
): Promise<MeasuredProfile> {
  const { context } = host;
  const { energyEdges } = plan.settings;
  const dataset = await watch.time("read", read);
  const regions = layRegions(plan.settings.regions, dataset);
  const spectra = await watch.time("extract", () => extractSpectra(dataset, regions.pixels));
  const datasets = spectra.map(({ spectrum }) => applyMakers(spectrum, plan.makers, dataset, context));
  const options = optionsOf(plan, host);
  const profile = await watch.time("fit", () => {
    const geometries = profileGeometries(regions, dataset.counts.wcs);
    return fluxProfile(
      geometries.map((geometry, i) => ({ geometry, dataset: datasets[i] })),
      options,
    );
  });
  context?.signal?.throwIfAborted();
  const warnings = [
    ...energyWarnings(energyEdges, spectra[0].spectrum, "energyEdges"),
    ...regionWarnings(regions, spectra, profile),
    ...limitWarnings(profile),
  ];
  return { dataset, datasets, profile, options, warnings };
}

function optionsOf(
  { settings, model, optimizer, statistics }: FluxProfilePlan,
  { context }: FileHost,
): FluxPointsOptions {
  const { energyEdges, selection, normScan, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = settings;
  return {
    reference: model,
    energyEdges,
    selection,
    normScan,
    nSigma,
    nSigmaUl,
    ulMethod,
    sqrtTsThresholdUl,
    optimizer,
    statistics,
    context,
  };
}
