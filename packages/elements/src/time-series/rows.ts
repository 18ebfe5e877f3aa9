import type { TimeResolvedResult } from "@gammakit/analysis";
import type { PathRow } from "../chart/path-chart.ts";
import type { TimeRow, TimeStep } from "../chart/time-chart.ts";

type Bin = TimeResolvedResult["bins"][number];

/** A free parameter of the model. */
export interface FreeParameter {
  readonly name: string;
  readonly unit: string;
}

/** Start and stop of an interval in milliseconds after 1970 (UTC). */
export function timesOf({ tStartIso, tStopIso }: Pick<Bin, "tStartIso" | "tStopIso">): readonly [number, number] {
  return [utc(tStartIso), utc(tStopIso)];
}

/** Start and stop of all intervals, those without data too. */
export function rangeOf({ bins, emptyBins }: TimeResolvedResult): readonly [number, number] {
  const times = [...bins, ...emptyBins].flatMap(timesOf);
  if (times.length === 0) return [0, 1];
  return [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
}

/** The parameter that tells the shape of the spectrum best: the index, or the first free one that is no amplitude. */
export function shapeOf({ bins }: TimeResolvedResult): FreeParameter | undefined {
  const free = (bins[0]?.parameters ?? []).filter(({ frozen }) => !frozen);
  return free.find(({ name }) => name === "index") ?? free.find(({ unit }) => !unit.includes("cm-2"));
}

/** The integral flux in each interval. */
export function fluxRows({ bins }: TimeResolvedResult): readonly TimeRow[] {
  return bins.map((bin) => row(bin, bin.integralFlux.value, bin.integralFlux.error));
}

/** A parameter in each interval. */
export function parameterRows({ bins }: TimeResolvedResult, { name }: FreeParameter): readonly TimeRow[] {
  return bins.map((bin) => {
    const found = bin.parameters.find((parameter) => parameter.name === name);
    return row(bin, found?.value ?? null, found?.error ?? null);
  });
}

/** A parameter against the flux. */
export function pathRows(result: TimeResolvedResult, shape: FreeParameter): readonly PathRow[] {
  const [flux, values] = [fluxRows(result), parameterRows(result, shape)];
  return flux.map(({ value, error }, k) => ({ x: value, xError: error, y: values[k].value, yError: values[k].error }));
}

/** The weighted mean of a quantity with its error, where it was computed. */
export function meanOf({ variability }: TimeResolvedResult, name: string): readonly [number, number] | undefined {
  const { mean, meanError } = variability[name] ?? {};
  return typeof mean === "number" && typeof meanError === "number" ? [mean, meanError] : undefined;
}

/** Bayesian blocks of the flux, where they were computed. */
export function stepsOf({ variability }: TimeResolvedResult): readonly TimeStep[] {
  return (variability.flux?.blocks ?? []).map(({ tStartIso, tStopIso, mean }) => ({
    start: utc(tStartIso),
    stop: utc(tStopIso),
    value: mean,
  }));
}

/** Text of a time of day, with the date where it is asked for. */
export function clockText(time: number, withDate = false): string {
  const iso = new Date(time).toISOString();
  return withDate ? `${iso.slice(0, 10)} ${iso.slice(11, 19)}` : iso.slice(11, 19).replace(/:00$/, "");
}

function row(bin: Bin, value: number | null, error: number | null): TimeRow {
  const [start, stop] = timesOf(bin);
  return { start, stop, value: value ?? Number.NaN, error: error ?? Number.NaN };
}

function utc(iso: string): number {
  return Date.parse(/Z$/.test(iso) ? iso : `${iso}Z`);
}
