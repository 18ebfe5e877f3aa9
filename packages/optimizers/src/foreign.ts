import { GammakitError, type MinimizeResult, type Objective, pow, type RunContext } from "@gammakit/core";
import type { Algorithm, OptimizerFromOptions } from "./optimizer-from.ts";
import { compileFrame } from "./search/frame.ts";
import { type Point, type Problem, runSearch } from "./search/problem.ts";
import { endingOf, settle } from "./search/settle.ts";

/** Searches with an algorithm that knows nothing of objectives. */
export function searchByAlgorithm(
  objective: Objective,
  id: string,
  algorithm: Algorithm,
  { maxEvaluations, restarts = 5, tolerance = 1e-6 }: OptimizerFromOptions,
  context?: RunContext,
): Promise<MinimizeResult> {
  return runSearch(
    objective,
    (n) => maxEvaluations ?? 10_000 * (n + 1),
    context,
    async (problem) => {
      let best: Point = { x: problem.start, value: problem.value(problem.start) };
      let sizes = problem.step;
      for (let k = 0; ; k++) {
        const found = await runOnce(problem, id, algorithm, best.x, sizes, context);
        if (found.value < best.value) best = found;
        if (!Number.isFinite(best.value)) {
          return { ...best, status: "failed", message: `"${id}" found no point where the function is a number.` };
        }
        const settled = settle(problem, best, tolerance);
        if (settled.kind === "minimum" || k >= restarts) return endingOf(problem, settled);
        best = settled;
        sizes = problem.step.map((step, i) => (settled.errors[i] > 0 ? settled.errors[i] : step * pow(0.3, k + 1)));
      }
    },
  );
}

/** Where the algorithm ends, or the lowest point it has seen. */
async function runOnce(
  problem: Problem,
  id: string,
  algorithm: Algorithm,
  from: Float64Array,
  sizes: Float64Array,
  context: RunContext | undefined,
): Promise<Point> {
  const frame = compileFrame(problem, from, sizes);
  const signal = context?.signal;
  const f = (u: ArrayLike<number>): number => {
    const x = frame.toParameters(u);
    return x.every(Number.isFinite) ? problem.value(x) : Number.POSITIVE_INFINITY;
  };
  const u = await algorithm(f, frame.origin.slice(), { names: problem.names, ...(signal && { signal }) });
  const { n } = problem;
  if (
    typeof u !== "object" ||
    u === null ||
    u.length !== n ||
    !Array.from(u).every((value) => typeof value === "number")
  ) {
    throw new GammakitError(
      "invalid-input",
      `The algorithm "${id}" gave ${describe(u)} for ${n} parameter${n === 1 ? "" : "s"}. It must give their values, an array of ${n} numbers.`,
      { optimizer: id, expected: n },
    );
  }
  const value = f(u);
  const lowest = problem.best();
  return value <= lowest.value ? { x: frame.toParameters(u), value } : lowest;
}

function describe(u: unknown): string {
  if (typeof u !== "object" || u === null) return String(u);
  return "length" in u ? `${String(u.length)} values` : "an object";
}
