import { type Search, shifted, valueAt } from "./search.ts";

/** Keeps the function `step` ahead and behind along axis k, and that step. */
export function probe(search: Search, k: number, step: number): void {
  search.reach[k] = step;
  search.forward[k] = valueAt(search, shifted(search, k, step));
  search.backward[k] = valueAt(search, shifted(search, k, -step));
}

/** First derivative along axis k, from what was probed. */
export function slopeAlong({ forward, backward, reach }: Search, k: number): number {
  return (forward[k] - backward[k]) / (2 * reach[k]);
}

/**
 * Mixed second derivatives along the axes, from a step ahead along both and, where they are to be exact, one behind besides.
 * False where one is not a number.
 */
export function mixed(search: Search, center: number, exact: boolean): boolean {
  const { n, reach, forward, backward, hessian } = search;
  for (let k = 0; k < n; k++) {
    for (let j = k + 1; j < n; j++) {
      const area = reach[k] * reach[j];
      const ahead = valueAt(search, shifted(search, j, reach[j], k, reach[k]));
      let element = (ahead + center - forward[k] - forward[j]) / area;
      if (exact) {
        const behind = valueAt(search, shifted(search, j, -reach[j], k, -reach[k]));
        const ends = forward[j] + backward[j] + forward[k] + backward[k];
        element = (ahead + behind + 2 * center - ends) / (2 * area);
        if (!Number.isFinite(element)) return false;
      }
      hessian[j * n + k] = element;
      hessian[k * n + j] = element;
    }
  }
  return true;
}

/**
 * Takes out of the second derivatives what comes from the bend of internal variables rather than from the function:
 * away from the exact minimum of a parameter with limits, H(p) = (H(u) − g p″/p′) / p′².
 */
export function straighten({ n, u, g, g2, axes, hessian, transforms }: Search): void {
  for (let i = 0; i < n; i++) {
    const bend = g[i] * transforms[i].bend(u[i]);
    if (!(Math.abs(bend) < 0.5 * Math.abs(g2[i]))) continue;
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k <= i; k++) hessian[j * n + k] -= bend * axes[i * n + j] * axes[i * n + k];
    }
  }
}
