/** A share in percent, with its error. @param {import("@gammakit/estimators").ToyShare} share */
export function percent({ share, error }) {
  if (!Number.isFinite(share)) return "none";
  return `${(100 * share).toFixed(2)} ± ${(100 * error).toFixed(2)}`;
}

/** A probability. @param {number} p */
export function probability(p) {
  return p < 1e-4 ? "< 0.0001" : p.toPrecision(2);
}
