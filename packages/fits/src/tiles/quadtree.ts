import { TileDamage } from "./tile-damage.ts";

/**
 * Coefficients of an H-transform, the fast axis first, from their bit planes. They stand in four quadrants: sums,
 * differences along either axis, and along both, with `planes` bits for the first, the next two and the last.
 */
export function readBitPlanes(
  stream: Uint8Array,
  fast: number,
  slow: number,
  planes: readonly [number, number, number],
): Float64Array {
  const out = new Float64Array(fast * slow);
  const input = new Nibbles(stream);
  const [fastHalf, slowHalf] = [(fast + 1) >> 1, (slow + 1) >> 1];
  const quadrants: readonly Quadrant[] = [
    { offset: 0, fast: fastHalf, slow: slowHalf, bits: planes[0] },
    { offset: fastHalf, fast: fast - fastHalf, slow: slowHalf, bits: planes[1] },
    { offset: fast * slowHalf, fast: fastHalf, slow: slow - slowHalf, bits: planes[1] },
    { offset: fast * slowHalf + fastHalf, fast: fast - fastHalf, slow: slow - slowHalf, bits: planes[2] },
  ];
  for (const quadrant of quadrants) readQuadrant(input, quadrant, out, fast);
  if (input.take(4) !== 0) throw new TileDamage("its bit planes do not end where they should");
  input.align();
  for (let i = 0; i < out.length; i++) if (out[i] !== 0 && input.take(1) === 1) out[i] = -out[i];
  return out;
}

interface Quadrant {
  /** Of its first coefficient. */
  readonly offset: number;
  readonly fast: number;
  readonly slow: number;
  readonly bits: number;
}

/** The bit planes of a quadrant, the highest first: 0 announces one as it is, 15 a quadtree. */
function readQuadrant(input: Nibbles, quadrant: Quadrant, out: Float64Array, stride: number): void {
  const { fast, slow } = quadrant;
  const size = Math.ceil(fast / 2) * Math.ceil(slow / 2);
  for (let bit = quadrant.bits - 1; bit >= 0; bit--) {
    const form = input.take(4);
    if (form !== 0 && form !== 15) throw new TileDamage(`a bit plane has the form ${form}, not 0 or 15`);
    const codes: Uint8Array =
      form === 15 ? readTree(input, fast, slow) : Uint8Array.from({ length: size }, () => input.take(4));
    if (codes.length === 0) continue;
    const weight = 2 ** bit;
    spread(codes, fast, slow, (i, j) => {
      out[quadrant.offset + j * stride + i] += weight;
    });
  }
}

/** The codes of the lowest level of a quadtree over `fast` × `slow` bits: four bits for each square of two by two; none where no bit is set. */
function readTree(input: Nibbles, fast: number, slow: number): Uint8Array {
  let level = Math.max(Math.ceil(Math.log2(Math.max(fast, slow, 1))), 0);
  let codes: Uint8Array = Uint8Array.of(input.takeCode());
  if (codes[0] === 0) return new Uint8Array(0);
  // Each level is the one below with its axes halved, rounded up.
  for (level -= 1; level >= 1; level--) {
    const [width, height] = [Math.ceil(fast / 2 ** level), Math.ceil(slow / 2 ** level)];
    const finer = new Uint8Array(width * height);
    spread(codes, width, height, (i, j) => {
      finer[j * width + i] = 1;
    });
    for (let i = finer.length - 1; i >= 0; i--) if (finer[i] !== 0) finer[i] = input.takeCode();
    codes = finer;
  }
  return codes;
}

/** Calls `set` for each bit that is set in squares of two by two over `fast` × `slow` places. */
function spread(codes: Uint8Array, fast: number, slow: number, set: (i: number, j: number) => void): void {
  let at = 0;
  for (let j = 0; j < slow; j += 2) {
    for (let i = 0; i < fast; i += 2) {
      const code = codes[at++];
      if (code === 0) continue;
      if (code & 8) set(i, j);
      if (code & 4 && i + 1 < fast) set(i + 1, j);
      if (code & 2 && j + 1 < slow) set(i, j + 1);
      if (code & 1 && i + 1 < fast && j + 1 < slow) set(i + 1, j + 1);
    }
  }
}

/** The squares whose codes have 3, 4, 5 and 6 bits: those with one bit set are the most frequent. */
const squares: readonly (readonly number[])[] = [
  [1, 2, 4, 8],
  [3, 5, 10, 12, 15],
  [6, 7, 9, 11, 13],
  [0, 14],
];
/** The first code of each length. */
const firstCodes: readonly number[] = [0, 8, 26, 62];

/** Bits of a stream, the highest of a byte first. */
class Nibbles {
  private readonly bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private left = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next `count` bits, 8 at most. */
  take(count: number): number {
    if (this.left < count) {
      if (this.at >= this.bytes.length) throw new TileDamage("it ends too early");
      this.held = ((this.held & 0xff) << 8) | this.bytes[this.at++];
      this.left += 8;
    }
    this.left -= count;
    return (this.held >> this.left) & ((1 << count) - 1);
  }

  /** The four bits that a code of variable length stands for. */
  takeCode(): number {
    let code = this.take(3);
    for (let i = 0; i < squares.length; i++) {
      const square = squares[i][code - firstCodes[i]];
      if (square !== undefined) return square;
      code = 2 * code + this.take(1);
    }
    throw new TileDamage("it has a code that stands for nothing");
  }

  /** Goes on with the next whole byte. */
  align(): void {
    this.left = 0;
  }
}
