import { describeModel } from "../job/model-block.ts";
import { describeData, describeReduction, describeTime } from "../reduction/describe.ts";
import type { LightCurvePlan } from "./plan.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeLightCurve({
  settings,
  model,
  optimizer,
  energyEdges,
}: LightCurvePlan): Record<string, unknown> {
  const { selection, normScan, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = settings;
  return {
    job: settings.job,
    data: describeData(settings.data),
    time: describeTime(settings.time),
    ...describeReduction(settings),
    model: describeModel(model),
    fitModel: settings.fitModel,
    fit: { ...settings.fit, optimizer: optimizer.id },
    energyEdges: energyEdges.map((edge) => `${edge} TeV`),
    selection,
    normScan: { values: normScan },
    nSigma,
    nSigmaUl,
    ulMethod,
    sqrtTsThresholdUl,
    estimators: settings.estimators,
    outputs: settings.outputs,
  };
}
