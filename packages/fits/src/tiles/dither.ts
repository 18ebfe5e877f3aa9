import { TileDamage } from "./tile-damage.ts";

/** How the real numbers of a tile became whole ones. */
export interface Quantization {
  readonly scale: number;
  readonly zero: number;
  /** The whole number that stands for none. */
  readonly blank: number | undefined;
  readonly method: "none" | "dither-1" | "dither-2";
  /** ZDITHER0 plus the number of the tile, 0 for the first. */
  readonly seed: number;
}

/**
 * The whole number that stands for exactly 0 by SUBTRACTIVE_DITHER_2. The text of FITS 4.0 has −2147483647, which is what
 * cfitsio writes for blanks; files have this one.
 */
const exactZero = -2147483646;
const sequenceLength = 10000;

/** Real numbers from the whole ones of a tile. FITS 4.0, section 10.2. */
export function dequantize(integers: Int32Array, quantization: Quantization): Float64Array {
  const { scale, zero, blank, method, seed } = quantization;
  if (!Number.isFinite(scale) || !Number.isFinite(zero)) throw new TileDamage(`ZSCALE = ${scale}, ZZERO = ${zero}`);
  const out = new Float64Array(integers.length);
  const noise = method === "none" ? undefined : sequence();
  let row = mod(seed - 1);
  let next = noise === undefined ? 0 : start(noise, row);
  for (let i = 0; i < integers.length; i++) {
    const stored = integers[i];
    if (stored === blank) out[i] = Number.NaN;
    else if (method === "dither-2" && stored === exactZero) out[i] = 0;
    else if (noise === undefined) out[i] = stored * scale + zero;
    else out[i] = (stored - noise[next] + 0.5) * scale + zero;
    if (noise === undefined || ++next < sequenceLength) continue;
    row = mod(row + 1);
    next = start(noise, row);
  }
  return out;
}

function mod(value: number): number {
  return ((value % sequenceLength) + sequenceLength) % sequenceLength;
}

/** Where in the sequence a tile begins, so that tiles differ. */
function start(noise: Float32Array, row: number): number {
  return Math.floor(noise[row] * 500);
}

let made: Float32Array | undefined;

/** The random numbers that writer and reader must share: Park & Miller (1988), as FITS 4.0, appendix I, has them. */
function sequence(): Float32Array {
  if (made !== undefined) return made;
  made = new Float32Array(sequenceLength);
  const modulus = 2 ** 31 - 1;
  let value = 1;
  for (let i = 0; i < sequenceLength; i++) {
    value = (16807 * value) % modulus;
    made[i] = value / modulus;
  }
  return made;
}
