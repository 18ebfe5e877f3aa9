import {
  defineExtension,
  GammakitError,
  type MinimizeResult,
  type Objective,
  type Plugin,
  type RunContext,
} from "@gammakit/core";
import numeric from "numeric";
import { type Coordinate, freeCoordinate } from "./free-coordinate.js";

/** How far the search goes. */
export interface BfgsOptions {
  /** Calls of the function in all, at most. */
  readonly maxCalls?: number;
}

/** Thrown through the foreign code, which can't be asked to stop. */
class Stop extends Error {}

/**
 * The method of Broyden, Fletcher, Goldfarb and Shanno as the npm package "numeric" has it, started anew until it finds nothing
 * lower. That package knows no bounds and no steps: it gets free coordinates in units of the steps.
 */
export const bfgs = defineExtension(
  "optimizer",
  {
    id: "example/bfgs",
    summary: "BFGS of the npm package numeric, restarted until it is calm",
    optionHelp: { maxCalls: "Most calls of the function in all (20000)" },
  },
  (options: BfgsOptions = {}) => {
    const { maxCalls = 20_000, ...rest } = options;
    for (const key of Object.keys(rest)) refuse(`there is no option "${key}"; it has maxCalls`);
    if (!(maxCalls > 0)) refuse(`maxCalls must be above 0, not ${String(maxCalls)}`);
    return { minimize: (objective: Objective, context?: RunContext) => minimize(objective, maxCalls, context) };
  },
);

function refuse(what: string): never {
  throw new GammakitError("invalid-input", `example/bfgs: ${what}.`, { id: "example/bfgs" });
}

function minimize(objective: Objective, maxCalls: number, context?: RunContext): MinimizeResult {
  const coordinates = Array.from(objective.start, (_, k) => freeCoordinate(objective, k));
  const best = { x: Float64Array.from(objective.start), value: Infinity };
  let evaluations = 0;
  const f = (u: readonly number[]): number => {
    if (context?.signal?.aborted) throw new Stop("Stopped before a minimum was found.");
    if (evaluations >= maxCalls) throw new Stop(`No minimum within ${maxCalls} calls.`);
    evaluations++;
    const x = Float64Array.from(coordinates, ({ toX }, k) => toX(u[k]!));
    const value = objective.evaluate(x);
    if (value < best.value) Object.assign(best, { x, value });
    return value / objective.up;
  };
  const ended = (status: MinimizeResult["status"], message: string): MinimizeResult => ({
    ...best,
    status,
    message,
    evaluations,
  });
  try {
    return search(f, coordinates, best, objective.up)
      ? ended("converged", "A restart found nothing lower, and the function rises on all sides.")
      : ended("failed", "The search stopped where the function still falls, or has no finite value.");
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return ended(context?.signal?.aborted ? "aborted" : "max-evaluations", error.message);
  }
}

/** Searches from the best point so far until that brings nothing more; tells whether a minimum is there. */
function search(
  f: (u: readonly number[]) => number,
  coordinates: readonly Coordinate[],
  best: { readonly x: Float64Array; readonly value: number },
  up: number,
): boolean {
  const gradient = (u: readonly number[]): number[] => u.map((_, k) => slope(f, u, k));
  for (let round = 0; round < 20; round++) {
    const before = best.value;
    const from = coordinates.map(({ toFree }, k) => toFree(best.x[k]!));
    if (!Number.isFinite(f(from))) return false;
    try {
      numeric.uncmin(f as (u: number[]) => number, from, 1e-9, gradient, 200);
    } catch (error) {
      // Its words for a gradient that is not finite, or a function that is not at the start.
      if (error instanceof Stop || !/uncmin/.test(String(error))) throw error;
    }
    if (before - best.value < 1e-7 * up) return isMinimum(f, coordinates, best.x);
  }
  return false;
}

/** Central difference in one coordinate. */
function slope(f: (u: readonly number[]) => number, u: readonly number[], k: number): number {
  const h = 1e-4 * Math.max(1, Math.abs(u[k]!) * 1e-2);
  const at = (shift: number) => f(u.map((value, i) => (i === k ? value + shift : value)));
  return (at(h) - at(-h)) / (2 * h);
}

/** Whether the function is nowhere lower by much a small way from `x`, in any one coordinate. */
function isMinimum(f: (u: readonly number[]) => number, coordinates: readonly Coordinate[], x: Float64Array): boolean {
  const u = coordinates.map(({ toFree }, k) => toFree(x[k]!));
  const here = f(u);
  return u.every((_, k) =>
    [-1e-2, 1e-2].every((shift) => !(f(u.map((value, i) => (i === k ? value + shift : value))) < here - 1e-4)),
  );
}

/** The plugin of this package. */
export const bfgsPlugin: Plugin = { name: "gammakit-example-bfgs", contract: 1, extensions: [bfgs] };
