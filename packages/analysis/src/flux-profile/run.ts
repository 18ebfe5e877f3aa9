import { type FluxProfile, GammakitError, type MapDataset, regionSolidAngle } from "@gammakit/core";
import { fluxProfile, type ProfileRegion } from "@gammakit/estimators";
import { type MapDatasetHdu, readMapDataset } from "@gammakit/io";
import { type ExtractedSpectrum, extractSpectrum } from "@gammakit/makers";
import { energyWarnings } from "../flux-points/energy-warnings.ts";
import type { FileHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import type { Recorder } from "../provenance/recorder.ts";
import { createSession, type JobSession } from "../provenance/session.ts";
import { describeFluxProfile } from "./describe.ts";
import { type FluxProfilePlan, planFluxProfile } from "./plan.ts";
import { layRegions, type RegionsOnMap } from "./regions.ts";
import { type FluxProfileResult, mapResult, rowResults } from "./result.ts";
import type { FluxProfileJob } from "./schema.ts";
import { limitWarnings, regionWarnings } from "./warnings.ts";

/** What the job gives: the content of result.json, and the profile itself. */
export interface FluxProfileRun {
  readonly result: FluxProfileResult;
  readonly profile: FluxProfile;
  /** What it was measured on. */
  readonly dataset: MapDataset;
}

/**
 * A flux profile: lays regions along a line or around a center on a map, extracts a spectrum from each and fits the norm of the
 * reference spectrum in every energy bin. Throws "invalid-input" where the job is refused, "invalid-file" or "io" where the data
 * are; a region that can't be measured keeps its row, with a warning.
 */
export async function fluxProfileJob(job: FluxProfileJob, host: FileHost): Promise<FluxProfileRun> {
  const registry = host.registry ?? presetRegistry();
  const session = createSession(registry, host);
  const { recorder } = session;
  const plan = planFluxProfile(await readModelTables(job, recorder.host(host)), registry);
  return runFluxProfile(plan, host, session, () => readProfileMap(plan.settings.dataset, host, recorder));
}

/** The same for a job that has been checked, on a map that `read` gives. */
export async function runFluxProfile(
  plan: FluxProfilePlan,
  host: FileHost,
  session: JobSession,
  read: () => Promise<MapDataset>,
): Promise<FluxProfileRun> {
  const { watch } = session;
  const dataset = await watch.time("read", read);
  const regions = layRegions(plan.settings.regions, dataset);
  const spectra = await watch.time("extract", () => extract(dataset, regions));
  const profile = await watch.time("fit", () => estimate(regions, spectra, dataset, plan, host));
  host.context?.signal?.throwIfAborted();
  return {
    result: {
      schema: "gammakit/flux-profile/1",
      job: describeFluxProfile(plan),
      provenance: await session.provenance([]),
      map: mapResult(dataset),
      rows: rowResults(profile),
      warnings: [
        ...energyWarnings(plan.settings.energyEdges, spectra[0].spectrum, "energyEdges"),
        ...regionWarnings(regions, spectra, profile),
        ...limitWarnings(profile),
      ],
    },
    profile,
    dataset,
  };
}

const neededHdus: readonly MapDatasetHdu[] = ["BACKGROUND", "EDISP", "MASK_SAFE", "MASK_FIT", "GTI"];

/** The map that a job names, checked for what a profile needs; what was read is recorded. */
export async function readProfileMap(name: string, host: FileHost, recorder: Recorder): Promise<MapDataset> {
  const source = recorder.source(host.openFile(name), name.split(/[/\\]/).at(-1));
  const dataset = await readMapDataset(source, {
    hdus: neededHdus,
    ...(host.inflate && { inflate: host.inflate }),
    ...(host.context?.signal && { signal: host.context.signal }),
  });
  checkDataset(dataset, name);
  return dataset;
}

function checkDataset(dataset: MapDataset, name: string): void {
  const names = (axes: MapDataset["counts"]["axes"]) => axes.map((axis) => axis.name).join(", ") || "none";
  const [counts, exposure] = [dataset.counts.axes, dataset.exposure.axes];
  if (counts.length === 1 && counts[0].name === "energy" && exposure.length === 1) return;
  throw new GammakitError(
    "invalid-file",
    `${name}: a flux profile needs counts with one axis, energy, and an exposure with one, energy_true; the counts have ${names(counts)}, the exposure ${names(exposure)}.`,
    { file: name },
  );
}

function extract(dataset: MapDataset, regions: RegionsOnMap): readonly ExtractedSpectrum[] {
  return regions.pixels.map((part, i) => extractSpectrum(dataset, part, { name: `region-${i}` }));
}

function estimate(
  { regions, xMin, xMax, xRef }: RegionsOnMap,
  spectra: readonly ExtractedSpectrum[],
  dataset: MapDataset,
  { settings, model }: FluxProfilePlan,
  { context }: FileHost,
): Promise<FluxProfile> {
  const rows = spectra.map(({ spectrum }, i): ProfileRegion => {
    const solidAngle = regionSolidAngle(regions[i], dataset.counts.wcs);
    return {
      geometry: { region: regions[i], xMin: xMin[i], xMax: xMax[i], xRef: xRef[i], solidAngle },
      dataset: spectrum,
    };
  });
  const { energyEdges, selection, normScan, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = settings;
  return fluxProfile(rows, {
    reference: model,
    energyEdges,
    selection,
    normScan,
    nSigma,
    nSigmaUl,
    ulMethod,
    sqrtTsThresholdUl,
    ...(context && { context }),
  });
}
