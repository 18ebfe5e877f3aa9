import type { Objective, RunContext } from "@gammakit/core";
import { judge } from "./attempts.ts";
import { computeCarefulHesse } from "./careful-hessian.ts";
import { updateGradient } from "./gradient.ts";
import type { SearchOptions } from "./options.ts";
import { type MinuitResult, resultOf } from "./result.ts";
import { createSearch, isAborted, resetMatrix, setExternal, setInternal, usableStep, valueAt } from "./search.ts";
import { guessDerivatives } from "./seed.ts";

/**
 * The second derivatives of a function at a point, and from them its covariance and errors, by HESSE (James, CERN D506,
 * section 5.4), from symmetric differences of the objective's gradient where it has one (2n calls of it), of its values
 * otherwise (about 1 + 2n + n(n − 1) calls): exact to a few 1e-6 where MINUIT's are to 1e-4 at best.
 * `at` is a result or a vector. Only near the minimum do they mean errors: `edm` and `valid` say whether it is.
 *
 * Throws "invalid-input" for a contradictory objective or unknown option, and whatever the function throws.
 */
export function hesse(
  objective: Objective,
  at: { readonly x: Float64Array; readonly errors?: Float64Array } | ArrayLike<number>,
  options: SearchOptions = {},
  context: RunContext = {},
): MinuitResult {
  const expected = "x" in at ? at.errors : undefined;
  const search = createSearch(objective, options, context, "x" in at ? at.x : at);
  search.free.forEach((index, i) => {
    if (expected && expected[index] > 0) search.known.errors[i] = usableStep(expected[index]);
  });
  setInternal(search);
  search.f = valueAt(search);
  if (Number.isFinite(search.f) && !isAborted(search)) {
    guessDerivatives(search, search.known.errors);
    updateGradient(search);
    resetMatrix(search);
    computeCarefulHesse(search);
  }
  judge(search, isAborted(search) ? "aborted" : "converged");
  setExternal(search, search.u);
  return resultOf(search);
}
