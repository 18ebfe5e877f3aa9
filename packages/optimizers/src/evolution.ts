import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { createPause } from "@gammakit/core";
import { dampedSearch } from "./damped.ts";
import type { DifferentialEvolutionOptions } from "./differential-evolution.ts";
import { createRandom, type Random } from "./random.ts";
import { clamp, type Ending, type Point, type Problem, runSearch } from "./search/problem.ts";
import { endingOf, settle } from "./search/settle.ts";

/*
 * Storn, R. & Price, K. 1997, J. Global Optim. 11, 341: DE/rand/1/bin.
 * Price, Storn & Lampinen 2005, Differential Evolution, ch. 2: dither of F; points that leave the bounds land between base and bound.
 */

/** Probability that a component comes from the mutant. */
const crossover = 0.9;

/** Searches with a population, then from its best point. */
export async function searchByEvolution(
  objective: Objective,
  options: DifferentialEvolutionOptions,
  context?: RunContext,
): Promise<MinimizeResult> {
  const { generations = 2000, maxEvaluations, polish = true } = options;
  const sizeFor = (n: number): number => options.population ?? clamp(15 * n, 40, 200);
  const limit = (n: number): number => maxEvaluations ?? sizeFor(n) * (generations + 1) + 1000 + 200 * n + 50 * n * n;
  const outer = typeof polish === "object" ? polish : undefined;
  let handOver = false;
  const result = await runSearch(objective, limit, context, async (problem): Promise<Ending> => {
    const evolved = await evolve(problem, sizeFor(problem.n), generations, options);
    const { x, value } = problem.best();
    if (!Number.isFinite(value)) {
      return {
        x: problem.start,
        value,
        status: "failed",
        message: "The function is not a number at any point of the first population.",
      };
    }
    const diagnostics = { generations: evolved.generations, spread: evolved.spread };
    if (!evolved.done) {
      const message = `The population still differed by ${evolved.spread.toPrecision(2)} after ${evolved.generations} generations.`;
      return { x, value, status: "max-evaluations", message, diagnostics };
    }
    handOver = outer !== undefined;
    if (handOver) return { x, value, status: "failed", message: "", diagnostics };
    const ending = polish ? dampedSearch(problem, {}, x) : endingOf(problem, settle(problem, { x, value }, 1e-6));
    return { ...ending, diagnostics: { ...ending.diagnostics, ...diagnostics } };
  });
  if (outer === undefined || !handOver) return result;
  const polished = await outer.minimize({ ...objective, start: result.x }, context);
  return {
    ...polished,
    evaluations: result.evaluations + polished.evaluations,
    diagnostics: { ...result.diagnostics, ...polished.diagnostics },
  };
}

interface Evolved {
  readonly done: boolean;
  readonly generations: number;
  /** Difference of the function between the best and the worst point. */
  readonly spread: number;
}

async function evolve(
  problem: Problem,
  size: number,
  generations: number,
  options: DifferentialEvolutionOptions,
): Promise<Evolved> {
  const { tolerance = 0.01, seed = 0 } = options;
  const random = createRandom(seed);
  const pause = createPause();
  const points = firstPoints(problem, size, random, options);
  let spread = Number.POSITIVE_INFINITY;
  for (let generation = 1; generation <= generations; generation++) {
    await pause();
    for (let k = 0; k < size; k++) {
      const trial = trialFor(problem, points, k, random);
      const value = problem.value(trial);
      if (value <= points[k].value) points[k] = { x: trial, value };
    }
    const values = points.map((point) => point.value);
    const lowest = Math.min(...values);
    spread = Math.max(...values) - lowest;
    if (Number.isNaN(spread)) return { done: false, generations: generation, spread };
    const enough = Math.max(tolerance * problem.up, 1e-13 * Math.abs(lowest));
    if (spread <= enough) return { done: true, generations: generation, spread };
  }
  return { done: false, generations, spread };
}

/** Points in the box, the start among them: the search never ends higher than it began. */
function firstPoints(
  problem: Problem,
  size: number,
  random: Random,
  { box = "limits", spread = 5 }: DifferentialEvolutionOptions,
): Point[] {
  const { start, lower, upper, step } = problem;
  return Array.from({ length: size }, (_, k) => {
    const x = start.map((center, i) => {
      if (k === 0) return center;
      const bounded = box === "limits" && Number.isFinite(lower[i]) && Number.isFinite(upper[i]);
      const from = bounded ? lower[i] : Math.max(lower[i], center - spread * step[i]);
      const to = bounded ? upper[i] : Math.min(upper[i], center + spread * step[i]);
      return from + (to - from) * random.uniform();
    });
    return { x, value: problem.value(x) };
  });
}

/** A mutant of three other points, crossed with point `k`. */
function trialFor({ n, lower, upper }: Problem, points: readonly Point[], k: number, random: Random): Float64Array {
  const [a, b, c] = threeOthers(points.length, k, random);
  const factor = 0.5 + 0.5 * random.uniform();
  const forced = random.below(n);
  return points[k].x.map((own, i) => {
    const taken = random.uniform() < crossover || i === forced;
    if (!taken) return own;
    const base = points[a].x[i];
    const mutant = base + factor * (points[b].x[i] - points[c].x[i]);
    if (mutant < lower[i]) return lower[i] + random.uniform() * (base - lower[i]);
    if (mutant > upper[i]) return upper[i] - random.uniform() * (upper[i] - base);
    return Number.isFinite(mutant) ? mutant : own;
  });
}

function threeOthers(size: number, k: number, random: Random): readonly [number, number, number] {
  const taken = [k];
  while (taken.length < 4) {
    const candidate = random.below(size);
    if (!taken.includes(candidate)) taken.push(candidate);
  }
  return [taken[1], taken[2], taken[3]];
}
