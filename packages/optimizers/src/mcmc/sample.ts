import { type Chain, createPause, GammakitError, log, type Objective, pow, type RunContext } from "@gammakit/core";
import type { EnsembleOptions } from "../ensemble.ts";
import { createRandom, type Random } from "../random.ts";
import { checkObjective, clamp } from "../search/problem.ts";
import { diagnose } from "./diagnose.ts";

/*
 * Goodman, J. & Weare, J. 2010, Commun. Appl. Math. Comput. Sci. 5, 65: the stretch move, eq. (7) to (9).
 * Foreman-Mackey, D. et al. 2013, PASP 125, 306: halves that move in turn (algorithm 3).
 */

/** Most samples times parameters that are kept: 800 MB. */
const mostNumbers = 1e8;

/** How often a walker looks for a place to begin. */
const mostTries = 1000;

/** The ensemble at one moment. */
interface Walkers {
  readonly size: number;
  /** Row-major [walker × parameter]. */
  readonly x: Float64Array;
  readonly logP: Float64Array;
}

/** Draws from exp(−½ f) within the limits. */
export async function sampleByStretches(
  objective: Objective,
  options: EnsembleOptions,
  context?: RunContext,
): Promise<Chain> {
  checkObjective(objective);
  const n = objective.start.length;
  const { steps = 3000, burnIn = 500, thin = 1, stretch = 2, seed = 0 } = options;
  // Those whose limits are equal stay there: walkers move in the space of the others.
  const free = objective.lower.filter((lower, i) => lower < objective.upper[i]).length;
  const size = checkWalkers(options.walkers ?? Math.max(32, 4 * free), free);
  const kept = Math.floor(steps / thin);
  checkSize(kept, size, n);
  const random = createRandom(seed);
  const logP = compileLogP(objective);
  const walkers = placeWalkers(objective, size, random, logP);
  const samples = new Float64Array(kept * size * n);
  const logProbability = new Float64Array(kept * size);
  const pause = createPause();
  let done = 0;
  let accepted = 0;
  let aborted = false;
  for (let k = 0; k < burnIn + steps; k++) {
    await pause();
    aborted = context?.signal?.aborted ?? false;
    if (aborted) break;
    const moved = moveAll(walkers, n, free, stretch, random, logP);
    if ((k + 1) % 50 === 0) context?.onProgress?.(k + 1, burnIn + steps);
    if (k < burnIn) continue;
    accepted += moved;
    if ((k - burnIn + 1) % thin !== 0 || done === kept) continue;
    samples.set(walkers.x, done * size * n);
    logProbability.set(walkers.logP, done * size);
    done++;
  }
  const drawn = samples.subarray(0, done * size * n).slice();
  const tried = done * thin * size;
  return {
    names: objective.names,
    samples: drawn,
    logProbability: logProbability.subarray(0, done * size).slice(),
    walkers: size,
    status: aborted ? "aborted" : "complete",
    ...diagnose(drawn, size, objective, {
      thin,
      acceptance: tried > 0 ? Math.min(1, accepted / tried) : Number.NaN,
      aborted,
    }),
  };
}

function checkWalkers(walkers: number, n: number): number {
  if (walkers % 2 === 0 && walkers >= 2 * n) return walkers;
  throw new GammakitError(
    "invalid-input",
    `An ensemble of ${walkers} walkers cannot sample ${n} parameters: the number must be even and at least ${2 * n}.`,
    { walkers, parameters: n },
  );
}

function checkSize(kept: number, size: number, n: number): void {
  if (kept < 1) throw new GammakitError("invalid-input", "No sample would be kept: thin is larger than steps.");
  if (kept * size * n <= mostNumbers) return;
  throw new GammakitError(
    "limit-exceeded",
    `${kept} samples of ${size} walkers and ${n} parameters do not fit into memory. Take fewer steps, or thin them.`,
    { samples: kept, walkers: size, parameters: n },
  );
}

/** ln P = −½ f, −Infinity outside the limits and where the function is undefined. */
function compileLogP({ lower, upper, evaluate }: Objective): (x: Float64Array) => number {
  return (x) => {
    for (let i = 0; i < x.length; i++) if (!(x[i] >= lower[i] && x[i] <= upper[i])) return Number.NEGATIVE_INFINITY;
    const value = -0.5 * evaluate(x);
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  };
}

/** Walkers around the start, closer to it where the function is undefined farther out. */
function placeWalkers(
  { names, start, lower, upper, step }: Objective,
  size: number,
  random: Random,
  logP: (x: Float64Array) => number,
): Walkers {
  const n = start.length;
  const x = new Float64Array(size * n);
  const values = new Float64Array(size);
  for (let w = 0; w < size; w++) {
    let width = 1;
    for (let k = 0; ; k++) {
      const place = start.map((center, i) => {
        const from = clamp(center, lower[i], upper[i]);
        const move = from + width * step[i] * random.normal();
        // A walker that would leave is reflected into the limits, where it can be.
        const mirrored = move < lower[i] ? 2 * lower[i] - move : move > upper[i] ? 2 * upper[i] - move : move;
        return clamp(mirrored, lower[i], upper[i]);
      });
      const value = logP(place);
      if (value > Number.NEGATIVE_INFINITY) {
        x.set(place, w * n);
        values[w] = value;
        break;
      }
      if (k >= mostTries) {
        throw new GammakitError(
          "invalid-input",
          `The function is not a number around the start (${names.map((name, i) => `${name} = ${start[i]}`).join(", ")}). Start from a best fit, with its errors as steps.`,
          { start: Array.from(start) },
        );
      }
      if (k % 10 === 9) width /= 2;
    }
  }
  return { size, x, logP: values };
}

/** Moves each half of the ensemble along lines through walkers of the other; how many proposals were accepted. */
function moveAll(
  { size, x, logP }: Walkers,
  n: number,
  dimensions: number,
  stretch: number,
  random: Random,
  logPAt: (x: Float64Array) => number,
): number {
  const half = size / 2;
  let accepted = 0;
  for (let w = 0; w < size; w++) {
    const other = (w < half ? half : 0) + random.below(half);
    // z from g(z) ∝ 1/√z between 1/a and a.
    const z = pow((stretch - 1) * random.uniform() + 1, 2) / stretch;
    const proposal = new Float64Array(n);
    for (let i = 0; i < n; i++) proposal[i] = x[other * n + i] + z * (x[w * n + i] - x[other * n + i]);
    const value = logPAt(proposal);
    if (log(1 - random.uniform()) >= (dimensions - 1) * log(z) + value - logP[w]) continue;
    x.set(proposal, w * n);
    logP[w] = value;
    accepted++;
  }
  return accepted;
}
