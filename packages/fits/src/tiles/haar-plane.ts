/** A plane of H-transform coefficients. White, Postman & Lattanzi (1992), with the rounding of FITS 4.0, section 10.4.4. */
export class HaarPlane {
  private readonly values: Float64Array;
  private readonly fast: number;
  private readonly slow: number;

  /** `values`: the fast axis first; they are overwritten. Whole numbers, exact to 2^53. */
  constructor(values: Float64Array, fast: number, slow: number) {
    this.values = values;
    this.fast = fast;
    this.slow = slow;
  }

  /** The plane whose transform this is. */
  invert(): Float64Array {
    const { values, fast, slow } = this;
    const levels = Math.ceil(Math.log2(Math.max(fast, slow, 1)));
    if (levels === 0) return values;
    values[0] = roundTo(values[0], 2 ** (levels + 1));
    for (let level = levels - 1; level >= 0; level--) {
      const [width, height] = [Math.ceil(fast / 2 ** level), Math.ceil(slow / 2 ** level)];
      this.interleave(width, height);
      this.invertSquares(width, height, 2 ** level, level === 0 ? 4 : 2);
    }
    return values;
  }

  /** Puts the sums and differences of each square of two by two beside each other. */
  private interleave(width: number, height: number): void {
    const { values, fast } = this;
    const line = new Float64Array(Math.max(width, height));
    for (let j = 0; j < height; j++) interleaveLine(values, j * fast, 1, width, line);
    for (let i = 0; i < width; i++) interleaveLine(values, i, fast, height, line);
  }

  /** `unit`: what the coefficients of this level are multiples of, the one along both axes at least. */
  private invertSquares(width: number, height: number, unit: number, divisor: number): void {
    const { values, fast } = this;
    for (let j = 0; j < height; j += 2) {
      const hasBelow = j + 1 < height;
      for (let i = 0; i < width; i += 2) {
        const hasRight = i + 1 < width;
        const at = j * fast + i;
        // Beyond the edges there is nothing, and so no difference.
        let across = hasRight ? roundTo(values[at + 1], 2 * unit) : 0;
        let down = hasBelow ? roundTo(values[at + fast], 2 * unit) : 0;
        const both = hasRight && hasBelow ? roundTo(values[at + fast + 1], unit) : 0;
        // The lowest bits of the four are the same, and the next ones of three give that of the sum: they are stored once
        // only, and the differences were rounded away from zero where theirs was taken off.
        const low = bitOf(both, unit) * unit;
        if (hasRight) across += across >= 0 ? -low : low;
        if (hasBelow) down += down >= 0 ? -low : low;
        const next = (bitOf(both, 2 * unit) ^ bitOf(across, 2 * unit) ^ bitOf(down, 2 * unit)) * 2 * unit;
        let sum = values[at];
        if (sum >= 0) sum += low - next;
        else sum += low === 0 ? next : low - next;
        values[at] = Math.floor((sum - across - down + both) / divisor);
        if (hasRight) values[at + 1] = Math.floor((sum + across - down - both) / divisor);
        if (hasBelow) values[at + fast] = Math.floor((sum - across + down - both) / divisor);
        if (hasRight && hasBelow) values[at + fast + 1] = Math.floor((sum + across + down + both) / divisor);
      }
    }
  }
}

/** The nearest multiple of `unit`, a power of two; halves go away from zero. */
function roundTo(value: number, unit: number): number {
  if (unit === 1) return value;
  const size = Math.floor((Math.abs(value) + unit / 2) / unit) * unit;
  return value < 0 ? -size : size;
}

/** The bit of `value` that has the weight `unit`, of negative numbers in two's complement. */
function bitOf(value: number, unit: number): number {
  return Math.floor(value / unit) & 1;
}

/** The first half of a line goes to the even places, the second half to the odd ones. */
function interleaveLine(values: Float64Array, start: number, step: number, length: number, line: Float64Array): void {
  const half = Math.ceil(length / 2);
  for (let i = 0; i < length; i++) line[i < half ? 2 * i : 2 * (i - half) + 1] = values[start + i * step];
  for (let i = 0; i < length; i++) values[start + i * step] = line[i];
}
