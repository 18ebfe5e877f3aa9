import {
  type CompiledIntegral,
  type CompiledStatistic,
  compileIntegral,
  compileIntegralGradient,
  type Dataset,
  fitMask,
  fittedBins,
  type Statistic,
} from "@gammakit/core";
import { type FoldingMatrix, fold, foldBack, foldingMatrix } from "./fold.ts";
import { appliesTo, type FitModel, type ParameterLayout } from "./layout.ts";
import { statisticFor } from "./statistics.ts";

/** The flux of one model in the true bins that one or more datasets share. */
interface FluxStage {
  /** Place of the model among the models of the fit. */
  readonly model: number;
  readonly edges: Float64Array;
  /** Where its parameters begin in the vector of all. */
  readonly offset: number;
  readonly p: Float64Array;
  readonly integral: CompiledIntegral;
  readonly gradient: CompiledIntegral;
  readonly flux: Float64Array;
  /** Row-major [parameter × bin]. */
  readonly slopes: Float64Array;
  /** d statistic / d flux, summed over the datasets. */
  readonly pull: Float64Array;
}

/** The counts expected in one dataset, and its statistic. */
interface DatasetStage {
  /** Its counts may be exchanged: see {@link recount}. */
  dataset: Dataset;
  compiled: CompiledStatistic;
  /** Indices of the bins that count. */
  readonly bins: Int32Array;
  readonly matrix: FoldingMatrix;
  readonly inputs: readonly FluxStage[];
  readonly statistic: Statistic;
  readonly npred: Float64Array;
  readonly slope: Float64Array;
}

/** A prediction in stages: fluxes, which datasets with the same true energies share, then counts. */
export interface Stages {
  readonly fluxes: readonly FluxStage[];
  readonly datasets: readonly DatasetStage[];
  /** Values of all parameters. */
  readonly full: Float64Array;
  /** Those that the predictions are of. */
  readonly predicted: Float64Array;
}

/** Makes the stages that predict `datasets` by `models` from the values in `full`. All memory they need is taken here. */
export function compileStages(
  datasets: readonly Dataset[],
  models: readonly FitModel[],
  layout: ParameterLayout,
  full: Float64Array,
  statistics?: readonly Statistic[],
): Stages {
  const fluxes: FluxStage[] = [];
  const fluxOf = (index: number, edges: Float64Array): FluxStage => {
    const known = fluxes.find((stage) => stage.model === index && sameValues(stage.edges, edges));
    if (known !== undefined) return known;
    const stage = fluxStage(models[index], index, edges, layout.offsets[index], full);
    fluxes.push(stage);
    return stage;
  };
  const stages = datasets.map((dataset): DatasetStage => {
    const statistic = statisticFor(dataset, statistics);
    return {
      dataset,
      compiled: statistic.compile(dataset),
      bins: fittedBins(dataset),
      matrix: foldingMatrix(dataset, fitMask(dataset)),
      inputs: models.flatMap((model, k) => (appliesTo(model, dataset) ? [fluxOf(k, dataset.energyTrueEdges)] : [])),
      statistic,
      npred: new Float64Array(dataset.counts.length),
      slope: new Float64Array(dataset.counts.length),
    };
  });
  return { fluxes, datasets: stages, full, predicted: new Float64Array(full.length).fill(Number.NaN) };
}

/** Gives the same datasets other counts. */
export function recount({ datasets }: Stages, recounted: readonly Dataset[]): void {
  for (let d = 0; d < datasets.length; d++) {
    const stage = datasets[d];
    stage.dataset = recounted[d];
    stage.compiled = stage.statistic.compile(recounted[d]);
  }
}

function fluxStage(model: FitModel, index: number, edges: Float64Array, offset: number, full: Float64Array): FluxStage {
  const bins = edges.length - 1;
  const count = model.parameters.length;
  return {
    model: index,
    edges,
    offset,
    p: full.subarray(offset, offset + count),
    integral: compileIntegral(model, edges),
    gradient: compileIntegralGradient(model, edges),
    flux: new Float64Array(bins),
    slopes: new Float64Array(count * bins),
    pull: new Float64Array(bins),
  };
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Sum of the statistics of all datasets. */
export function totalStatistic(stages: Stages): number {
  predict(stages);
  const { datasets } = stages;
  let sum = 0;
  for (let d = 0; d < datasets.length; d++) sum += datasets[d].compiled.value(datasets[d].npred);
  return sum;
}

/** Writes the derivatives of {@link totalStatistic} with respect to every parameter of every model, links apart, into `out`. */
export function totalGradient(stages: Stages, out: Float64Array): void {
  predict(stages);
  const { fluxes, datasets } = stages;
  for (let k = 0; k < fluxes.length; k++) prepareSlopes(fluxes[k]);
  for (let d = 0; d < datasets.length; d++) pullBack(datasets[d]);
  out.fill(0);
  for (let k = 0; k < fluxes.length; k++) addSlopes(fluxes[k], out);
}

/**
 * Makes what writes the expected second derivatives of {@link totalStatistic} with respect to every parameter of every model, links
 * apart: Σ (∂npred/∂p) w (∂npred/∂q), with the weight w of the statistic. Row-major, n × n.
 */
export function compileCurvature(stages: Stages, n: number): (out: Float64Array) => void {
  const { fluxes, datasets } = stages;
  const rows = datasets.map(({ inputs, npred }) =>
    inputs.flatMap(({ slopes, pull, offset }) =>
      Array.from({ length: slopes.length / pull.length }, (_, k) => ({
        parameter: offset + k,
        slope: slopes.subarray(k * pull.length, (k + 1) * pull.length),
        counts: new Float64Array(npred.length),
      })),
    ),
  );
  return (out) => {
    predict(stages);
    for (const stage of fluxes) prepareSlopes(stage);
    out.fill(0);
    datasets.forEach((stage, d) => {
      stage.compiled.curvature?.(stage.npred, stage.slope);
      for (const { slope, counts } of rows[d]) {
        counts.fill(0);
        fold(stage.matrix, slope, counts);
      }
      for (const a of rows[d]) {
        for (const b of rows[d]) {
          let sum = 0;
          for (let j = 0; j < stage.slope.length; j++) sum += a.counts[j] * stage.slope[j] * b.counts[j];
          out[a.parameter * n + b.parameter] += sum;
        }
      }
    });
  };
}

/** Brings fluxes and counts up to the parameters. A search asks for value and derivatives at one point: the second time all is there. */
function predict({ fluxes, datasets, full, predicted }: Stages): void {
  if (sameValues(full, predicted)) return;
  predicted.fill(Number.NaN);
  for (let k = 0; k < fluxes.length; k++) fluxes[k].integral(fluxes[k].p, fluxes[k].flux);
  for (let d = 0; d < datasets.length; d++) {
    const { matrix, inputs, npred } = datasets[d];
    npred.fill(0);
    for (let k = 0; k < inputs.length; k++) fold(matrix, inputs[k].flux, npred);
  }
  predicted.set(full);
}

function prepareSlopes(stage: FluxStage): void {
  stage.gradient(stage.p, stage.slopes);
  stage.pull.fill(0);
}

function pullBack(stage: DatasetStage): void {
  stage.compiled.gradient?.(stage.npred, stage.slope);
  for (let k = 0; k < stage.inputs.length; k++) foldBack(stage.matrix, stage.slope, stage.inputs[k].pull);
}

function addSlopes({ slopes, pull, offset }: FluxStage, out: Float64Array): void {
  const bins = pull.length;
  const count = slopes.length / bins;
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = 0; i < bins; i++) sum += slopes[k * bins + i] * pull[i];
    out[offset + k] += sum;
  }
}
