/** Between what numbers lie. */
export interface ValueRange {
  /** Smallest number; null where there is none. */
  readonly min: number | null;
  /** Greatest number; null where there is none. */
  readonly max: number | null;
  /** How many values are no number: NaN, and nulls of the file. */
  readonly missing: number;
}

/** Collects the range of numbers that come piece by piece. */
export interface RangeCounter {
  add(values: ArrayLike<number>): void;
  range(): ValueRange;
}

/** A counter that has seen nothing yet. */
export function createRangeCounter(): RangeCounter {
  let [min, max, missing] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  return {
    add(values) {
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value < min) min = value;
        if (value > max) max = value;
        if (Number.isNaN(value)) missing++;
      }
    },
    range: () => (min <= max ? { min, max, missing } : { min: null, max: null, missing }),
  };
}
