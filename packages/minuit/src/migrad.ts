import type { Objective, RunContext } from "@gammakit/core";
import type { SearchOptions } from "./options.ts";
import { type MinuitResult, resultOf } from "./result.ts";
import { createSearch, isAborted, type Search, setExternal, valueAt } from "./search.ts";
import { runSearch } from "./verify.ts";

/**
 * The minimum of a function and the errors of its parameters, by MIGRAD: Davidon's variable-metric method with MINUIT's
 * derivatives, steps and stopping rule (James & Roos, Comput. Phys. Commun. 10 (1975) 343; James, CERN D506; Davidon 1959;
 * Fletcher, Comput. J. 13 (1970) 317). Derivatives are the objective's own where it has a `gradient`.
 *
 * A search that does not converge is a result with another `status`. Throws "invalid-input" for a contradictory objective
 * or unknown option, and whatever the function throws.
 */
export function migrad(objective: Objective, options: SearchOptions = {}, context: RunContext = {}): MinuitResult {
  const search = createSearch(objective, options, context);
  const nowhere = search.x.findIndex((value) => !Number.isFinite(value));
  if (isAborted(search)) {
    search.status = "aborted";
    return resultOf(search);
  }
  if (nowhere >= 0) {
    const value = search.x[nowhere];
    return resultOf(search, `The start value of ${objective.names[nowhere]} is ${value}, which is not finite.`);
  }
  if (search.n === 0) return evaluated(search);
  runSearch(search);
  setExternal(search, search.u);
  return resultOf(search);
}

/** All parameters are fixed: the start is the minimum. */
function evaluated(search: Search): MinuitResult {
  search.f = valueAt(search);
  search.edm = 0;
  search.dcovar = 0;
  search.matrixValid = true;
  if (!Number.isFinite(search.f)) return resultOf(search);
  search.status = "converged";
  return resultOf(search, "Every parameter is fixed.");
}
