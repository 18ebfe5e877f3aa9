import { abs, max, min, sqrt } from "./math.ts";
import { efforts, eps, eps2 } from "./precision.ts";
import { type Search, shifted, slopesAt, valueAt } from "./search.ts";

/** Brings the first derivatives up to the point of the search: the objective's own where it has them, differences otherwise. */
export function updateGradient(search: Search): void {
  if (search.given) slopesAt(search, search.u, search.g);
  else for (let i = 0; i < search.n; i++) differentiate(search, i);
}

/**
 * Derivatives along axis i by symmetric differences, with a step that balances rounding against curvature, refined until
 * step or derivative settle. Starts from the derivatives and step of the point before (James, CERN D506, section 5.1).
 */
function differentiate(search: Search, i: number): void {
  const { cycles, steady, settled } = efforts[search.strategy];
  const noise = 8 * eps2 * (abs(search.f) + search.up);
  const shortest = max(8 * eps * eps, 8 * abs(eps2 * search.u[i]));
  const floor = eps2 + abs(search.g[i] * eps2);
  const longest = search.transforms[i].longestStep(search.u[i]);
  let before = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    const wanted = max(sqrt(noise / (abs(search.g2[i]) + floor)), abs(0.1 * search.gstep[i]));
    const step = max(min(wanted, longest, 10 * abs(search.gstep[i])), shortest);
    if (abs((step - before) / step) < steady) return;
    search.gstep[i] = step;
    before = step;
    const ahead = valueAt(search, shifted(search, i, step));
    const behind = valueAt(search, shifted(search, i, -step));
    const old = search.g[i];
    if (Number.isFinite(ahead + behind)) {
      search.g[i] = (ahead - behind) / (2 * step);
      search.g2[i] = (ahead + behind - 2 * search.f) / (step * step);
    } else {
      // One side is outside the domain of the function: the other side alone says which way is down.
      search.g[i] = Number.isFinite(ahead) ? (ahead - search.f) / step : (search.f - behind) / step;
    }
    if (abs(old - search.g[i]) / (abs(search.g[i]) + noise / step) < settled) return;
  }
}
