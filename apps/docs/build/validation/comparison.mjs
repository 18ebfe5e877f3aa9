/**
 * A number of the reference, or several of one place, and ours.
 * @typedef {object} Comparison
 * @property {string} quantity
 * @property {string} where
 * @property {number} numbers How many are compared here.
 * @property {number} [reference] Absent where there are several.
 * @property {number} [found]
 * @property {number} difference The largest.
 * @property {number} tolerance In the unit of the number.
 * @property {string} rule The tolerance in words.
 */

/** Collects comparisons of one job. */
export function createComparisons() {
  /** @type {Comparison[]} */
  const list = [];
  return {
    list,

    /** One number. Those that the reference does not have are left out. @param {string} quantity @param {string} where @param {unknown} reference @param {number | null | undefined} found @param {number} tolerance @param {string} rule */
    one(quantity, where, reference, found, tolerance, rule) {
      const expected = Number(reference);
      if (!Number.isFinite(expected)) return;
      const value = found ?? Number.NaN;
      list.push({
        quantity,
        where,
        numbers: 1,
        reference: expected,
        found: value,
        difference: Math.abs(value - expected),
        tolerance,
        rule,
      });
    },

    /** Numbers of one place. @param {string} quantity @param {string} where @param {ArrayLike<unknown>} reference @param {ArrayLike<unknown>} found @param {number} tolerance @param {string} rule */
    many(quantity, where, reference, found, tolerance, rule) {
      let difference = reference.length === found.length ? 0 : Number.NaN;
      for (let k = 0; k < reference.length; k++)
        difference = Math.max(difference, Math.abs(Number(found[k]) - Number(reference[k])));
      list.push({ quantity, where, numbers: reference.length, difference, tolerance, rule });
    },
  };
}

/** Whether a comparison is within its tolerance. @param {Comparison} comparison */
export function holds({ difference, tolerance }) {
  return difference <= tolerance;
}
