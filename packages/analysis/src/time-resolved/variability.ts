import { type Parameter, type SpectralModel, secondsBetween, type TimeInterval } from "@gammakit/core";
import {
  bayesianBlocks,
  bootstrapLine,
  constancy,
  correlation,
  doublingTimes,
  fractionalVariance,
  hysteresisLoop,
  lineFit,
  type PlanePoint,
  parameterFluxCorrelation,
  pointToPoint,
  type SpectralBin,
  structureFunction,
  type TimedMeasurement,
} from "@gammakit/estimators";
import type { Measurement } from "@gammakit/fit";
import { orNull } from "../job/or-null.ts";
import type { CorrelationResult, VariabilityResult } from "./variability-result.ts";

/** Blocks and structure functions take time, and the latter room, that grow as the number of intervals squared. */
const mostIntervals = 2000;

/** Lags of a structure function that a result holds. Uneven intervals have one for each pair: a result of millions is no file any more. */
const mostLags = 100_000;

/** What is asked about a series. */
export interface VariabilityQuestion {
  /** All intervals of the job, those without data too. */
  readonly time: readonly TimeInterval[];
  readonly fluxRange: { readonly min: number; readonly max: number };
  readonly seed: number;
  /** 0: no intervals from toys, no significance of a loop. */
  readonly toys: number;
  /** Text of an instant. */
  readonly iso: (instant: TimeInterval["start"]) => string;
}

/** The answers, as result.json has them. */
export interface VariabilityAnswers {
  readonly variability: Readonly<Record<string, VariabilityResult>>;
  readonly correlation: CorrelationResult | null;
}

/** Variability of every free parameter and of the flux, and the way that the shape follows the flux, where fits converged. */
export function variabilityOf(series: readonly SpectralBin[], question: VariabilityQuestion): VariabilityAnswers {
  const byInterval = new Map(series.filter(({ result }) => result.success).map((bin) => [bin.interval, bin]));
  const bins = question.time.map((interval) => byInterval.get(interval));
  const free = (series[0]?.result.model.parameters ?? []).filter(({ frozen }) => !frozen);
  const quantities = new Map(
    free.map(({ name }) => [name, bins.map((bin) => (bin ? parameterOf(bin.result.model, name) : notMeasured))]),
  );
  // A parameter of that name keeps it.
  if (free.length > 0 && !quantities.has("flux"))
    quantities.set(
      "flux",
      bins.map((bin) => bin?.flux ?? notMeasured),
    );
  return {
    variability: Object.fromEntries(
      [...quantities].map(([name, measurements]) => [name, quantityResult(measurements, question)]),
    ),
    correlation: correlationResult(bins, shapeParameter(free), question),
  };
}

/** The parameter that tells the shape of a spectrum best: the index, or the first free one that is no amplitude. */
export function shapeParameter(free: readonly Parameter[]): Parameter | undefined {
  return free.find(({ name }) => name === "index") ?? free.find(({ unit }) => !unit.includes("cm-2"));
}

const notMeasured: Measurement = { value: Number.NaN, error: Number.NaN };

function parameterOf(model: SpectralModel, name: string): Measurement {
  const parameter = model.parameters.find((candidate) => candidate.name === name);
  return { value: parameter?.value ?? Number.NaN, error: parameter?.error ?? Number.NaN };
}

/** How much one quantity varies; a measurement for each interval, NaN where there is none. */
export function quantityResult(
  measurements: readonly Measurement[],
  { time, iso }: Pick<VariabilityQuestion, "time" | "iso">,
): VariabilityResult {
  const series = measurements.map((measurement, i): TimedMeasurement => ({ ...measurement, time: middle(time, i) }));
  const { chi2, dof, pValue, mean, meanError, used, omitted } = constancy(series);
  const { fvar, fvarError } = fractionalVariance(series);
  const { fpp, fppError } = pointToPoint(series);
  const change = doublingTimes(series);
  const from = (seconds: number) => {
    const i = series.findIndex((point) => point.time === seconds);
    return i < 0 ? null : iso(time[i].start);
  };
  const tooLong = used > mostIntervals;
  return {
    chi2: orNull(chi2),
    dof,
    pValue: orNull(pValue),
    mean: orNull(mean),
    fvar: orNull(fvar),
    fvarError: orNull(fvarError),
    meanError: orNull(meanError),
    used,
    omitted,
    fpp: orNull(fpp),
    fppError: orNull(fppError),
    doublingTimeS: orNull(change.doublingTime),
    doublingTimeErrorS: orNull(change.doublingTimeError),
    doublingFromIso: from(change.doublingFrom),
    halvingTimeS: orNull(change.halvingTime),
    halvingTimeErrorS: orNull(change.halvingTimeError),
    halvingFromIso: from(change.halvingFrom),
    blocks: tooLong
      ? null
      : bayesianBlocks(series).map((block) => ({
          tStartIso: iso(time[block.first].start),
          tStopIso: iso(time[block.last].stop),
          mean: block.mean,
          error: block.error,
          used: block.used,
        })),
    structureFunction: tooLong ? null : lagsResult(series),
  };
}

function lagsResult(series: readonly TimedMeasurement[]): VariabilityResult["structureFunction"] {
  const lags = structureFunction(series);
  if (lags.length > mostLags) return null;
  return lags.map(({ lag, value, noise, pairs }) => ({
    lagS: lag,
    value: orNull(value),
    noise: orNull(noise),
    pairs,
  }));
}

/** Seconds after the first interval began. */
function middle(time: readonly TimeInterval[], i: number): number {
  const { start, stop } = time[i];
  return (secondsBetween(time[0].start, start) + secondsBetween(time[0].start, stop)) / 2;
}

function correlationResult(
  bins: readonly (SpectralBin | undefined)[],
  shape: Parameter | undefined,
  { fluxRange, seed, toys }: VariabilityQuestion,
): CorrelationResult | null {
  const points = bins.flatMap((bin) => (bin && shape ? planePoint(bin, shape.name, fluxRange) : []));
  if (shape === undefined || points.length < 3) return null;
  const found = correlation(points);
  const line = lineFit(points);
  return {
    x: "flux",
    y: shape.name,
    used: found.used,
    omitted: bins.length - found.used,
    pearson: orNull(found.pearson),
    pearsonPValue: orNull(found.pearsonPValue),
    spearman: orNull(found.spearman),
    spearmanPValue: orNull(found.spearmanPValue),
    weighted: orNull(found.weighted),
    weightedPValue: orNull(found.weightedPValue),
    line: {
      slope: orNull(line.slope),
      slopeError: orNull(line.slopeError),
      intercept: orNull(line.intercept),
      interceptError: orNull(line.interceptError),
      pivot: orNull(line.pivot),
      pivotValue: orNull(line.pivotValue),
      pivotError: orNull(line.pivotError),
      chi2: orNull(line.chi2),
      dof: line.dof,
      pValue: orNull(line.pValue),
    },
    ...toyResults(points, { seed, toys }),
  };
}

function planePoint(
  { result, flux }: SpectralBin,
  name: string,
  range: VariabilityQuestion["fluxRange"],
): readonly PlanePoint[] {
  const { model, covariance } = result;
  if (flux === undefined || covariance === undefined) return [];
  const { value, error } = parameterOf(model, name);
  const errorCorrelation = parameterFluxCorrelation(model, covariance, name, range);
  return [{ x: flux.value, xError: flux.error, y: value, yError: error, errorCorrelation }];
}

function toyResults(
  points: readonly PlanePoint[],
  options: { readonly seed: number; readonly toys: number },
): Pick<CorrelationResult, "bootstrap" | "loop"> {
  if (options.toys === 0) return { bootstrap: null, loop: null };
  const { slope, pearson, level, toys } = bootstrapLine(points, options);
  const loop = hysteresisLoop(points, options);
  return {
    bootstrap: {
      slope: [orNull(slope[0]), orNull(slope[1])],
      pearson: [orNull(pearson[0]), orNull(pearson[1])],
      level,
      toys,
    },
    loop: {
      direction: loop.direction,
      area: orNull(loop.area),
      pValue: orNull(loop.pValue),
      pValueError: orNull(loop.pValueError),
      significance: orNull(loop.significance),
      toys: loop.toys,
    },
  };
}
