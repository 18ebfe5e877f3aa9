import { GammakitError } from "@gammakit/core";

/** `given` as an array of finite numbers. Throws "invalid-input" where it is something else. */
export function numbers(given: unknown, where: string): Float64Array {
  const list = given as ArrayLike<unknown> | undefined;
  if (!(Array.isArray(given) || given instanceof Float64Array) || list === undefined) {
    throw new GammakitError("invalid-input", `${where} must be a list of numbers.`, { where });
  }
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== "number" || !Number.isFinite(list[i])) {
      throw new GammakitError("invalid-input", `${where}[${i}] must be a finite number, not ${String(list[i])}.`, {
        where,
      });
    }
  }
  return Float64Array.from(list as ArrayLike<number>);
}

/** Throws "invalid-input" unless there are at least two nodes, increasing, with a value each. */
export function checkNodes(x: Float64Array, y: Float64Array, where: string): void {
  const fail = (what: string) => {
    throw new GammakitError("invalid-input", `${where} ${what}.`, { where });
  };
  if (x.length < 2) fail(`has ${x.length} nodes; two or more are needed`);
  if (x.length !== y.length) fail(`has ${x.length} nodes and ${y.length} values`);
  for (let i = 1; i < x.length; i++)
    if (!(x[i] > x[i - 1])) fail(`must increase: node ${i} is ${x[i]} after ${x[i - 1]}`);
}

/** Index of the segment of `nodes` for `x`; the first and the last one also serve beyond. */
export function segmentOf(nodes: Float64Array, x: number): number {
  let [low, high] = [0, nodes.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (nodes[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Value at `x` of the line through segment `k`. */
export function lineAt(x: Float64Array, y: Float64Array, k: number, at: number): number {
  return y[k] + ((y[k + 1] - y[k]) * (at - x[k])) / (x[k + 1] - x[k]);
}
