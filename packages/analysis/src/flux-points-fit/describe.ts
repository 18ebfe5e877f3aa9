import { describeEnergyRange } from "../job/energy-range.ts";
import { describeModel } from "../job/model-block.ts";
import type { FluxPointsFitPlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeFluxPointsFit({
  settings,
  model,
  compareWith,
  optimizer,
  sampler,
}: FluxPointsFitPlan): Record<string, unknown> {
  return {
    job: settings.job,
    points: settings.points.map(({ file, name, energy = settings.energy, likelihood, quantity }) => ({
      file,
      ...(name !== undefined && { name }),
      ...(energy && { energy: describeEnergyRange(energy) }),
      likelihood: likelihood ?? settings.likelihood,
      quantity: quantity ?? settings.quantity,
    })),
    likelihood: settings.likelihood,
    quantity: settings.quantity,
    model: describeModel(model),
    compareWith: compareWith.map(describeModel),
    fit: { ...settings.fit, optimizer: optimizer.id },
    integralFlux: describeEnergyRange(settings.integralFlux),
    outputs: settings.outputs,
    ...(sampler && { posterior: { ...settings.posterior, sampler: sampler.id } }),
  };
}
