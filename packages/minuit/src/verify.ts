import { attemptSearch, lastCall } from "./attempts.ts";
import { computeCarefulHesse } from "./careful-hessian.ts";
import { advance, lineSearch } from "./line-search.ts";
import { max, min } from "./math.ts";
import { callsOf, isAborted, newtonStep, type Search, setExternal } from "./search.ts";
import { isDoubtful, refineCarefulHesse } from "./stretched-hessian.ts";

/** Distance to the minimum, in units of `up`, at which errors no longer depend on it. */
const negligible = 1e-8;

/** Distance to the minimum, in units of `up`, below which differences do not see it. */
const resolved = 1e-5;

/** Most Newton steps after MIGRAD: one is usual. */
const maxNewtonSteps = 50;

/** Most of them from where the function is not round along any axes. */
const maxBlindSteps = 10;

/** MIGRAD and HESSE, and both again from where they ended while HESSE shows that MIGRAD was wrong. */
export function runSearch(search: Search): void {
  const end = lastCall(search);
  for (let tries = 1; ; tries++) {
    attemptSearch(search);
    const found = search.status === "converged";
    const stopped = (!found && search.status !== "failed") || !Number.isFinite(search.f);
    if (stopped || search.errors === "migrad" || (search.errors === "auto" && !found)) return;
    if (search.errors === "auto" && search.fromHesse && !isDoubtful(search)) return;
    verify(search, end);
    const final = search.status !== "failed" || search.hesseFailed || !found;
    if (final || tries >= search.attempts || callsOf(search) >= end) return;
    setExternal(search, search.u);
  }
}

/**
 * A HESSE after MIGRAD. With its exact derivatives a Newton step is worth more than all of MIGRAD's last iterations, so
 * "hesse" takes one where the distance is not negligible, and repeats HESSE there: once, rarely twice.
 * Where they show that MIGRAD had taken a bent valley for the minimum, the steps go on until they reach it.
 */
function verify(search: Search, end: number): void {
  const f = search.f;
  const edm = search.edm;
  computeCarefulHesse(search);
  const near = search.errors === "hesse" ? min(search.goal, negligible * search.up) : 10 * search.goal;
  let blind = 0;
  for (let steps = 0; steps < maxNewtonSteps && !search.hesseFailed && search.edm > near; steps++) {
    if (search.madePositive) blind++;
    if (callsOf(search) >= end || isAborted(search) || blind > maxBlindSteps) break;
    const slope = newtonStep(search);
    if (!(slope < 0)) break;
    lineSearch(search, slope);
    if (!(search.value < search.f)) break;
    advance(search);
    if (search.madePositive) computeCarefulHesse(search);
    else refineCarefulHesse(search);
  }
  judgeAgain(search, f, edm);
}

/**
 * Whether MIGRAD was right that there is a minimum. Exact derivatives know the distance to it; where the function has none
 * that are of use, because it is flat in some direction, MIGRAD was wrong if it could be left far below.
 */
function judgeAgain(search: Search, before: number, claimed: number): void {
  const exact = search.matrixValid && !search.madePositive;
  if (!exact) search.edm = claimed;
  const distance = exact ? search.edm : before - search.f;
  search.aboveMaxEdm = !(distance <= max(10 * search.goal, resolved * search.up));
  const valid = (exact || search.status === "converged") && search.matrixValid && !search.aboveMaxEdm;
  search.status = isAborted(search) ? "aborted" : valid ? "converged" : "failed";
  // Second derivatives somewhere on the way are no errors.
  if (search.status !== "converged") search.dcovar = 1;
}
