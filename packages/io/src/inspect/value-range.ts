/** Between what numbers lie. */
export interface ValueRange {
  /** Smallest number; null where there is none. An integer beyond 2^53, which no double may be the same as, is a bigint. */
  readonly min: number | bigint | null;
  /** Greatest number, in the same way. */
  readonly max: number | bigint | null;
  /** How many values are no number: NaN, and nulls of the file. */
  readonly missing: number;
}

/** Collects the range of numbers that come piece by piece. */
export interface RangeCounter {
  /** `integers` gives the same values exactly, where they are integers of 64 bits. */
  add(values: ArrayLike<number>, integers?: () => ArrayLike<bigint>): void;
  range(): ValueRange;
}

/** A counter that has seen nothing yet. */
export function createRangeCounter(): RangeCounter {
  let min: number | bigint = Number.POSITIVE_INFINITY;
  let max: number | bigint = Number.NEGATIVE_INFINITY;
  let missing = 0;
  return {
    add(values, integers) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value < low) low = value;
        if (value > high) high = value;
        if (Number.isNaN(value)) missing++;
      }
      if (integers === undefined || (isExact(low) && isExact(high))) {
        if (low < min) min = low;
        if (high > max) max = high;
        return;
      }
      const exact = integers();
      for (let i = 0; i < values.length; i++) {
        if (Number.isNaN(values[i])) continue;
        if (exact[i] < min) min = exact[i];
        if (exact[i] > max) max = exact[i];
      }
    },
    range: () => (min <= max ? { min: plain(min), max: plain(max), missing } : { min: null, max: null, missing }),
  };
}

function isExact(value: number): boolean {
  return !(Math.abs(value) > Number.MAX_SAFE_INTEGER) || !Number.isFinite(value);
}

function plain(value: number | bigint): number | bigint {
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
