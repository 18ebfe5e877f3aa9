import { describeModel } from "../job/model-block.ts";
import type { FluxProfilePlan } from "./plan.ts";
import type { FluxProfileSettings } from "./schema.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeFluxProfile({ settings, model, optimizer }: FluxProfilePlan): Record<string, unknown> {
  const { job, dataset, regions, fit, energyEdges, normScan, ...rest } = settings;
  return {
    job,
    dataset,
    regions: describeRegions(regions),
    energyEdges: energyEdges.map((edge) => `${edge} TeV`),
    ...rest,
    model: describeModel(model),
    ...(fit && { fit: { ...fit, ...(optimizer && { optimizer: optimizer.id }) } }),
    normScan: { values: normScan },
  };
}

function describeRegions(regions: FluxProfileSettings["regions"]): Record<string, unknown> {
  const position = ({ lon, lat }: { readonly lon: number; readonly lat: number }) => ({
    lon: `${lon} deg`,
    lat: `${lat} deg`,
  });
  if (regions.type === "annuli") {
    const { center, radiusMin, radiusMax, ...rest } = regions;
    return { ...rest, center: position(center), radiusMin: `${radiusMin} deg`, radiusMax: `${radiusMax} deg` };
  }
  const { start, end, height, ...rest } = regions;
  return { ...rest, start: position(start), end: position(end), height: `${height} deg` };
}
