import { normalQuantile, pow } from "@gammakit/core";

/**
 * Rank-normalized split R-hat of one quantity, from a trace per walker or chain: 1 where all halves of all traces have the same
 * distribution, in place and in width. Source: Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, Bayesian Anal. 16, 667, eq. (1) to
 * (4), (14). NaN where nothing varies or a trace has fewer than four samples.
 */
export function splitRHat(traces: readonly ArrayLike<number>[]): number {
  const half = Math.floor(Math.min(...traces.map((trace) => trace.length)) / 2);
  if (!(half >= 2 && half < Infinity)) return Number.NaN;
  const parts = traces.flatMap((trace) => {
    const end = trace.length;
    return [slice(trace, 0, half), slice(trace, end - half, end)];
  });
  const all = Float64Array.from(parts.flatMap((part) => [...part])).sort();
  const middle = 0.5 * (all[Math.floor((all.length - 1) / 2)] + all[Math.ceil((all.length - 1) / 2)]);
  const folded = parts.map((part) => part.map((value) => Math.abs(value - middle)));
  return Math.max(plainRHat(normalize(parts)), plainRHat(normalize(folded)));
}

function slice(trace: ArrayLike<number>, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, k) => trace[from + k]);
}

/** Ranks of the values among those of all parts, ties shared, as normal deviates (eq. 14). */
function normalize(parts: readonly Float64Array[]): readonly Float64Array[] {
  const length = parts[0].length;
  const values = Float64Array.from(parts.flatMap((part) => [...part]));
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const scores = new Float64Array(values.length);
  for (let k = 0; k < order.length; ) {
    let end = k + 1;
    while (end < order.length && values[order[end]] === values[order[k]]) end++;
    const rank = 0.5 * (k + 1 + end);
    const score = normalQuantile((rank - 3 / 8) / (values.length + 1 / 4));
    for (; k < end; k++) scores[order[k]] = score;
  }
  return parts.map((_, p) => scores.subarray(p * length, (p + 1) * length));
}

function plainRHat(parts: readonly Float64Array[]): number {
  const length = parts[0].length;
  const means = parts.map((part) => part.reduce((sum, value) => sum + value, 0) / length);
  const variances = parts.map(
    (part, p) => part.reduce((sum, value) => sum + pow(value - means[p], 2), 0) / (length - 1),
  );
  const mean = means.reduce((sum, value) => sum + value, 0) / parts.length;
  const between = means.reduce((sum, value) => sum + pow(value - mean, 2), 0) / (parts.length - 1);
  const within = variances.reduce((sum, value) => sum + value, 0) / parts.length;
  return Math.sqrt((length - 1) / length + between / within);
}
