import {
  type CompiledIntegral,
  type CompiledStatistic,
  compileIntegral,
  compileIntegralGradient,
  type Dataset,
  GammakitError,
  type Objective,
  type Statistic,
} from "@gammakit/core";
import { type FoldingMatrix, fold, foldBack, foldingMatrix } from "./fold.ts";
import { type FitModel, layOut, nameOf, type ParameterLayout } from "./layout.ts";
import { statisticFor, usedBins } from "./statistics.ts";

/** A fit made ready: the objective for an optimizer, and how its vector is to be read. */
export interface CompiledFit {
  /** The total statistic as a function of the scaled free parameters. Nothing is allocated when it is evaluated. */
  readonly objective: Objective;
  readonly layout: ParameterLayout;
  /** Value of a free parameter = its entry in the vector × its scale. */
  readonly scale: Float64Array;
  /** Number of bins that count, over all datasets. */
  readonly binCount: number;
  /** Values of all parameters, in the order of the layout, for a vector of the objective. */
  expand(x: Float64Array): Float64Array;
}

/** The flux of one model in the true bins that one or more datasets share. */
interface FluxStage {
  readonly model: number;
  readonly edges: Float64Array;
  readonly p: Float64Array;
  readonly offset: number;
  readonly integral: CompiledIntegral;
  readonly gradient: CompiledIntegral;
  readonly flux: Float64Array;
  /** Row-major [parameter × bin]. */
  readonly slopes: Float64Array;
  /** d statistic / d flux, summed over the datasets. */
  readonly pull: Float64Array;
}

interface DatasetStage {
  readonly matrix: FoldingMatrix;
  readonly inputs: readonly FluxStage[];
  readonly statistic: CompiledStatistic;
  readonly npred: Float64Array;
  readonly slope: Float64Array;
}

/**
 * Compiles the joint −2 ln L of `datasets` for `models`. Each free parameter is scaled to order one.
 * Throws "invalid-input" where no parameter is free, or a model names a dataset that is not there.
 */
export function compileFit(
  datasets: readonly Dataset[],
  models: readonly FitModel[],
  statistics?: readonly Statistic[],
): CompiledFit {
  const layout = layOut(models);
  checkDatasetNames(datasets, models);
  if (layout.free.length === 0) {
    throw new GammakitError("invalid-input", `No parameter is free: ${layout.names.join(", ")} are all frozen.`);
  }
  const scale = Float64Array.from(layout.free, (k) => scaleOf(layout.parameters[k].value));
  const full = Float64Array.from(layout.source, (k) => layout.parameters[k].value);
  const fluxes: FluxStage[] = [];
  const stages = datasets.map((dataset) => datasetStage(dataset, models, layout, full, fluxes, statistics));
  const prior = compilePriors(layout, full);

  const { free, source } = layout;
  const assign = (x: Float64Array) => {
    for (let i = 0; i < free.length; i++) full[free[i]] = x[i] * scale[i];
    for (let k = 0; k < source.length; k++) full[k] = full[source[k]];
  };
  const evaluate = (x: Float64Array) => {
    assign(x);
    for (let k = 0; k < fluxes.length; k++) fluxes[k].integral(fluxes[k].p, fluxes[k].flux);
    let sum = prior === undefined ? 0 : prior();
    for (let d = 0; d < stages.length; d++) sum += statisticOf(stages[d]);
    return sum;
  };
  const total = new Float64Array(layout.names.length);
  const gradient = (x: Float64Array, out: Float64Array) => {
    assign(x);
    total.fill(0);
    for (let k = 0; k < fluxes.length; k++) prepareSlopes(fluxes[k]);
    for (let d = 0; d < stages.length; d++) pullBack(stages[d]);
    for (let k = 0; k < fluxes.length; k++) addSlopes(fluxes[k], total);
    collect(total, layout, scale, out);
  };
  const analytic =
    prior === undefined &&
    stages.every((stage) => stage.statistic.gradient !== undefined) &&
    models.every((model) => model.integrateGradient !== undefined || model.evaluateGradient !== undefined);

  const own = (k: number) => layout.parameters[k];
  const objective: Objective = {
    names: Array.from(free, (k) => layout.names[k]),
    start: Float64Array.from(free, (k, i) => own(k).value / scale[i]),
    lower: Float64Array.from(free, (k, i) => (own(k).min ?? Number.NEGATIVE_INFINITY) / scale[i]),
    upper: Float64Array.from(free, (k, i) => (own(k).max ?? Number.POSITIVE_INFINITY) / scale[i]),
    step: Float64Array.from(free, (k, i) => stepOf(own(k).error, scale[i])),
    up: 1,
    evaluate,
    ...(analytic && { gradient }),
  };
  return {
    objective,
    layout,
    scale,
    binCount: datasets.reduce((sum, dataset) => sum + usedBins(dataset).length, 0),
    expand: (x) => {
      assign(x);
      return full.slice();
    },
  };
}

/** Power of ten of a value: the parameter an optimizer sees is of order one. */
function scaleOf(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 1 : 10 ** Math.floor(Math.log10(Math.abs(value)));
}

/** The known error, else one unit of the scaled parameter. */
function stepOf(error: number | undefined, scale: number): number {
  return error !== undefined && error > 0 && Number.isFinite(error) ? error / scale : 1;
}

function datasetStage(
  dataset: Dataset,
  models: readonly FitModel[],
  layout: ParameterLayout,
  full: Float64Array,
  fluxes: FluxStage[],
  statistics: readonly Statistic[] | undefined,
): DatasetStage {
  const inputs = models.flatMap((model, k) => {
    if (model.datasets !== undefined && !model.datasets.includes(dataset.name)) return [];
    return [fluxStage(dataset.energyTrueEdges, model, k, layout, full, fluxes)];
  });
  return {
    matrix: foldingMatrix(dataset, usedBins(dataset)),
    inputs,
    statistic: statisticFor(dataset, statistics).compile(dataset),
    npred: new Float64Array(dataset.counts.length),
    slope: new Float64Array(dataset.counts.length),
  };
}

/** The stage of this model and these edges: shared by all datasets that have the same. */
function fluxStage(
  edges: Float64Array,
  model: FitModel,
  index: number,
  layout: ParameterLayout,
  full: Float64Array,
  fluxes: FluxStage[],
): FluxStage {
  const known = fluxes.find((stage) => stage.model === index && sameValues(stage.edges, edges));
  if (known !== undefined) return known;
  const bins = edges.length - 1;
  const count = model.parameters.length;
  const offset = layout.offsets[index];
  const stage = {
    model: index,
    edges,
    p: full.subarray(offset, offset + count),
    offset,
    integral: compileIntegral(model, edges),
    gradient: compileIntegralGradient(model, edges),
    flux: new Float64Array(bins),
    slopes: new Float64Array(count * bins),
    pull: new Float64Array(bins),
  };
  fluxes.push(stage);
  return stage;
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

function predict({ matrix, inputs, npred }: DatasetStage): void {
  npred.fill(0);
  for (let k = 0; k < inputs.length; k++) fold(matrix, inputs[k].flux, npred);
}

function statisticOf(stage: DatasetStage): number {
  predict(stage);
  return stage.statistic.value(stage.npred);
}

function prepareSlopes(stage: FluxStage): void {
  stage.integral(stage.p, stage.flux);
  stage.gradient(stage.p, stage.slopes);
  stage.pull.fill(0);
}

function pullBack(stage: DatasetStage): void {
  predict(stage);
  stage.statistic.gradient?.(stage.npred, stage.slope);
  for (let k = 0; k < stage.inputs.length; k++) foldBack(stage.matrix, stage.slope, stage.inputs[k].pull);
}

function addSlopes({ slopes, pull, offset }: FluxStage, total: Float64Array): void {
  const bins = pull.length;
  const count = slopes.length / bins;
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = 0; i < bins; i++) sum += slopes[k * bins + i] * pull[i];
    total[offset + k] += sum;
  }
}

/** Derivatives with respect to the free parameters: those of linked ones add up. */
function collect(total: Float64Array, { source, free }: ParameterLayout, scale: Float64Array, out: Float64Array): void {
  for (let k = 0; k < source.length; k++) if (source[k] !== k) total[source[k]] += total[k];
  for (let i = 0; i < free.length; i++) out[i] = total[free[i]] * scale[i];
}

function compilePriors({ parameters, source }: ParameterLayout, full: Float64Array): (() => number) | undefined {
  const known = parameters.flatMap(({ prior }, k) => (prior === undefined || source[k] !== k ? [] : [{ prior, k }]));
  if (known.length === 0) return undefined;
  return () => {
    let sum = 0;
    for (const { prior, k } of known) sum += prior.minusTwoLog(full[k]);
    return sum;
  };
}

function checkDatasetNames(datasets: readonly Dataset[], models: readonly FitModel[]): void {
  if (datasets.length === 0) throw new GammakitError("invalid-input", "There is no dataset to fit.");
  const names = datasets.map((dataset) => dataset.name);
  for (const model of models) {
    const missing = model.datasets?.find((name) => !names.includes(name));
    if (missing !== undefined) {
      throw new GammakitError(
        "invalid-input",
        `Model "${nameOf(model)}" applies to the dataset "${missing}", which is not there. Given: ${names.join(", ")}.`,
        { model: nameOf(model), dataset: missing },
      );
    }
  }
}
