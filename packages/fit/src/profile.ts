import {
  type Dataset,
  GammakitError,
  type Interval,
  type MinimizeResult,
  nearest,
  type Objective,
  type Optimizer,
} from "@gammakit/core";
import type { FitOptions, FitResult } from "./fit.ts";
import { type CompiledFit, compileFit } from "./objective.ts";

/** The statistic along one parameter. */
export interface StatProfile {
  readonly name: string;
  /** Values of the parameter, in its unit. */
  readonly values: Float64Array;
  /** −2 ln L at each, minimized over the other free parameters; NaN where that failed. */
  readonly stat: Float64Array;
}

/** What a profile is made for. */
export interface ProfileOptions extends FitOptions {
  /** "model.parameter", or "parameter" where only one model has it. */
  readonly parameter: string;
  /** Whether the other free parameters are fitted again at each value; otherwise they stay. */
  readonly reoptimize?: boolean;
}

/** The statistic at given `values` of one parameter, around the result of a fit of the same datasets. */
export async function statProfile(
  datasets: readonly Dataset[],
  result: FitResult,
  values: ArrayLike<number>,
  options: ProfileOptions,
): Promise<StatProfile> {
  const compiled = compileFit(datasets, result.models, options.statistics);
  const index = freeIndex(compiled, options.parameter);
  const stat = new Float64Array(values.length);
  let from = compiled.objective.start;
  for (let k = 0; k < values.length; k++) {
    const fixed = fix(compiled.objective, index, values[k] / compiled.scale[index], from);
    const found = await minimizeRest(fixed, options, options.reoptimize ?? true);
    stat[k] = found.value;
    from = insert(found.x, index, from[index]);
  }
  return { name: compiled.objective.names[index], values: Float64Array.from(values), stat };
}

/** What a confidence interval is made for. */
export interface ConfidenceOptions extends FitOptions {
  /** "model.parameter", or "parameter" where only one model has it. */
  readonly parameter: string;
  /** The statistic, minimized over the others, rises by its square at both ends. */
  readonly nSigma?: number;
}

/**
 * Asymmetric errors of one parameter, in its unit: distances from the best fit to where the profile of the statistic has risen by
 * nSigma². The optimizer's own method (MINOS) where it has one, else the crossings of the profile, wherever they lie.
 */
export async function confidence(
  datasets: readonly Dataset[],
  result: FitResult,
  { parameter, nSigma = 1, ...options }: ConfidenceOptions,
): Promise<Interval> {
  const compiled = compileFit(datasets, result.models, options.statistics);
  const index = freeIndex(compiled, parameter);
  const { objective, scale } = compiled;
  const at = await options.optimizer.minimize(objective, options.context);
  if (!Number.isFinite(at.value))
    return { lower: Number.NaN, upper: Number.NaN, reason: "the fit has no finite minimum" };
  const own = options.optimizer.interval;
  const found =
    own === undefined
      ? await profileInterval(objective, at, index, nSigma, options)
      : await own(objective, at, index, nSigma, options.context);
  return { ...found, lower: found.lower * scale[index], upper: found.upper * scale[index] };
}

async function profileInterval(
  objective: Objective,
  at: MinimizeResult,
  index: number,
  nSigma: number,
  options: FitOptions,
): Promise<Interval> {
  const n = at.x.length;
  const variance = at.covariance?.[index * n + index] ?? Number.NaN;
  const first = nSigma * (variance > 0 ? Math.sqrt(variance) : Math.abs(0.1 * at.x[index]) || 0.1);
  const lower = await crossingOf(objective, at, index, -first, nSigma, options);
  const upper = await crossingOf(objective, at, index, first, nSigma, options);
  const reason = [lower, upper].flatMap((side) => side.reason ?? []).join("; ");
  return { lower: lower.distance, upper: upper.distance, ...(reason && { reason }) };
}

/** Distance along one side at which the profile has risen by up·nSigma²: doubled until beyond, then halved by secants. */
async function crossingOf(
  objective: Objective,
  at: MinimizeResult,
  index: number,
  first: number,
  nSigma: number,
  options: FitOptions,
): Promise<{ readonly distance: number; readonly reason?: string }> {
  const side = first > 0 ? "upper" : "lower";
  const bound = first > 0 ? objective.upper[index] : objective.lower[index];
  const room = Math.abs(bound - at.x[index]);
  const target = objective.up * nSigma * nSigma;
  let from = at.x;
  const rise = async (distance: number) => {
    const fixed = fix(objective, index, at.x[index] + Math.sign(first) * distance, from);
    const found = await minimizeRest(fixed, options, true);
    from = insert(found.x, index, at.x[index]);
    return found.value - at.value - target;
  };
  let [low, fLow] = [0, -target];
  let high = Math.min(Math.abs(first), room);
  let fHigh = await rise(high);
  for (let k = 0; k < 60 && fHigh < 0; k++) {
    if (high >= room) return { distance: Number.NaN, reason: `the ${side} limit of the parameter is reached first` };
    [low, fLow] = [high, fHigh];
    high = Math.min(2 * high, room);
    fHigh = await rise(high);
  }
  if (!(fHigh >= 0)) return { distance: Number.NaN, reason: `the statistic does not rise on the ${side} side` };
  for (let k = 0; k < 60 && high - low > 1e-7 * high; k++) {
    // The profile is near a parabola: the square root of the rise is near a line.
    const [a, b, t] = [Math.sqrt(Math.max(0, fLow + target)), Math.sqrt(fHigh + target), Math.sqrt(target)];
    const guess = k % 3 === 2 ? 0.5 * (low + high) : low + ((t - a) / (b - a)) * (high - low);
    const middle = Math.min(Math.max(guess, low + 1e-3 * (high - low)), high - 1e-3 * (high - low));
    const f = await rise(middle);
    if (Math.abs(f) < 1e-9 * target) return { distance: middle };
    if (f < 0) [low, fLow] = [middle, f];
    else [high, fHigh] = [middle, f];
  }
  return { distance: 0.5 * (low + high) };
}

/** The objective with one parameter held at `value`. */
function fix(objective: Objective, index: number, value: number, from: Float64Array): Objective {
  const without = (values: Float64Array) => values.filter((_, i) => i !== index);
  const x = from.slice();
  const place = (rest: Float64Array) => {
    for (let i = 0, k = 0; i < x.length; i++) x[i] = i === index ? value : rest[k++];
    return x;
  };
  const full = new Float64Array(x.length);
  const { gradient } = objective;
  return {
    names: objective.names.filter((_, i) => i !== index),
    start: without(from),
    lower: without(objective.lower),
    upper: without(objective.upper),
    step: without(objective.step),
    up: objective.up,
    evaluate: (rest) => objective.evaluate(place(rest)),
    ...(gradient && {
      gradient: (rest: Float64Array, out: Float64Array) => {
        gradient(place(rest), full);
        for (let i = 0, k = 0; i < full.length; i++) if (i !== index) out[k++] = full[i];
      },
    }),
  };
}

async function minimizeRest(
  objective: Objective,
  { optimizer, context }: { readonly optimizer: Optimizer; readonly context?: FitOptions["context"] },
  reoptimize: boolean,
): Promise<{ readonly x: Float64Array; readonly value: number }> {
  if (objective.start.length === 0 || !reoptimize) {
    return { x: objective.start, value: objective.evaluate(objective.start) };
  }
  return optimizer.minimize(objective, context);
}

function insert(rest: Float64Array, index: number, value: number): Float64Array {
  return Float64Array.from([...rest.subarray(0, index), value, ...rest.subarray(index)]);
}

function freeIndex({ objective }: CompiledFit, parameter: string): number {
  const exact = objective.names.indexOf(parameter);
  if (exact >= 0) return exact;
  const matches = objective.names.flatMap((name, i) => (name.endsWith(`.${parameter}`) ? [i] : []));
  if (matches.length === 1) return matches[0];
  const guess = nearest(
    parameter,
    objective.names.flatMap((name) => [name, name.slice(name.lastIndexOf(".") + 1)]),
  );
  const hint =
    matches.length > 1
      ? "Several models have it; name the model."
      : guess === undefined
        ? ""
        : `Did you mean "${guess}"?`;
  throw new GammakitError(
    "invalid-input",
    `"${parameter}" is not a free parameter of the fit. Free: ${objective.names.join(", ")}. ${hint}`.trim(),
    { parameter, free: objective.names },
  );
}
