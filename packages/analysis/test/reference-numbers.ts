import { expect } from "vitest";
import type { CumulativeResult, DatasetResult, EnergyResult, FitOutcome } from "../src/index.ts";

/** A number of a reference; "nan" where it has none. */
export type Value = number | "nan";

/** The number, NaN where there is none. */
export function numberOf(value: Value | boolean): number {
  return value === "nan" ? Number.NaN : Number(value);
}

/** Numbers of one flux point of the reference, by the names of Gammapy's columns. */
export type PointValues = (column: string) => number;

/** Sums over datasets fitted together, as the reference has them one by one. */
export interface ReferenceCumulative {
  readonly excess: readonly number[];
  readonly sqrt_ts: readonly number[];
  readonly livetime: readonly number[];
  readonly counts: readonly number[];
  readonly counts_off: readonly number[];
}

/** A reduced dataset of a reference. */
export interface ReferenceDataset {
  readonly name: string;
  readonly counts: readonly number[];
  readonly countsOff: readonly number[];
  readonly acceptanceOff: readonly number[];
  readonly nOffRegions: number;
  readonly maskSafe: readonly boolean[];
}

/** Expects the very same counts, acceptances, masks and numbers of OFF regions. */
export function expectDatasets(found: readonly DatasetResult[], expected: readonly ReferenceDataset[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((reference, i) => {
    for (const key of ["counts", "countsOff", "acceptanceOff", "maskSafe"] as const) {
      expect(found[i][key], `${found[i].name} ${key}`).toEqual(reference[key]);
    }
    expect(found[i].offRegions).toHaveLength(reference.nOffRegions);
  });
}

/** Expects |found − expected| ≤ tolerance. */
export function within(found: number | null | undefined, expected: number, tolerance: number, words: string): void {
  expect(Math.abs((found ?? Number.NaN) - expected), words).toBeLessThanOrEqual(tolerance);
}

/** Value and error by parameter. */
type Parameters = Readonly<Record<string, readonly [value: number, error: number, ...rest: unknown[]]>>;

/** Expects best fits within 1 % of their errors, errors within 0.5 %, and a statistic not above the reference's by more than 1e-4. */
export function expectFit(fit: FitOutcome | null, parameters: Parameters, totalStat: number): void {
  expect(fit?.success, fit?.message).toBe(true);
  expect(fit?.stat).toBeLessThan(totalStat + 1e-4);
  for (const [name, [value, error]] of Object.entries(parameters)) {
    const found = fit?.parameters.find((parameter) => parameter.name === name);
    within(found?.value, value, 0.01 * error, name);
    within(found?.error, error, 0.005 * error, `error of ${name}`);
  }
}

/** How a flux compares with the reference's. */
export interface Agreement {
  /** Distance in errors. */
  readonly distance: number;
  /** Relative difference. */
  readonly difference: number;
}

/**
 * Expects a flux point of the reference that was measured: counts exact, energies to 1e-6, statistics not above the reference's,
 * errors within 1 %, limits within 1e-3; fluxes within 1 % of their errors, or as far from the reference's as its statistic shows
 * that it stopped short of the minimum.
 */
export function expectPoint(point: EnergyResult, at: PointValues, where: string): Agreement {
  const words = (name: string) => `${where}: ${name}`;
  for (const [name, found] of [
    ["e_min", point.eMinTeV],
    ["e_max", point.eMaxTeV],
    ["e_ref", point.eRefTeV],
  ] as const) {
    within(found, at(name), 1e-6 * at(name), words(name));
  }
  expect(point.counts, words("counts")).toBe(at("counts"));
  expect(point.success, words("success")).toBe(true);
  expect(point.isUl, words("is_ul")).toBe(at("is_ul") === 1);
  expect(point.stat, words("stat")).toBeLessThan(at("stat") + 1e-4);
  within(point.stat, at("stat"), 2e-4, words("stat"));
  within(point.statNull, at("stat_null"), 1e-6 * Math.abs(at("stat_null")), words("stat_null"));
  within(point.ts, at("ts"), 2e-4, words("ts"));
  within(point.npred, at("npred"), 0.02 * Math.sqrt(at("npred")), words("npred"));
  const { flux } = point;
  const error = at("flux_err");
  const distance = Math.abs((flux.value ?? Number.NaN) - at("flux")) / error;
  const short = Math.sqrt(Math.max(0, at("stat") - (point.stat ?? Number.NaN)));
  expect(distance, words("flux")).toBeLessThanOrEqual(Math.max(0.01, 1.02 * short));
  for (const [name, found] of [
    ["flux_err", flux.err],
    ["flux_errn", flux.errn],
    ["flux_errp", flux.errp],
  ] as const) {
    withinOrNew(found, at(name), 0.01, words(name));
  }
  withinOrNew(flux.ul, at("flux_ul"), 1e-3, words("flux_ul"));
  return { distance, difference: Math.abs((flux.value ?? Number.NaN) / at("flux") - 1) };
}

/** Expects the same counts, livetime, excess and significance as datasets are added. The reference adds in single precision. */
export function expectCumulative(found: readonly CumulativeResult[], expected: ReferenceCumulative): void {
  expect(found.map(({ counts }) => counts)).toEqual(expected.counts);
  expect(found.map(({ countsOff }) => countsOff)).toEqual(expected.counts_off);
  found.forEach(({ dataset, livetimeS, excess, significance }, i) => {
    within(livetimeS, expected.livetime[i], 1e-9 * livetimeS, dataset);
    within(excess, expected.excess[i], 3e-7 * excess, dataset);
    within(significance, expected.sqrt_ts[i], 1e-6 * expected.sqrt_ts[i], dataset);
  });
}

/** The reference looks for errors and limits between norms of 0.2 and 5 only; where it has none, ours is a number all the same. */
function withinOrNew(found: number | null, expected: number, relative: number, words: string): void {
  if (Number.isNaN(expected)) expect(found, words).toBeGreaterThan(0);
  else within(found, expected, relative * expected, words);
}
