import { describeFluxRange } from "../job/flux-range.ts";
import { describeModel } from "../job/model-block.ts";
import { describeData, describeReduction } from "../reduction/describe.ts";
import type { SpectrumPlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeSpectrum({
  settings,
  model,
  optimizer,
  sampler,
  energyEdges,
}: SpectrumPlan): Record<string, unknown> {
  const { edges: _, normScan, ...options } = settings.fluxPoints;
  return {
    job: settings.job,
    data: describeData(settings.data),
    ...describeReduction(settings),
    model: describeModel(model),
    fit: { ...settings.fit, optimizer: optimizer.id },
    stack: settings.stack,
    fluxPoints: {
      edges: energyEdges.map((edge) => `${edge} TeV`),
      ...options,
      normScan: { values: normScan },
    },
    integralFlux: describeFluxRange(settings.integralFlux),
    estimators: settings.estimators,
    outputs: settings.outputs,
    ...(sampler && { posterior: { ...settings.posterior, sampler: sampler.id } }),
  };
}
