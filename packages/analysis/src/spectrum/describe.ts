import { describeEnergyRange } from "../job/energy-range.ts";
import { describeModel } from "../job/model-block.ts";
import { describeData, describeReduction } from "../reduction/describe.ts";
import type { MeasurePlan, SpectrumPlan } from "./plan.ts";
import type { SpectrumSettings } from "./schema.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeSpectrum(plan: SpectrumPlan): Record<string, unknown> {
  const { settings } = plan;
  return {
    job: settings.job,
    data: describeData(settings.data),
    ...describeReduction(settings),
    ...describeMeasure(plan, settings, plan.energyEdges),
  };
}

/** What is measured of spectra, with the edges of the flux points [TeV] where they are known. */
export function describeMeasure(
  { model, compareWith, optimizer, sampler }: MeasurePlan,
  settings: Pick<
    SpectrumSettings,
    "fit" | "significance" | "stack" | "fluxPoints" | "integralFlux" | "estimators" | "outputs" | "posterior"
  >,
  energyEdges: readonly number[] | undefined,
): Record<string, unknown> {
  const { edges: _, normScan, ...options } = settings.fluxPoints;
  return {
    model: describeModel(model),
    compareWith: compareWith.map(describeModel),
    significance: settings.significance,
    fit: { ...settings.fit, optimizer: optimizer.id },
    stack: settings.stack,
    fluxPoints: {
      ...(energyEdges && { edges: energyEdges.map((edge) => `${edge} TeV`) }),
      ...options,
      normScan: { values: normScan },
    },
    integralFlux: describeEnergyRange(settings.integralFlux),
    estimators: settings.estimators,
    outputs: settings.outputs,
    ...(sampler && { posterior: { ...settings.posterior, sampler: sampler.id } }),
  };
}
