import type { MinimizeStatus } from "@gammakit/core";
import { abs, min } from "./math.ts";
import { eps2 } from "./precision.ts";
import { callsOf, errorAt, isAborted, type Knowledge, type Search, setExternal } from "./search.ts";
import { computeHesse } from "./second-derivatives.ts";
import { startSearch } from "./seed.ts";
import { descend, enlargedDistance } from "./variable-metric.ts";

/** MIGRAD, repeated from where it ended while it did not converge. */
export function attemptSearch(search: Search): void {
  const end = lastCall(search);
  let known = search.known;
  for (let tries = 1; ; tries++) {
    judge(search, attempt(search, known, end));
    const { status } = search;
    const final = status === "converged" || status === "aborted" || (status === "max-evaluations" && !search.extend);
    if (final || !Number.isFinite(search.f) || tries >= search.attempts) return;
    known = knowledgeOf(search);
    setExternal(search, search.u);
  }
}

/** Number of the last call where the user set a limit, from here. */
export function lastCall(search: Search): number {
  return search.extend ? Infinity : callsOf(search) + search.maxCalls;
}

/** What is known at a point: errors and matrix where they are valid. */
export function knowledgeOf(search: Search): Knowledge {
  const errors = search.u.map((_, i) => (search.matrixValid ? errorAt(search, i) : 0));
  return { errors, matrix: search.matrixValid ? search.v.slice() : undefined };
}

/** Says how the search ended: converged where it has come near a minimum and has a usable matrix, if nothing stopped it. */
export function judge(search: Search, ending: MinimizeStatus): void {
  search.aboveMaxEdm = !(search.edm <= 10 * search.goal);
  let usable = search.matrixValid && search.edm >= 0 && !search.aboveMaxEdm && Number.isFinite(search.f);
  for (let i = 0; i < search.n; i++) usable = usable && Number.isFinite(search.u[i]) && search.v[i * search.n + i] > 0;
  search.status = ending === "converged" && !usable ? "failed" : ending;
}

function attempt(search: Search, known: Knowledge, end: number): MinimizeStatus {
  const first = callsOf(search);
  startSearch(search, known);
  for (let pass = 0; search.matrixValid; pass++) {
    const allowed = pass > 0 && search.extend ? Math.floor(1.3 * search.maxCalls) : search.maxCalls;
    const ending = descend(search, min(end, first + allowed));
    if (ending === "max-evaluations" || ending === "aborted") return ending;
    const edm = enlargedDistance(search);
    if (pass > 0 && (ending === "stuck" || (!(edm <= 10 * search.goal) && !isRounding(search, edm)))) break;
    if (search.strategy === 0 || (search.strategy === 1 && search.dcovar <= 0.05)) break;
    computeHesse(search, min(end, first + search.maxCalls));
    if (isAborted(search)) return "aborted";
    if (search.hesseFailed || !(search.edm > search.goal) || isRounding(search, search.edm)) break;
  }
  return "converged";
}

/** Whether a distance is lost in the rounding of the function. */
function isRounding(search: Search, edm: number): boolean {
  return !(edm >= abs(eps2 * search.f));
}
