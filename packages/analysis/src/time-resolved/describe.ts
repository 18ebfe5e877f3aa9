import { describeEnergyRange } from "../job/energy-range.ts";
import { describeModel } from "../job/model-block.ts";
import { describeData, describeReduction, describeTime } from "../reduction/describe.ts";
import type { TimeResolvedPlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeTimeResolved({
  settings,
  model,
  compareWith,
  optimizer,
}: TimeResolvedPlan): Record<string, unknown> {
  return {
    job: settings.job,
    data: describeData(settings.data),
    time: describeTime(settings.time),
    ...describeReduction(settings),
    model: describeModel(model),
    compareWith: compareWith.map(describeModel),
    significance: settings.significance,
    fit: { ...settings.fit, optimizer: optimizer.id },
    integralFlux: describeEnergyRange(settings.integralFlux),
    variability: settings.variability,
    estimators: settings.estimators,
    outputs: settings.outputs,
  };
}
