import {
  type Dataset,
  type Estimator,
  type EstimatorContext,
  isGammakitError,
  type ModelRecord,
  type Registry,
  type Statistic,
} from "@gammakit/core";
import type { JobHost } from "../host.ts";
import { messageOf } from "../job/issue.ts";
import type { JobWarning } from "../job/warning.ts";
import { type Json, toJson } from "./to-json.ts";

/** What an estimator found. */
export interface EstimateResult {
  /** Id of the estimator. */
  readonly type: string;
  readonly success: boolean;
  /** Its result as JSON; null where it failed. */
  readonly value: Json;
  /** Why it failed; empty where it did not. */
  readonly message: string;
}

/** What estimators are run on. */
export interface EstimateInput {
  readonly datasets: readonly Dataset[];
  readonly models: readonly ModelRecord[];
  /** What warnings call it. */
  readonly where: string;
}

/** The estimates of each input, in its order, and a warning for each that failed. */
export interface Estimates {
  readonly results: readonly (readonly EstimateResult[])[];
  readonly warnings: readonly JobWarning[];
}

/** What estimators need besides their input. */
export interface EstimatePlan {
  readonly estimators: readonly Estimator[];
  readonly statistics?: readonly Statistic[] | undefined;
}

/** Runs the estimators of a job on each input. One that fails is an entry and a warning; it never stops the others. */
export async function estimate(
  inputs: readonly EstimateInput[],
  { estimators, statistics }: EstimatePlan,
  registry: Registry,
  { context: run = {} }: Pick<JobHost, "context">,
): Promise<Estimates> {
  const { signal, executor } = run;
  const context: EstimatorContext = {
    registry,
    ...(statistics && { statistics }),
    ...(signal && { signal }),
    ...(executor && { executor }),
  };
  const results: EstimateResult[][] = [];
  const warnings: JobWarning[] = [];
  for (const { datasets, models, where } of inputs) {
    const found: EstimateResult[] = [];
    for (const estimator of estimators) {
      const { id } = estimator;
      if (signal?.aborted) break;
      try {
        found.push({
          type: id,
          success: true,
          value: toJson(await estimator.run(datasets, models, context)),
          message: "",
        });
      } catch (error) {
        const message = messageOf(error);
        found.push({ type: id, success: false, value: null, message });
        // One of a plugin has its name in the message.
        const said = isGammakitError(error) && error.details.extension !== undefined;
        const words = said ? message : `The estimator "${id}" failed: ${message}`;
        warnings.push({ code: "estimate-failed", message: words, where });
      }
    }
    results.push(found);
  }
  return { results, warnings };
}
