import type { Objective, Optimizer } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { assertClose } from "./compare.ts";
import { behaviorCases } from "./optimizer-behavior.ts";
import { bowl, type KnownProblem, poissonFit, rosenbrock, tiltedBowl } from "./problems.ts";

/** What an optimizer's author may add to the suite. */
export interface OptimizerConformanceOptions {
  /** The same optimizer told to give up after `maxCalls` calls, where it can be. */
  readonly limited?: { readonly optimizer: Optimizer; readonly maxCalls: number };
}

/** Largest distance above the minimum that counts as found, in units of `up`: 3 % of an error bar. */
const tolerance = 1e-3;

/**
 * What every optimizer must do: find known minima, stay inside bounds, survive undefined regions, obey an abort signal, give
 * the same answer twice, leave its input alone, and tell the truth about how it ended.
 * Cases are plain, for any test runner; each throws an Error that says what is wrong.
 */
export function optimizerConformance(
  optimizer: Optimizer,
  options: OptimizerConformanceOptions = {},
): readonly ConformanceCase[] {
  const minima: readonly (readonly [string, () => KnownProblem])[] = [
    ["a bowl of one parameter", () => bowl([2], [0.5])],
    ["a bowl of two parameters", () => bowl([2, -1], [0.5, 3])],
    ["a tilted bowl with correlation 0.95", () => tiltedBowl([1, 2], 0.95)],
    [
      "a bowl whose parameters differ a million-fold in scale",
      () => bowl([1e3, 1e-3], [1e2, 1e-4], { step: [10, 1e-5] }),
    ],
    ["a bowl from a step a hundred times too small", () => bowl([5, 5], [1, 1], { step: [1e-2, 1e-2] })],
    ["a bowl from a step a hundred times too large", () => bowl([5, 5], [1, 1], { step: [1e2, 1e2] })],
    ["Rosenbrock's valley", rosenbrock],
    ["a fit to Poisson counts", poissonFit],
    ["a bowl of twenty parameters", twentyParameters],
    [
      "a bowl inside limits on both sides",
      () => bowl([1, 2], [1, 1], { start: [0, 0], lower: [-5, -5], upper: [5, 5] }),
    ],
    ["a minimum on a lower bound", () => edge([0, 2], [0, -9], [9, 9])],
    ["a minimum on an upper bound", () => edge([-2, 3], [-9, -9], [-1.5, 9])],
  ];
  return [
    ...minima.map(([name, make]) => ({ name: `finds ${name}`, run: () => findMinimum(optimizer, make()) })),
    ...behaviorCases(optimizer),
    ...uncertaintyCases(optimizer),
    ...(options.limited ? [limitCase(options.limited.optimizer, options.limited.maxCalls)] : []),
  ];
}

function twentyParameters(): KnownProblem {
  const index = [...Array(20).keys()];
  return bowl(
    index.map((i) => i - 10),
    index.map((i) => 0.5 + 0.1 * i),
  );
}

/** A bowl around (−1, 3) cut by bounds: the minimum is on the bound of the first parameter. */
function edge(start: readonly number[], lower: readonly number[], upper: readonly number[]): KnownProblem {
  const { objective, errors } = bowl([-1, 3], [1, 1], { start, lower, upper });
  const minimum = [Math.min(Math.max(-1, lower[0]), upper[0]), 3];
  return { objective, errors, minimum, value: objective.evaluate(Float64Array.from(minimum)) };
}

async function findMinimum(optimizer: Optimizer, problem: KnownProblem): Promise<void> {
  const { objective, value } = problem;
  const result = await optimizer.minimize(objective);
  check(
    result.status === "converged",
    `The search ended as "${result.status}" (${result.message}) at ${list(result.x)}; the minimum is at ${problem.minimum.join(", ")}.`,
  );
  const above = result.value - value;
  check(
    above <= tolerance * objective.up,
    `The search says "converged" at ${list(result.x)}, ${above} above the minimum at ${problem.minimum.join(", ")}.`,
  );
  const inside = result.x.every((x, i) => x >= objective.lower[i] && x <= objective.upper[i]);
  check(inside, `The best values ${list(result.x)} are outside the bounds.`);
}

function uncertaintyCases(optimizer: Optimizer): readonly ConformanceCase[] {
  return [
    {
      name: "gives the covariance of a known quadratic, if any",
      run: async () => {
        const { objective } = tiltedBowl([1, 2], 0.5);
        const { covariance } = await optimizer.minimize(objective);
        if (covariance === undefined) return;
        assertClose(covariance, [1, 1, 1, 4], { relative: 0.01, label: "covariance" });
      },
    },
    {
      name: "gives the interval of a known quadratic, if any",
      run: async () => {
        if (optimizer.interval === undefined) return;
        const { objective } = tiltedBowl([1, 2], 0.5);
        const result = await optimizer.minimize(objective);
        const interval = await optimizer.interval(objective, result, 1, 2);
        assertClose([interval.lower, interval.upper], [4, 4], { relative: 0.02, label: "two-sigma interval" });
      },
    },
    {
      name: "says that an interval does not exist beyond a bound, if it gives any",
      run: async () => {
        if (optimizer.interval === undefined) return;
        const { objective } = bowl([1], [2], { start: [2], lower: [0] });
        const result = await optimizer.minimize(objective);
        const interval = await optimizer.interval(objective, result, 0, 1);
        check(Number.isNaN(interval.lower), `The lower end is ${interval.lower}, past the bound; it must be NaN.`);
        check(Boolean(interval.reason), "The interval has no lower end and gives no reason.");
        assertClose(interval.upper, 2, { relative: 0.02, label: "upper end" });
      },
    },
  ];
}

function limitCase(optimizer: Optimizer, maxCalls: number): ConformanceCase {
  return {
    name: `gives up after ${maxCalls} calls when told to`,
    run: async () => {
      const { objective } = rosenbrock();
      const counted = countCalls(objective);
      const result = await optimizer.minimize(counted.objective);
      const allowed = 2 * maxCalls + 10 * objective.start.length;
      check(counted.calls() <= allowed, `It made ${counted.calls()} calls where ${maxCalls} were allowed.`);
      check(result.status === "max-evaluations", `The status is "${result.status}", expected "max-evaluations".`);
    },
  };
}

/** An objective that counts its calls. */
function countCalls(objective: Objective): { readonly objective: Objective; readonly calls: () => number } {
  let calls = 0;
  const evaluate = (x: Float64Array): number => {
    calls++;
    return objective.evaluate(x);
  };
  return { objective: { ...objective, evaluate }, calls: () => calls };
}

/** A vector for a message. */
function list(x: ArrayLike<number>): string {
  return `(${Array.from(x, (value) => Number(value.toPrecision(6))).join(", ")})`;
}
