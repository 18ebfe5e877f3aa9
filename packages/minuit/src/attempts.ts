import type { MinimizeStatus } from "@gammakit/core";
import { eps2 } from "./precision.ts";
import { callsOf, errorAt, type Knowledge, type Search, setExternal } from "./search.ts";
import { computeHesse } from "./second-derivatives.ts";
import { startSearch } from "./seed.ts";
import { descend, enlargedDistance } from "./variable-metric.ts";

/** MIGRAD, repeated from where it ended while it did not converge. */
export function attemptSearch(search: Search): void {
  const end = lastCall(search);
  let known = search.known;
  for (let tries = 1; ; tries++) {
    judge(search, attempt(search, known, end));
    const { status, f, extend, attempts } = search;
    const final = status === "converged" || status === "aborted" || (status === "max-evaluations" && !extend);
    if (final || !Number.isFinite(f) || tries >= attempts) return;
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
  const { matrixValid, u, v } = search;
  const errors = u.map((_, i) => (matrixValid ? errorAt(search, i) : 0));
  return { errors, matrix: matrixValid ? v.slice() : undefined };
}

/** Says how the search ended: converged where it has come near a minimum and has a usable matrix, if nothing stopped it. */
export function judge(search: Search, ending: MinimizeStatus): void {
  const { n, u, v, f, edm } = search;
  search.aboveMaxEdm = !(edm <= 10 * search.goal);
  let usable = search.matrixValid && edm >= 0 && !search.aboveMaxEdm && Number.isFinite(f);
  for (let i = 0; i < n; i++) usable = usable && Number.isFinite(u[i]) && v[i * n + i] > 0;
  search.status = ending === "converged" && !usable ? "failed" : ending;
}

function attempt(search: Search, known: Knowledge, end: number): MinimizeStatus {
  const { strategy, maxCalls, goal } = search;
  const first = callsOf(search);
  startSearch(search, known);
  for (let pass = 0; search.matrixValid; pass++) {
    const allowed = pass > 0 && search.extend ? Math.floor(1.3 * maxCalls) : maxCalls;
    const ending = descend(search, Math.min(end, first + allowed));
    if (ending === "max-evaluations" || ending === "aborted") return ending;
    const edm = enlargedDistance(search);
    if (pass > 0 && (ending === "stuck" || (!(edm <= 10 * goal) && !isRounding(search, edm)))) break;
    if (strategy === 0 || (strategy === 1 && search.dcovar <= 0.05)) break;
    computeHesse(search, Math.min(end, first + maxCalls));
    if (search.signal?.aborted) return "aborted";
    if (search.hesseFailed || !(search.edm > goal) || isRounding(search, search.edm)) break;
  }
  return "converged";
}

/** Whether a distance is lost in the rounding of the function. */
function isRounding({ f }: Search, edm: number): boolean {
  return !(edm >= Math.abs(eps2 * f));
}
