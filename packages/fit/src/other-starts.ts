import { createPause, type MinimizeResult } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";
import type { CompiledFit } from "./objective.ts";
import { freeIndex } from "./parameter-index.ts";
import { type StartsTried, type StartValues, sameMinimum, startingAt } from "./start-values.ts";

/** Minimizes from each of `starts`, too, after the search that ended in `first`. */
export async function tryOtherStarts(
  compiled: CompiledFit,
  first: MinimizeResult,
  starts: readonly StartValues[],
  { optimizer, context }: FitOptions,
): Promise<StartsTried> {
  const { objective } = compiled;
  const vectors = starts.map((start) => vectorOf(compiled, start));
  const found = [first];
  const pause = createPause();
  for (const start of vectors) {
    await pause();
    if (context?.signal?.aborted) break;
    found.push(await optimizer.minimize(startingAt(objective, start), context));
  }
  const lowest = Math.min(...found.map(({ value }) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)));
  const near = found.filter(({ value }) => value <= lowest + sameMinimum * objective.up);
  const converged = near.filter(({ status }) => status === "converged");
  const [best = found[0]] = [...(converged.length > 0 ? converged : near)].sort((a, b) => a.value - b.value);
  return {
    best,
    from: found.findIndex((end) => end.status === best.status && (end === best || near.includes(end))),
    endings: found.map(({ status, value }) => ({ status, stat: value })),
    evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}

function vectorOf({ objective, layout, scale }: CompiledFit, values: StartValues): Float64Array {
  const start = objective.start.slice();
  for (const [name, value] of Object.entries(values)) {
    const i = freeIndex(layout, name);
    start[i] = Math.min(Math.max(value / scale[i], objective.lower[i]), objective.upper[i]);
  }
  return start;
}
