import type { Objective, Optimizer } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { bowl, objectiveOf, rosenbrock, tiltedBowl } from "./problems.ts";

/** No search of these small problems needs more calls than this; one that makes more does not end. */
const endless = 200_000;

/** How an optimizer must behave, whatever it finds. */
export function behaviorCases(optimizer: Optimizer): readonly ConformanceCase[] {
  return [
    { name: "never asks for the function outside the bounds", run: () => staysInside(optimizer) },
    { name: "finds a minimum beside a region where the function is undefined", run: () => undefinedRegion(optimizer) },
    {
      name: "does not claim success where the function is undefined everywhere",
      run: () => undefinedEverywhere(optimizer),
    },
    { name: "does not claim success on a slope without end", run: () => noMinimum(optimizer) },
    { name: "ends on a flat function", run: () => flat(optimizer) },
    { name: "does nothing when aborted before it starts", run: () => abortedBefore(optimizer) },
    { name: "stops when aborted on the way", run: () => abortedDuring(optimizer) },
    { name: "lets the function's own errors through", run: () => throwing(optimizer) },
    { name: "gives the same answer twice, to the bit", run: () => repeatable(optimizer) },
    { name: "leaves its input alone", run: () => inputUntouched(optimizer) },
    { name: "gives a result that does not change afterwards", run: () => resultOwned(optimizer) },
    { name: "reports the value at the point it reports", run: () => consistent(optimizer) },
    { name: "counts its calls", run: () => counts(optimizer) },
  ];
}

async function staysInside(optimizer: Optimizer): Promise<void> {
  const { objective } = bowl([-1, 3], [1, 1], { start: [1, 2], lower: [0, 1], upper: [10, 3.5], step: [1, 1] });
  let outside: Float64Array | undefined;
  const evaluate = (x: Float64Array): number => {
    if (x.some((value, i) => !(value >= objective.lower[i] && value <= objective.upper[i])))
      outside ??= Float64Array.from(x);
    return objective.evaluate(x);
  };
  await optimizer.minimize({ ...objective, evaluate });
  check(outside === undefined, `The function was asked for at (${outside?.join(", ")}), outside the bounds.`);
}

async function undefinedRegion(optimizer: Optimizer): Promise<void> {
  const evaluate = (x: Float64Array): number => 2 * (x[0] - 3 * Math.log(x[0])) + x[1] * x[1];
  const result = await optimizer.minimize(objectiveOf(evaluate, [40, 2], { step: [10, 1] }));
  const best = 2 * (3 - 3 * Math.log(3));
  check(
    result.status !== "converged" || result.value < best + 1e-3,
    `It says "converged" at ${result.value}; the minimum is ${best}.`,
  );
  check(result.status === "converged", `The search ended as "${result.status}" (${result.message}).`);
}

async function undefinedEverywhere(optimizer: Optimizer): Promise<void> {
  const result = await optimizer.minimize(guarded(objectiveOf(() => NaN, [1, 2])));
  check(result.status !== "converged", 'It says "converged" where the function is NaN everywhere.');
}

async function noMinimum(optimizer: Optimizer): Promise<void> {
  const result = await optimizer.minimize(guarded(objectiveOf((x) => -x[0] - 2 * x[1], [1, 1])));
  check(result.status !== "converged", 'It says "converged" on a function that has no minimum.');
}

async function flat(optimizer: Optimizer): Promise<void> {
  const result = await optimizer.minimize(guarded(objectiveOf(() => 5, [1, 2])));
  check(result.value === 5, `The value is ${result.value} on a function that is 5 everywhere.`);
  check(result.covariance === undefined, "It gives a covariance for a function that constrains nothing.");
}

async function abortedBefore(optimizer: Optimizer): Promise<void> {
  const controller = new AbortController();
  controller.abort();
  let calls = 0;
  const { objective } = rosenbrock();
  const evaluate = (x: Float64Array): number => {
    calls++;
    return objective.evaluate(x);
  };
  const result = await optimizer.minimize({ ...objective, evaluate }, { signal: controller.signal });
  check(result.status === "aborted", `The status is "${result.status}", expected "aborted".`);
  check(calls <= 1, `It made ${calls} calls after the abort.`);
}

async function abortedDuring(optimizer: Optimizer): Promise<void> {
  const controller = new AbortController();
  let calls = 0;
  const { objective } = rosenbrock();
  const evaluate = (x: Float64Array): number => {
    if (++calls === 20) controller.abort();
    return objective.evaluate(x);
  };
  const result = await optimizer.minimize({ ...objective, evaluate }, { signal: controller.signal });
  check(result.status === "aborted", `The status is "${result.status}", expected "aborted".`);
  check(calls <= 120, `It made ${calls - 20} more calls after the abort; at most 100 are fair for two parameters.`);
}

async function throwing(optimizer: Optimizer): Promise<void> {
  const own = new Error("the function's own error");
  let calls = 0;
  const { objective } = rosenbrock();
  const evaluate = (x: Float64Array): number => {
    if (++calls === 8) throw own;
    return objective.evaluate(x);
  };
  let caught: unknown;
  try {
    await optimizer.minimize({ ...objective, evaluate });
  } catch (error) {
    caught = error;
  }
  check(caught === own, "An error thrown by the function did not reach the caller as it is.");
}

async function repeatable(optimizer: Optimizer): Promise<void> {
  const first = await optimizer.minimize(rosenbrock().objective);
  const second = await optimizer.minimize(rosenbrock().objective);
  const same = first.x.every((value, i) => Object.is(value, second.x[i])) && Object.is(first.value, second.value);
  check(
    same,
    `Two runs ended at ${first.x.join(", ")} and ${second.x.join(", ")}. Seed random numbers anew in each run.`,
  );
  check(first.evaluations === second.evaluations, "Two runs made different numbers of calls.");
}

async function inputUntouched(optimizer: Optimizer): Promise<void> {
  const { objective } = tiltedBowl([1, 2], 0.5);
  const bounded = { ...objective, lower: Float64Array.of(-10, -20), upper: Float64Array.of(20, 20) };
  const keys = ["start", "lower", "upper", "step"] as const;
  const before = keys.map((key) => Float64Array.from(bounded[key]));
  await optimizer.minimize(bounded);
  keys.forEach((key, k) => {
    check(
      bounded[key].every((value, i) => Object.is(value, before[k][i])),
      `It changed the "${key}" of the objective.`,
    );
  });
}

async function resultOwned(optimizer: Optimizer): Promise<void> {
  const { objective } = tiltedBowl([1, 2], 0.5);
  let last: Float64Array | undefined;
  const evaluate = (x: Float64Array): number => {
    last = x;
    return objective.evaluate(x);
  };
  const result = await optimizer.minimize({ ...objective, evaluate });
  check(result.x !== last && result.x !== objective.start, "The result shares its vector with the search.");
}

async function consistent(optimizer: Optimizer): Promise<void> {
  const { objective } = rosenbrock();
  const result = await optimizer.minimize(objective);
  const there = objective.evaluate(result.x);
  const near = Math.abs(there - result.value) <= 1e-9 * Math.max(1, Math.abs(there));
  check(near, `The function is ${there} at the best values, but the result says ${result.value}.`);
}

async function counts(optimizer: Optimizer): Promise<void> {
  const { objective } = rosenbrock();
  let calls = 0;
  const evaluate = (x: Float64Array): number => {
    calls++;
    return objective.evaluate(x);
  };
  const result = await optimizer.minimize({ ...objective, evaluate });
  check(
    result.evaluations === calls,
    `It says ${result.evaluations} evaluations, but called the function ${calls} times.`,
  );
}

/** An objective that ends a search which does not end by itself. */
function guarded(objective: Objective): Objective {
  let calls = 0;
  const evaluate = (x: Float64Array): number => {
    check(++calls <= endless, `The search does not end: ${endless} calls of the function.`);
    return objective.evaluate(x);
  };
  return { ...objective, evaluate };
}
