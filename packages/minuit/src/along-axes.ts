import { abs, min, sqrt } from "./math.ts";
import { eps, eps2 } from "./precision.ts";
import { type Search, shifted, valueAt } from "./search.ts";
import { clamp } from "./transform.ts";

const maxTries = 10;

/** Longest step along an axis that is round, in units of the first: beyond, the function does not depend on that combination. */
const longestStretch = 1e6;

/** Keeps the function `step` ahead and behind along axis k, and that step. */
export function probe(search: Search, k: number, step: number): void {
  search.reach[k] = step;
  search.forward[k] = valueAt(search, shifted(search, k, step));
  search.backward[k] = valueAt(search, shifted(search, k, -step));
}

/** First derivative along axis k, from what was probed. */
export function slopeAlong(search: Search, k: number): number {
  return (search.forward[k] - search.backward[k]) / (2 * search.reach[k]);
}

/**
 * Mixed second derivatives along the axes, from a step ahead along both and, where they are to be exact, one behind besides.
 * False where one is not a number.
 */
export function mixed(search: Search, center: number, exact: boolean): boolean {
  const { n } = search;
  for (let k = 0; k < n; k++) {
    for (let j = k + 1; j < n; j++) {
      const area = search.reach[k] * search.reach[j];
      const ahead = valueAt(search, shifted(search, j, search.reach[j], k, search.reach[k]));
      let element = (ahead + center - search.forward[k] - search.forward[j]) / area;
      if (exact) {
        const behind = valueAt(search, shifted(search, j, -search.reach[j], k, -search.reach[k]));
        const ends = search.forward[j] + search.backward[j] + search.forward[k] + search.backward[k];
        element = (ahead + behind + 2 * center - ends) / (2 * area);
        if (!Number.isFinite(element)) return false;
      }
      search.h[j * n + k] = element;
      search.h[k * n + j] = element;
    }
  }
  return true;
}

/**
 * Takes out of the second derivatives what comes from the bend of internal variables rather than from the function:
 * away from the exact minimum of a parameter with limits, H(p) = (H(u) − g p″/p′) / p′².
 */
export function straighten(search: Search): void {
  for (let i = 0; i < search.n; i++) {
    const bend = search.g[i] * search.transforms[i].bend(search.u[i]);
    if (!(abs(bend) < 0.5 * abs(search.g2[i]))) continue;
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k <= i; k++)
        search.h[j * search.n + k] -= bend * search.axes[i * search.n + j] * search.axes[i * search.n + k];
    }
  }
}

/**
 * First and second derivatives along the axes from values, written into `g` and `h`. Steps make the function rise by
 * `factor` · √(ε |F| up), where rounding and curvature of higher order weigh the same. They start from the `expected` second
 * derivatives, which are replaced by what is found. These are `g2`, or others where the axes are not the parameters.
 */
export function differentiateValues(search: Search, expected: Float64Array, factor: number): boolean {
  const { n } = search;
  const center = valueAt(search);
  const rise = factor * sqrt(eps * (abs(center) + search.up) * search.up);
  for (let k = 0; k < n; k++) if (!alongAxis(search, expected, center, rise, k)) return false;
  if (!mixed(search, center, true)) return false;
  // From slopes along the axes to those along the parameters.
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) search.g[i] -= search.axes[k * n + i] * search.g[k];
    search.g[i] /= search.axes[i * n + i];
  }
  return true;
}

/** First and second derivative along axis k, with a step that makes the function rise by `rise` within a factor of ten. */
function alongAxis(search: Search, expected: Float64Array, center: number, rise: number, k: number): boolean {
  const round = expected !== search.g2;
  const shortest = round ? 0 : eps2 * (abs(search.u[k]) + eps2);
  const first = sqrt((2 * rise) / abs(expected[k]));
  const longest = min(round ? first * longestStretch : Infinity, roomAlong(search, k));
  let step = clamp(first, shortest, longest);
  for (let tries = 0; tries < maxTries; tries++) {
    probe(search, k, step);
    const sag = 0.5 * (search.forward[k] - center + (search.backward[k] - center));
    if (!Number.isFinite(sag)) return false;
    if (sag !== 0) expected[k] = (2 * sag) / (step * step);
    search.g[k] = slopeAlong(search, k);
    search.h[k * search.n + k] = expected[k];
    const ratio = abs(sag) / rise;
    if (ratio > 0.1 && (round || ratio < 10)) return true;
    let factor = sag === 0 ? 10 : clamp(1 / sqrt(ratio), 0.01, 100);
    if (round) factor = min(sqrt(rise / abs(sag)), 100);
    const next = clamp(step * factor, shortest, longest);
    if (next === step) return !round && sag !== 0;
    step = next;
  }
  return false;
}

/** How far axis k may be followed before an internal variable of a parameter with limits has moved too far. */
export function roomAlong(search: Search, k: number): number {
  let room = Infinity;
  for (let i = k; i < search.n; i++)
    room = min(room, search.transforms[i].longestStep(search.u[i]) / abs(search.axes[i * search.n + k]));
  return room;
}
