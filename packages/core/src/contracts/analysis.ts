import type { Dataset } from "../dataset/dataset.ts";
import type { ModelRecord } from "../model/model.ts";
import type { Observation } from "../observation/observation.ts";
import type { Registry } from "../plugin/registry.ts";
import type { RunContext } from "./run-context.ts";

/** A statistic made ready for one dataset: the hot loop. */
export interface CompiledStatistic {
  /** −2 ln L [dimensionless] summed over the bins in use, for a predicted signal `npred` per bin. */
  value(npred: Float64Array): number;
  /** Writes d value / d npred into `out`, zero in bins not in use. */
  gradient?(npred: Float64Array, out: Float64Array): void;
  /** Writes the expectation of d² value / d npred² into `out`, zero in bins not in use. */
  curvature?(npred: Float64Array, out: Float64Array): void;
}

/** Turns a dataset and a predicted signal into a number. `npred` is signal alone; the statistic adds the background. */
export interface Statistic {
  readonly id: string;
  accepts(dataset: Dataset): boolean;
  /** Does the set-up once; what it returns is the hot loop. */
  compile(dataset: Dataset): CompiledStatistic;
}

/** One step of data reduction. `chain(empty, ...makers)` composes them. */
export interface Maker {
  readonly id: string;
  run(dataset: Dataset, observation: Observation, context?: RunContext): Dataset;
}

/** What an estimator sees besides data and models. */
export interface EstimatorContext extends RunContext {
  /** Makes models of records, statistics and optimizers. */
  readonly registry: Registry;
  /** Those that the models were fitted with, where they are not chosen by what they accept. */
  readonly statistics?: readonly Statistic[] | undefined;
}

/**
 * Turns datasets and models into a result. In a job the result becomes JSON: numbers, texts, booleans, lists, typed arrays and plain
 * objects, where a number that is not finite becomes null.
 */
export interface Estimator<Result = unknown> {
  readonly id: string;
  /** `models` are those that were fitted to the datasets, with the values found; none where the fit did not converge. */
  run(
    datasets: readonly Dataset[],
    models: readonly ModelRecord[],
    context: EstimatorContext,
  ): Result | Promise<Result>;
}

/** A figure as data: a Vega-Lite specification with its values inside. */
export interface Figure {
  readonly kind: "vega-lite";
  readonly title: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Turns a figure into a picture. */
export interface Renderer {
  readonly id: string;
  readonly mediaType: string;
  render(figure: Figure): string | Uint8Array<ArrayBuffer> | Promise<string | Uint8Array<ArrayBuffer>>;
}
