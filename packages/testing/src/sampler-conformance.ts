import { type Chain, isGammakitError, type Objective, type Sampler } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { bowl, objectiveOf, tiltedBowl } from "./problems.ts";
import { describeError } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** How a sampler is tried. */
export interface SamplerConformanceOptions {
  /** Allowed distance of means, widths and correlations from those of the distribution, as a fraction of the width; 0.1 where absent. */
  readonly tolerance?: number;
}

/** No chain of these small problems needs more calls than this; a sampler that makes more does not end. */
const endless = 3_000_000;

/**
 * What every sampler must do, as cases for any test runner:
 * `for (const { name, run } of samplerConformance(mySampler({ seed: 1, steps: 5000 }))) test(name, run)`.
 * A sampler with its seed gives the same chain each time, so what passes once passes always.
 */
export function samplerConformance(
  sampler: Sampler,
  { tolerance = 0.1 }: SamplerConformanceOptions = {},
): readonly ConformanceCase[] {
  return [
    { name: "it has an id", run: async () => check(sampler.id !== "", "The id is empty.") },
    { name: "gives a chain whose sizes fit", run: () => checkSizes(sampler) },
    { name: "finds the moments of a Gaussian", run: () => checkGaussian(sampler, tolerance) },
    { name: "finds the correlation of a tilted Gaussian", run: () => checkTilted(sampler, tolerance) },
    {
      name: "finds widths that differ ten-thousand-fold",
      run: () => checkScales(sampler, tolerance),
    },
    { name: "stays inside the bounds, and fills them", run: () => checkBounds(sampler, tolerance) },
    { name: "keeps out of where the function is undefined", run: () => checkUndefined(sampler) },
    { name: "gives ln P of each sample", run: () => checkLogProbability(sampler) },
    {
      name: "gives the same chain each time, to the bit",
      run: async () => checkSame("The chain", await sample(sampler, gaussian()), await sample(sampler, gaussian())),
    },
    { name: "leaves its input alone", run: () => checkUntouched(sampler) },
    { name: "stops when aborted", run: () => checkAborted(sampler) },
    { name: "lets the function's own errors through", run: () => checkThrowing(sampler) },
  ];
}

function gaussian(): Objective {
  return bowl([2, -1], [0.5, 3], { start: [2.2, 0], step: [0.5, 3] }).objective;
}

async function sample(sampler: Sampler, objective: Objective): Promise<Chain> {
  let calls = 0;
  const evaluate = (x: Float64Array): number => {
    check(++calls <= endless, `It does not end: ${endless} calls of the function.`);
    return objective.evaluate(x);
  };
  return sampler.sample({ ...objective, evaluate });
}

function checkShape({ names, samples, logProbability }: Chain, objective: Objective): void {
  const n = objective.names.length;
  checkSame("The names", [...objective.names], [...names]);
  check(
    samples.length === n * logProbability.length,
    `${samples.length} numbers for ${logProbability.length} samples.`,
  );
}

async function checkSizes(sampler: Sampler): Promise<void> {
  const chain = await sample(sampler, gaussian());
  checkShape(chain, gaussian());
  check(chain.logProbability.length >= 100, `The chain has ${chain.logProbability.length} samples; 100 are asked for.`);
}

async function checkGaussian(sampler: Sampler, tolerance: number): Promise<void> {
  const { mean, sigma } = moments(await sample(sampler, gaussian()));
  near("The mean", mean[0], 2, tolerance * 0.5);
  near("The mean", mean[1], -1, tolerance * 3);
  near("The width", sigma[0], 0.5, tolerance * 0.5);
  near("The width", sigma[1], 3, tolerance * 3);
}

async function checkTilted(sampler: Sampler, tolerance: number): Promise<void> {
  const { objective } = tiltedBowl([1, 2], 0.8);
  const { sigma, correlation } = moments(await sample(sampler, { ...objective, start: Float64Array.of(1, -2) }));
  near("The width", sigma[0], 1, tolerance);
  near("The width", sigma[1], 2, 2 * tolerance);
  near("The correlation", correlation, 0.8, tolerance);
}

async function checkScales(sampler: Sampler, tolerance: number): Promise<void> {
  const { objective } = bowl([1e2, 1e-2], [1e1, 1e-3], { start: [1e2, 1e-2], step: [10, 1e-3] });
  const { mean, sigma } = moments(await sample(sampler, objective));
  near("The mean", mean[0], 100, 10 * tolerance);
  near("The mean", mean[1], 0.01, 1e-3 * tolerance);
  near("The width", sigma[0], 10, 10 * tolerance);
  near("The width", sigma[1], 1e-3, 1e-3 * tolerance);
}

/** A Gaussian of which only one half is inside: its mean is σ √(2/π). */
async function checkBounds(sampler: Sampler, tolerance: number): Promise<void> {
  const { objective } = bowl([0, 5], [2, 1], { start: [1, 5], lower: [0, 0], upper: [100, 10], step: [1, 1] });
  let outside: Float64Array | undefined;
  const isInside = (x: ArrayLike<number>) =>
    Array.from(x).every((value, i) => value >= objective.lower[i] && value <= objective.upper[i]);
  const evaluate = (x: Float64Array): number => {
    if (!isInside(x)) outside ??= x.slice();
    return objective.evaluate(x);
  };
  const chain = await sample(sampler, { ...objective, evaluate });
  check(outside === undefined, `The function was asked for at (${outside?.join(", ")}), outside the bounds.`);
  for (let k = 0; k < chain.samples.length; k += 2) {
    const x = chain.samples.subarray(k, k + 2);
    check(isInside(x), `The sample (${x.join(", ")}) is outside the bounds.`);
  }
  near("The mean of half a Gaussian", moments(chain).mean[0], 2 * Math.sqrt(2 / Math.PI), 2 * tolerance);
}

async function checkUndefined(sampler: Sampler): Promise<void> {
  // An exponential distribution, and nothing below 0.
  const evaluate = (x: Float64Array): number => (x[0] > 0 ? 2 * x[0] : x[0] === 0 ? Infinity : Number.NaN);
  const chain = await sample(sampler, objectiveOf(evaluate, [1], { step: [1] }));
  check(
    chain.samples.every((value) => value > 0),
    "There are samples where the function is undefined or infinite.",
  );
}

async function checkLogProbability(sampler: Sampler): Promise<void> {
  const objective = gaussian();
  const { samples, logProbability } = await sample(sampler, objective);
  logProbability.forEach((found, k) => {
    const expected = -0.5 * objective.evaluate(samples.slice(2 * k, 2 * k + 2));
    check(
      Math.abs(found - expected) <= 1e-9 * (1 + Math.abs(expected)),
      `ln P of sample ${k} is ${found}, and −½ of the function is ${expected}.`,
    );
  });
}

async function checkUntouched(sampler: Sampler): Promise<void> {
  const objective = { ...gaussian(), lower: Float64Array.of(-10, -30), upper: Float64Array.of(20, 30) };
  const keys = ["names", "start", "lower", "upper", "step"] as const;
  const before = structuredClone(keys.map((key) => objective[key]));
  await sample(sampler, objective);
  for (const [k, key] of keys.entries()) checkSame(`"${key}" of the objective`, before[k], objective[key]);
}

async function checkAborted(sampler: Sampler): Promise<void> {
  for (const when of [0, 40]) {
    const controller = new AbortController();
    if (when === 0) controller.abort();
    let calls = 0;
    const objective = gaussian();
    const evaluate = (x: Float64Array): number => {
      if (++calls === when) controller.abort();
      return objective.evaluate(x);
    };
    try {
      // It may give what it has, or say that it was aborted.
      checkShape(await sampler.sample({ ...objective, evaluate }, { signal: controller.signal }), objective);
    } catch (error) {
      check(isGammakitError(error, "aborted"), `It ends with ${describeError(error)}, expected the code "aborted".`);
    }
    check(calls - when <= 500, `It made ${calls - when} calls after the abort; 500 are fair.`);
  }
}

async function checkThrowing(sampler: Sampler): Promise<void> {
  const own = new Error("the function's own error");
  let calls = 0;
  const objective = gaussian();
  const evaluate = (x: Float64Array): number => {
    if (++calls === 8) throw own;
    return objective.evaluate(x);
  };
  let caught: unknown;
  try {
    await sampler.sample({ ...objective, evaluate });
  } catch (error) {
    caught = error;
  }
  check(caught === own, "An error thrown by the function did not reach the caller as it is.");
}

/** Means and widths of the parameters, and the correlation of the first two. */
function moments({ samples, logProbability }: Chain) {
  const count = logProbability.length;
  const n = samples.length / count;
  const mean = new Float64Array(n);
  for (let k = 0; k < samples.length; k++) mean[k % n] += samples[k] / count;
  const variance = new Float64Array(n);
  let covariance = 0;
  for (let k = 0; k < samples.length; k++) variance[k % n] += (samples[k] - mean[k % n]) ** 2 / count;
  if (n > 1) {
    for (let k = 0; k < samples.length; k += n) {
      covariance += ((samples[k] - mean[0]) * (samples[k + 1] - mean[1])) / count;
    }
  }
  return { mean, sigma: variance.map(Math.sqrt), correlation: covariance / Math.sqrt(variance[0] * variance[1]) };
}

function near(what: string, found: number, expected: number, allowed: number): void {
  check(Math.abs(found - expected) <= allowed, `${what} is ${found}, expected ${expected} within ${allowed}.`);
}
