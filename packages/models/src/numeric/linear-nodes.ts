import { nodeIndex } from "./node-index.ts";

/** Writes at `energy` [TeV] the straight lines through the values `p` at `nodes` [TeV], two or more; constant beyond them. */
export function evaluateLines(nodes: Float64Array, p: Float64Array, energy: Float64Array, out: Float64Array): void {
  for (let i = 0; i < energy.length; i++) {
    const k = nodeIndex(nodes, energy[i]);
    const w = shareAt(nodes, k, energy[i]);
    out[i] = (1 - w) * p[k] + w * p[k + 1];
  }
}

/** Writes its derivatives with respect to each value, row-major [node × energy]. */
export function evaluateLinesGradient(nodes: Float64Array, energy: Float64Array, out: Float64Array): void {
  const n = energy.length;
  out.fill(0);
  for (let i = 0; i < n; i++) {
    const k = nodeIndex(nodes, energy[i]);
    const w = shareAt(nodes, k, energy[i]);
    out[k * n + i] = 1 - w;
    out[(k + 1) * n + i] = w;
  }
}

/** Writes ∫ E^(power−1) f dE per bin, exact: bins are cut at the nodes within them. */
export function integrateLines(
  nodes: Float64Array,
  p: Float64Array,
  edges: Float64Array,
  power: 1 | 2,
  out: Float64Array,
): void {
  for (let i = 0; i < edges.length - 1; i++) {
    out[i] = 0;
    for (let a = edges[i]; a < edges[i + 1]; ) {
      const b = Math.min(edges[i + 1], nextNode(nodes, a));
      const k = nodeIndex(nodes, 0.5 * (a + b));
      const upper = moment(nodes, k, a, b, power);
      const whole = (b - a) * (power === 1 ? 1 : 0.5 * (a + b));
      out[i] += (whole - upper) * p[k] + upper * p[k + 1];
      a = b;
    }
  }
}

/** Writes the derivatives of ∫ f dE per bin with respect to each value, row-major [node × bin]. */
export function integrateLinesGradient(nodes: Float64Array, edges: Float64Array, out: Float64Array): void {
  const bins = edges.length - 1;
  out.fill(0);
  for (let i = 0; i < bins; i++) {
    for (let a = edges[i]; a < edges[i + 1]; ) {
      const b = Math.min(edges[i + 1], nextNode(nodes, a));
      const k = nodeIndex(nodes, 0.5 * (a + b));
      const upper = moment(nodes, k, a, b, 1);
      out[k * bins + i] += b - a - upper;
      out[(k + 1) * bins + i] += upper;
      a = b;
    }
  }
}

/** ∫ E^(power−1) w dE from `a` to `b`, w being the share of the upper of two nodes. Simpson's rule, exact here. */
function moment(nodes: Float64Array, k: number, a: number, b: number, power: 1 | 2): number {
  const middle = 0.5 * (a + b);
  const [wa, wm, wb] = [shareAt(nodes, k, a), shareAt(nodes, k, middle), shareAt(nodes, k, b)];
  const sum = power === 1 ? wa + 4 * wm + wb : wa * a + 4 * wm * middle + wb * b;
  return ((b - a) / 6) * sum;
}

/** How far `energy` is on its way from node `k` to the next: 0 before, 1 behind. */
function shareAt(nodes: Float64Array, k: number, energy: number): number {
  return Math.min(1, Math.max(0, (energy - nodes[k]) / (nodes[k + 1] - nodes[k])));
}

function nextNode(nodes: Float64Array, energy: number): number {
  const last = nodes.length - 1;
  if (energy < nodes[0]) return nodes[0];
  return energy < nodes[last] ? nodes[nodeIndex(nodes, energy) + 1] : Infinity;
}
