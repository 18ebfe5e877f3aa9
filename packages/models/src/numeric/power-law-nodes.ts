import { exp, log } from "@gammakit/core";
import { nodeIndex } from "./node-index.ts";
import { powerMoment, powerMomentSlope } from "./power-moment.ts";

/** Smallest value of which a logarithm is taken, that of single precision: smaller ones and zeros are taken for it. */
export const tiny = 2 ** -126;

/** A function of energy that is a power law between neighboring nodes. */
export interface PowerLawNodes {
  /** ln of the energies [TeV], increasing; one or more. */
  readonly logEnergy: Float64Array;
  /** ln of the values. */
  readonly logValue: Float64Array;
  /** Beyond the nodes: the value of the last one, or its power law. */
  readonly beyond: "constant" | "power-law";
}

/** ln of `value`, or of the smallest one there is. */
export function logOf(value: number): number {
  return log(Math.max(value, tiny));
}

/** Writes the function at `energy` [TeV]. What is not above the smallest value is zero. */
export function evaluateNodes(nodes: PowerLawNodes, energy: Float64Array, out: Float64Array): void {
  const { logEnergy, logValue, beyond } = nodes;
  const last = logEnergy.length - 1;
  for (let i = 0; i < energy.length; i++) {
    let t = log(energy[i]);
    if (beyond === "constant") t = Math.min(Math.max(t, logEnergy[0]), logEnergy[last]);
    const value = last === 0 ? exp(logValue[0]) : exp(logAt(nodes, nodeIndex(logEnergy, t), t));
    out[i] = value > 2 * tiny ? value : 0;
  }
}

/** Writes ∫ E^(power−1) f dE per bin, exact: bins are cut at the nodes within them. */
export function integrateNodes(nodes: PowerLawNodes, edges: Float64Array, power: 1 | 2, out: Float64Array): void {
  for (let i = 0; i < edges.length - 1; i++) {
    const stop = log(edges[i + 1]);
    out[i] = 0;
    for (let ta = log(edges[i]); ta < stop; ) {
      const tb = Math.min(stop, pieceEnd(nodes, ta));
      const k = pieceIndex(nodes, ta);
      const s = pieceSlope(nodes, ta, k);
      const anchor = nodes.logEnergy[k];
      const top = nodes.logValue[k] + s * ((s > 0 ? tb : ta) - anchor);
      if (exp(top) > 2 * tiny) {
        const scale = exp(nodes.logValue[k] + power * anchor);
        out[i] += scale * powerMoment(power + s, ta - anchor, tb - anchor);
      }
      ta = tb;
    }
  }
}

/**
 * Writes the derivatives of ∫ f dE per bin with respect to the logarithm of each value, row-major [node × bin].
 * Between two nodes that of f is f(1−w) and fw, w being the share of the way in ln E.
 */
export function integrateNodesGradient(nodes: PowerLawNodes, edges: Float64Array, out: Float64Array): void {
  const { logEnergy, logValue } = nodes;
  const bins = edges.length - 1;
  out.fill(0);
  for (let i = 0; i < bins; i++) {
    const stop = log(edges[i + 1]);
    for (let ta = log(edges[i]); ta < stop; ) {
      const tb = Math.min(stop, pieceEnd(nodes, ta));
      const k = pieceIndex(nodes, ta);
      const s = pieceSlope(nodes, ta, k);
      const anchor = logEnergy[k];
      const scale = exp(logValue[k] + anchor);
      const moment = powerMoment(1 + s, ta - anchor, tb - anchor);
      if (isFlat(nodes, ta)) {
        out[k * bins + i] += scale * moment;
      } else {
        const share = powerMomentSlope(1 + s, ta - anchor, tb - anchor, moment) / (logEnergy[k + 1] - anchor);
        out[k * bins + i] += scale * (moment - share);
        out[(k + 1) * bins + i] += scale * share;
      }
      ta = tb;
    }
  }
}

/** ln f at ln E = t, by the power law of the nodes `k` and `k + 1`. */
function logAt({ logEnergy, logValue }: PowerLawNodes, k: number, t: number): number {
  const share = (t - logEnergy[k]) / (logEnergy[k + 1] - logEnergy[k]);
  return logValue[k] + share * (logValue[k + 1] - logValue[k]);
}

/** Whether f is constant from ln E = t on. */
function isFlat({ logEnergy, beyond }: PowerLawNodes, t: number): boolean {
  const last = logEnergy.length - 1;
  return last === 0 || (beyond === "constant" && (t < logEnergy[0] || t >= logEnergy[last]));
}

/** The next node after ln E = t at which f changes its slope, or infinity. */
function pieceEnd({ logEnergy, beyond }: PowerLawNodes, t: number): number {
  const last = logEnergy.length - 1;
  if (last === 0) return Infinity;
  if (t < logEnergy[0]) return beyond === "constant" ? logEnergy[0] : logEnergy[1];
  const k = nodeIndex(logEnergy, t);
  if (k < last - 1) return logEnergy[k + 1];
  return beyond === "constant" && t < logEnergy[last] ? logEnergy[last] : Infinity;
}

/** The node whose value f has, or from which its power law starts, from ln E = t on. */
function pieceIndex(nodes: PowerLawNodes, t: number): number {
  const last = nodes.logEnergy.length - 1;
  if (isFlat(nodes, t)) return t < nodes.logEnergy[0] ? 0 : last;
  return nodeIndex(nodes.logEnergy, t);
}

/** d ln f / d ln E from ln E = t on. */
function pieceSlope(nodes: PowerLawNodes, t: number, k: number): number {
  if (isFlat(nodes, t)) return 0;
  const { logEnergy, logValue } = nodes;
  return (logValue[k + 1] - logValue[k]) / (logEnergy[k + 1] - logEnergy[k]);
}
