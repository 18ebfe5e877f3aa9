import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import type { NelderMeadOptions } from "./nelder-mead.ts";
import { clamp, type Point, type Problem, runSearch } from "./search/problem.ts";
import { endingOf, type Settled, settle } from "./search/settle.ts";

/*
 * Nelder, J. A. & Mead, R. 1965, Comput. J. 7, 308: the simplex, and the surface that ends it.
 * Gao, F. & Han, L. 2012, Comput. Optim. Appl. 51, 259: coefficients for n parameters, eq. (4.1).
 * Luersen, M. A. & Le Riche, R. 2004, Comput. Struct. 82, 2251: projection on bounds, and restarts of collapsed simplices.
 */

/** Spread of the function over the simplex, in units of `up`, at which the surroundings are looked at. */
const collapsed = 1e-4;

/** Searches by simplices, until second differences say that there is a minimum. */
export function searchBySimplex(
  objective: Objective,
  { tolerance = 1e-6, maxEvaluations, restarts = 10 }: NelderMeadOptions,
  context?: RunContext,
): Promise<MinimizeResult> {
  return runSearch(
    objective,
    (n) => maxEvaluations ?? 2000 * (n + 1),
    context,
    (problem) => {
      let best: Point = { x: problem.start, value: problem.value(problem.start) };
      let sizes = problem.step;
      let settled: Settled | undefined;
      for (let k = 0; k <= restarts; k++) {
        best = descend(problem, best, sizes, k % 2 === 0 ? 1 : -1);
        if (!Number.isFinite(best.value)) {
          return {
            ...best,
            status: "failed",
            message: "The function is not a number at the start, nor a step away from it.",
          };
        }
        const before = settled;
        settled = settle(problem, best, tolerance);
        if (settled.kind === "minimum") break;
        if (settled.kind === "flat" && before?.kind === "flat" && !(settled.value < before.value - problem.up)) break;
        best = settled;
        sizes = newSizes(problem, settled, k);
      }
      return endingOf(problem, settled as Settled);
    },
  );
}

/** The edges of a new simplex: errors where there are any, else steps that become longer and shorter in turn. */
function newSizes({ step }: Problem, { errors }: Settled, k: number): Float64Array {
  const factor = [1, 0.1, 10, 0.01, 100][k % 5];
  return step.map((size, i) => (errors[i] > 0 && Number.isFinite(errors[i]) ? errors[i] : factor * size));
}

/** The lowest point of a simplex that began around `from`, when it has collapsed. */
function descend(problem: Problem, from: Point, sizes: Float64Array, sign: number): Point {
  const { n, up } = problem;
  const vertices = firstSimplex(problem, from, sizes, sign);
  const least = Array.from(problem.step, (step) => 1e-10 * step);
  for (;;) {
    vertices.sort((a, b) => a.value - b.value);
    const best = vertices[0];
    const spread = vertices[n].value - best.value;
    if (spread <= Math.max(collapsed * up, 4e-15 * Math.abs(best.value))) return best;
    const tiny = best.x.every((x, i) =>
      vertices.every((vertex) => Math.abs(vertex.x[i] - x) <= Math.max(least[i], 4e-16 * Math.abs(x))),
    );
    if (tiny || !Number.isFinite(best.value)) return best;
    moveWorst(problem, vertices);
  }
}

function firstSimplex(problem: Problem, from: Point, sizes: Float64Array, sign: number): Point[] {
  const { lower, upper } = problem;
  const corners = Array.from(sizes, (size, i) => {
    const inside = (move: number): number => clamp(from.x[i] + move, lower[i], upper[i]);
    const [there, back] = [inside(sign * size), inside(-sign * size)];
    // At a bound the step goes inward.
    const value = Math.abs(there - from.x[i]) >= 0.5 * Math.abs(back - from.x[i]) ? there : back;
    const x = from.x.with(i, value);
    return { x, value: problem.value(x) };
  });
  return [from, ...corners];
}

/** Replaces the worst of the ordered vertices, or draws all towards the best. */
function moveWorst(problem: Problem, vertices: Point[]): void {
  const n = vertices.length - 1;
  // For one parameter the coefficients are those of Nelder and Mead.
  const [expansion, contraction, shrinkage] = n < 2 ? [2, 0.5, 0.5] : [1 + 2 / n, 0.75 - 1 / (2 * n), 1 - 1 / n];
  const worst = vertices[n];
  const center = new Float64Array(n);
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) center[i] += vertices[k].x[i] / n;
  const along = (factor: number): Point => {
    const x = center.map((c, i) => clamp(c + factor * (c - worst.x[i]), problem.lower[i], problem.upper[i]));
    return { x, value: x.every(Number.isFinite) ? problem.value(x) : Number.POSITIVE_INFINITY };
  };
  const reflected = along(1);
  if (reflected.value < vertices[0].value) {
    const expanded = along(expansion);
    vertices[n] = expanded.value < reflected.value ? expanded : reflected;
    return;
  }
  if (reflected.value < vertices[n - 1].value) {
    vertices[n] = reflected;
    return;
  }
  const outside = reflected.value < worst.value;
  const contracted = along(outside ? contraction : -contraction);
  if (contracted.value < (outside ? reflected.value : worst.value)) {
    vertices[n] = contracted;
    return;
  }
  for (let k = 1; k <= n; k++) {
    const x = vertices[0].x.map((best, i) => best + shrinkage * (vertices[k].x[i] - best));
    vertices[k] = { x, value: problem.value(x) };
  }
}
