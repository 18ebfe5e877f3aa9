/**
 * Where two plain values differ, each as its path and what stands there.
 * @param {any} one @param {any} other
 * @param {number} [tolerance] How far numbers may lie apart, relative to the larger.
 * @param {string} [path] Of both, in what is said.
 * @returns {string[]}
 */
export function differences(one, other, tolerance = 0, path = "") {
  if (typeof one === "number" && typeof other === "number") {
    const limit = tolerance * Math.max(Math.abs(one), Math.abs(other));
    return Math.abs(one - other) <= limit ? [] : [`${path}: ${one} and ${other}`];
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return one === other ? [] : [`${path}: ${one} and ${other}`];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => differences(one[key], other[key], tolerance, `${path}.${key}`));
}
