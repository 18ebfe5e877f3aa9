import type { CompiledStatistic, Dataset, Statistic } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { relativeDifference } from "./compare.ts";
import { createRandom } from "./random.ts";
import { checkSame } from "./same.ts";

/** What a statistic is tried on. */
export interface StatisticConformanceOptions {
  /** Datasets that it does not accept. */
  readonly refused?: readonly Dataset[];
}

/**
 * What every statistic must do, as cases for any test runner:
 * `for (const { name, run } of statisticConformance(cashStatistic(), dataset)) test(name, run)`.
 * `dataset` is one that it accepts, with counts, and with at least two bins in use.
 * Derivatives are compared with differences to 1e-6.
 */
export function statisticConformance(
  statistic: Statistic,
  dataset: Dataset,
  { refused = [] }: StatisticConformanceOptions = {},
): readonly ConformanceCase[] {
  const signals = trialSignals(dataset);
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("it has an id", () => check(statistic.id !== "", "The id is empty."));
  add("accepts its datasets and no others", () => checkAccepts(statistic, dataset, refused));
  add("leaves the dataset and the prediction as they were", () => checkUntouched(statistic, dataset, signals));
  add("gives finite numbers, the same ones each time", () => checkFinite(statistic, dataset, signals));
  add("gives no NaN for a prediction of nothing", () => {
    const value = statistic.compile(dataset).value(new Float64Array(dataset.counts.length));
    check(!Number.isNaN(value), "A prediction of 0 in every bin gives NaN.");
  });
  add("two that are compiled do not disturb each other", () => checkIndependent(statistic, dataset, signals));
  add("bins outside the masks do not count", () => checkMasks(statistic, dataset, signals));
  add("is the sum over its bins", () => checkSum(statistic, dataset, signals));
  add("changes with the prediction in the bins in use", () => checkSensitive(statistic, dataset, signals));
  if (statistic.compile(dataset).gradient !== undefined) {
    add("its gradient agrees with differences, and is 0 in bins not in use", () =>
      checkGradient(statistic, dataset, signals),
    );
  }
  return cases;
}

/** Predictions per bin around what was counted, from a fixed seed. */
function trialSignals({ counts }: Dataset): readonly Float64Array[] {
  const random = createRandom(11);
  return [0.3, 1, 3].map((factor) => counts.map((n) => factor * (0.5 + n) * (0.5 + random())));
}

function checkAccepts(statistic: Statistic, dataset: Dataset, refused: readonly Dataset[]): void {
  check(statistic.accepts(dataset) === true, `It does not accept the dataset "${dataset.name}".`);
  for (const other of refused) {
    check(statistic.accepts(other) === false, `It accepts the dataset "${other.name}" of kind "${other.kind}".`);
  }
}

function checkUntouched(statistic: Statistic, dataset: Dataset, signals: readonly Float64Array[]): void {
  const before = structuredClone({ dataset, signals });
  const compiled = statistic.compile(dataset);
  for (const npred of signals) {
    compiled.value(npred);
    compiled.gradient?.(npred, new Float64Array(npred.length));
  }
  checkSame("The dataset", before.dataset, dataset);
  checkSame("The prediction", before.signals, signals);
}

function checkFinite(statistic: Statistic, dataset: Dataset, signals: readonly Float64Array[]): void {
  const compiled = statistic.compile(dataset);
  const first = signals.map((npred) => compiled.value(npred));
  for (const value of first) check(Number.isFinite(value), `It gives ${value}.`);
  signals.forEach((npred, i) => {
    const again = compiled.value(npred);
    check(again === first[i], `It gives ${again} where it gave ${first[i]} before.`);
  });
}

function checkIndependent(statistic: Statistic, dataset: Dataset, [npred]: readonly Float64Array[]): void {
  const one = statistic.compile(dataset);
  const alone = one.value(npred);
  const other = statistic.compile({ ...dataset, counts: dataset.counts.map((n) => n + 5) });
  const there = other.value(npred);
  check(one.value(npred) === alone, "Its value changed when another was compiled.");
  check(other.value(npred) === there, "The value of the other changed.");
}

function masked(dataset: Dataset, keep: (bin: number) => boolean): Dataset {
  return { ...dataset, maskSafe: dataset.maskSafe.map((value, j) => (keep(j) ? value : 0)) };
}

function checkMasks(statistic: Statistic, dataset: Dataset, [npred]: readonly Float64Array[]): void {
  const isOut = (j: number) => j % 2 === 1;
  const expected = statistic.compile(masked(dataset, (j) => !isOut(j))).value(npred);
  const changed = { ...dataset, counts: dataset.counts.map((n, j) => (isOut(j) ? n + 100 : n)) };
  const elsewhere = npred.map((value, j) => (isOut(j) ? 10 * value : value));
  const found = statistic.compile(masked(changed, (j) => !isOut(j))).value(elsewhere);
  check(found === expected, `Counts and prediction in bins outside maskSafe change it from ${expected} to ${found}.`);
  const maskFit = dataset.counts.map((_, j) => (isOut(j) ? 0 : 1));
  const fitted = statistic.compile({ ...changed, maskFit: Uint8Array.from(maskFit) }).value(elsewhere);
  const without = statistic.compile({ ...dataset, maskFit: Uint8Array.from(maskFit) }).value(npred);
  check(fitted === without, `Counts and prediction in bins outside maskFit change it from ${without} to ${fitted}.`);
  const nothing = statistic.compile(masked(dataset, () => false)).value(npred);
  check(nothing === 0, `Without any bin in use it is ${nothing}, expected 0.`);
}

function checkSum(statistic: Statistic, dataset: Dataset, signals: readonly Float64Array[]): void {
  for (const npred of signals) {
    const whole = statistic.compile(dataset).value(npred);
    const parts = [0, 1].map((odd) => statistic.compile(masked(dataset, (j) => j % 2 === odd)).value(npred));
    const sum = parts[0] + parts[1];
    check(relativeDifference(whole, sum) <= 1e-9, `The whole is ${whole}; even and odd bins are ${sum} together.`);
  }
}

function checkSensitive(statistic: Statistic, dataset: Dataset, [npred]: readonly Float64Array[]): void {
  const compiled = statistic.compile(dataset);
  check(
    compiled.value(npred) !== compiled.value(npred.map((value) => 2 * value)),
    "It is the same for a prediction twice as large. Has the dataset any bin in use?",
  );
}

function checkGradient(statistic: Statistic, dataset: Dataset, signals: readonly Float64Array[]): void {
  const half = masked(dataset, (j) => j % 3 !== 1);
  for (const used of [dataset, half]) {
    const compiled = statistic.compile(used);
    for (const npred of signals) {
      const found = new Float64Array(npred.length).fill(Number.NaN);
      compiled.gradient?.(npred, found);
      for (const [j, value] of found.entries()) checkSlope(compiled, npred, j, value, used.maskSafe[j] !== 0);
    }
  }
}

function checkSlope(compiled: CompiledStatistic, npred: Float64Array, j: number, found: number, isUsed: boolean): void {
  check(isUsed || found === 0, `The gradient is ${found} in bin ${j}, which is not in use; expected 0.`);
  const h = 1e-4 * npred[j];
  const at = (factor: number) => compiled.value(npred.map((one, k) => (k === j ? one + factor * h : one)));
  // Differences of the fourth order, and the digits they lose.
  const expected = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
  const noise = (1e-14 / h) * Math.abs(compiled.value(npred));
  const close = Math.abs(found - expected) <= 1e-6 * (Math.abs(expected) + 1e-3) + noise;
  check(close, `The gradient in bin ${j} is ${found} at ${npred[j]}, differences give ${expected}.`);
}
