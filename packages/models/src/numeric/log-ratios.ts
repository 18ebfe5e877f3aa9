import { exp, log } from "@gammakit/core";

let known = new Float64Array();
let logs = known;
let grown = known;
let knownReference = Number.NaN;
let knownExponent = Number.NaN;

/**
 * ln(E / reference) at each of `edges`. A fit asks for the same edges hundreds of times: the last answer is given again where the
 * numbers are the same. It is for reading, until the next call.
 */
export function logRatios(edges: Float64Array, reference: number): Float64Array {
  if (isKnown(edges, reference)) return logs;
  if (known.length !== edges.length) {
    known = new Float64Array(edges.length);
    logs = known.slice();
    grown = known.slice();
  }
  known.set(edges);
  knownReference = reference;
  knownExponent = Number.NaN;
  for (let i = 0; i < edges.length; i++) logs[i] = log(edges[i] / reference);
  return logs;
}

/**
 * (E / reference)^s for the last {@link logRatios}. Integrals and their derivatives are asked for at the same point, so this is kept
 * as they are, and for reading as well.
 */
export function lastPowers(s: number): Float64Array {
  if (s === knownExponent) return grown;
  knownExponent = s;
  for (let i = 0; i < logs.length; i++) grown[i] = exp(s * logs[i]);
  return grown;
}

function isKnown(edges: Float64Array, reference: number): boolean {
  if (reference !== knownReference || edges.length !== known.length) return false;
  for (let i = 0; i < edges.length; i++) if (edges[i] !== known[i]) return false;
  return true;
}
