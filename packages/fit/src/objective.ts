import {
  type Dataset,
  GammakitError,
  type Objective,
  type Parameter,
  type Prior,
  type Statistic,
} from "@gammakit/core";
import { blindSpot } from "./blind-spot.ts";
import { checkBins, checkDatasets } from "./check-datasets.ts";
import { type FitModel, layOut, type ParameterLayout } from "./layout.ts";
import { compileCurvature, compileStages, recount, type Stages, totalGradient, totalStatistic } from "./stages.ts";
import { compileVector, type ParameterVector } from "./vector.ts";

/** A fit made ready: the objective for an optimizer, and how its vector is to be read. */
export interface CompiledFit {
  /** The total statistic as a function of the scaled free parameters. Nothing is allocated when it is evaluated. */
  readonly objective: Objective;
  readonly layout: ParameterLayout;
  /** Value of a free parameter = its entry in the vector × its scale. */
  readonly scale: Float64Array;
  /** Why the data cannot determine every free parameter, whatever the values; absent where they may. */
  readonly blindSpot?: string;
  /** Values of all parameters, in the order of the layout, for a vector of the objective. */
  expand(x: Float64Array): Float64Array;
}

/**
 * Compiles the joint −2 ln L of `datasets` for `models`, priors included. Each free parameter is scaled to order one. The
 * objective has a gradient where every model, statistic and prior has one. The range of a prior is a limit.
 * Throws "invalid-input" where no parameter is free, the arrays of a dataset do not belong together, a value is outside the
 * range of its prior, or a model names a dataset or a link that is not there.
 */
export function compileFit(
  datasets: readonly Dataset[],
  models: readonly FitModel[],
  statistics?: readonly Statistic[],
): CompiledFit {
  return compile(datasets, models, statistics).fit;
}

/**
 * Compiles what does not depend on counts once, and gives a function that makes fits of the same datasets with other counts ready. A
 * fit that it made is of no use after the next. Throws as {@link compileFit} does.
 */
export function compileRecounts(
  datasets: readonly Dataset[],
  models: readonly FitModel[],
  statistics?: readonly Statistic[],
): (recounted: readonly Dataset[]) => CompiledFit {
  const { stages, fit } = compile(datasets, models, statistics);
  const { blindSpot: _, ...rest } = fit;
  return (recounted) => {
    recount(stages, recounted);
    const blind = blindSpot(stages, fit.layout);
    return blind === undefined ? rest : { ...rest, blindSpot: blind };
  };
}

function compile(
  datasets: readonly Dataset[],
  models: readonly FitModel[],
  statistics?: readonly Statistic[],
): { readonly stages: Stages; readonly fit: CompiledFit } {
  checkDatasets(datasets);
  // A statistic of the caller may be defined for them.
  if (statistics === undefined) for (const dataset of datasets) checkBins(dataset);
  const layout = layOut(models, datasets);
  if (layout.free.length === 0) {
    throw new GammakitError(
      "invalid-input",
      `No parameter is free: ${layout.names.join(", ")} are all frozen. Free at least one.`,
    );
  }
  const vector = compileVector(layout);
  const stages = compileStages(datasets, models, layout, vector.full, statistics);
  const prior = compilePriors(layout, vector.full);
  const blind = blindSpot(stages, layout);
  const analytic =
    prior?.gradient !== null &&
    stages.datasets.every(({ compiled }) => compiled.gradient !== undefined) &&
    models.every((model) => model.integrateGradient !== undefined || model.evaluateGradient !== undefined);
  const fit: CompiledFit = {
    objective: {
      ...boundaries(layout, vector),
      evaluate(x) {
        vector.assign(x);
        return totalStatistic(stages) + (prior === undefined ? 0 : prior.value());
      },
      ...(analytic && { gradient: compileGradient(stages, layout, vector, prior?.gradient) }),
      ...(analytic &&
        stages.datasets.every(({ compiled }) => compiled.curvature !== undefined) && {
          curvature: compileInformation(stages, layout, vector, prior?.curvature),
        }),
    },
    layout,
    scale: vector.scale,
    ...(blind !== undefined && { blindSpot: blind }),
    expand(x) {
      vector.assign(x);
      return vector.full.slice();
    },
  };
  return { stages, fit };
}

/** Names, start, limits and steps of the scaled free parameters. */
function boundaries(
  { names, parameters, free }: ParameterLayout,
  { scale }: ParameterVector,
): Omit<Objective, "evaluate" | "gradient" | "curvature"> {
  const scaled = (value: (k: number) => number) => Float64Array.from(free, (k, i) => value(k) / scale[i]);
  return {
    names: Array.from(free, (k) => names[k]),
    start: scaled((k) => parameters[k].value),
    lower: scaled((k) => Math.max(parameters[k].min ?? -Infinity, parameters[k].prior?.range?.[0] ?? -Infinity)),
    upper: scaled((k) => Math.min(parameters[k].max ?? Infinity, parameters[k].prior?.range?.[1] ?? Infinity)),
    step: Float64Array.from(free, (k, i) => stepOf(parameters[k].error, scale[i])),
    up: 1,
  };
}

/** The known error, else one unit of the scaled parameter. */
function stepOf(error: number | undefined, scale: number): number {
  return error !== undefined && error > 0 && Number.isFinite(error) ? error / scale : 1;
}

/** Derivatives with respect to the scaled free parameters: those of linked ones add up. */
function compileGradient(
  stages: Stages,
  { names, source, free }: ParameterLayout,
  { scale, assign }: ParameterVector,
  addPriors: ((total: Float64Array) => void) | undefined,
): (x: Float64Array, out: Float64Array) => void {
  const total = new Float64Array(names.length);
  return (x, out) => {
    assign(x);
    totalGradient(stages, total);
    for (let k = 0; k < source.length; k++) if (source[k] !== k) total[source[k]] += total[k];
    addPriors?.(total);
    for (let i = 0; i < free.length; i++) out[i] = total[free[i]] * scale[i];
  };
}

/** Expected second derivatives with respect to the scaled free parameters. Nothing is made before it is asked for. */
function compileInformation(
  stages: Stages,
  { names, source, free }: ParameterLayout,
  { scale, assign }: ParameterVector,
  addPriors: ((total: Float64Array) => void) | undefined,
): (x: Float64Array, out: Float64Array) => void {
  const n = names.length;
  let total: Float64Array | undefined;
  let write: ((out: Float64Array) => void) | undefined;
  return (x, out) => {
    assign(x);
    write ??= compileCurvature(stages, n);
    total ??= new Float64Array(n * n);
    write(total);
    for (let k = 0; k < n; k++) {
      if (source[k] === k) continue;
      for (let l = 0; l < n; l++) total[source[k] * n + l] += total[k * n + l];
    }
    for (let l = 0; l < n; l++) {
      if (source[l] === l) continue;
      for (let k = 0; k < n; k++) total[k * n + source[l]] += total[k * n + l];
    }
    addPriors?.(total);
    for (let i = 0; i < free.length; i++) {
      for (let j = 0; j < free.length; j++)
        out[i * free.length + j] = total[free[i] * n + free[j]] * scale[i] * scale[j];
    }
  };
}

/** The sum of all −2 ln P, and what adds their derivatives to those of the full vector; null where a prior has none. */
interface CompiledPriors {
  readonly value: () => number;
  readonly gradient: ((total: Float64Array) => void) | null;
  /** Adds the second derivatives, where they are positive, to the matrix of the full vector. */
  readonly curvature: (total: Float64Array) => void;
}

function compilePriors({ parameters, names, source }: ParameterLayout, full: Float64Array): CompiledPriors | undefined {
  const known = parameters.flatMap(({ prior }, k) => (prior === undefined || source[k] !== k ? [] : [{ prior, k }]));
  if (known.length === 0) return undefined;
  for (const { prior, k } of known) checkInside(prior, parameters[k], names[k]);
  const derivatives = known.flatMap(({ prior: { derivative }, k }) =>
    derivative === undefined ? [] : [{ derivative, k }],
  );
  return {
    value() {
      let sum = 0;
      for (let i = 0; i < known.length; i++) sum += known[i].prior.minusTwoLog(full[known[i].k]);
      return sum;
    },
    gradient:
      derivatives.length < known.length
        ? null
        : (total) => {
            for (let i = 0; i < derivatives.length; i++) {
              const { derivative, k } = derivatives[i];
              total[k] += derivative(full[k]);
            }
          },
    curvature(total) {
      for (const { derivative, k } of derivatives) {
        const h = 1e-4 * (Math.abs(full[k]) || 1);
        const bend = (derivative(full[k] + h) - derivative(full[k] - h)) / (2 * h);
        if (bend > 0 && Number.isFinite(bend)) total[k * (full.length + 1)] += bend;
      }
    },
  };
}

function checkInside(
  { id, range: [min, max] = [-Infinity, Infinity] }: Prior,
  { value, unit }: Parameter,
  name: string,
): void {
  if (value >= min && value <= max) return;
  throw new GammakitError(
    "invalid-input",
    `${name} = ${value} is outside the range ${min} … ${max}${unit && ` ${unit}`} of its prior "${id}". Begin with a value within it.`,
    { parameter: name, value, min, max },
  );
}
