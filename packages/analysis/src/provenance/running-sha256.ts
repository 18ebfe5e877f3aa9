import { cbrt } from "@gammakit/core";
import type { RunningHash } from "./sha256.ts";

const blockLength = 64;

/** SHA-256 of bytes that come piece by piece, which platforms have for whole buffers only. FIPS 180-4 (2015), sections 5 and 6.2. */
export function beginSha256(): RunningHash {
  const state = Int32Array.from(primes(8), (prime) => fractionBits(Math.sqrt(prime)));
  const pending = new Uint8Array(blockLength);
  let [filled, total] = [0, 0];
  const update = (bytes: Uint8Array) => {
    total += bytes.length;
    let at = 0;
    if (filled > 0) {
      at = Math.min(blockLength - filled, bytes.length);
      pending.set(bytes.subarray(0, at), filled);
      filled += at;
      if (filled < blockLength) return;
      compress(state, pending, 0, 1);
    }
    const blocks = Math.floor((bytes.length - at) / blockLength);
    compress(state, bytes, at, blocks);
    const rest = bytes.subarray(at + blocks * blockLength);
    pending.set(rest);
    filled = rest.length;
  };
  const digest = () => {
    const length = total;
    const end = new Uint8Array((filled < blockLength - 8 ? blockLength : 2 * blockLength) - filled);
    const view = new DataView(end.buffer);
    end[0] = 0x80;
    view.setUint32(end.length - 8, Math.floor(length / 2 ** 29));
    view.setUint32(end.length - 4, (length % 2 ** 29) * 8);
    update(end);
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };
  return { update, digest };
}

/** K of section 4.2.2. */
const constants = Int32Array.from(primes(64), (prime) => fractionBits(cbrt(prime)));
const words = new Int32Array(64);

/** Section 6.2.2, for `count` blocks from `offset` on. Each sum of two is cut to 32 bits, so that engines keep integers. */
function compress(state: Int32Array, bytes: Uint8Array, offset: number, count: number): void {
  for (let block = 0, start = offset; block < count; block++, start += blockLength) {
    schedule(bytes, start);
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let t = 0; t < 64; t++) {
      const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const first = (((h + sum1) | 0) + ((((e & f) ^ (~e & g)) + ((constants[t] + words[t]) | 0)) | 0)) | 0;
      const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}

/** W of section 6.2.2. */
function schedule(bytes: Uint8Array, start: number): void {
  for (let t = 0, at = start; t < 16; t++, at += 4) {
    words[t] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = words[t - 15];
    const y = words[t - 2];
    const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[t] = (((small1 + words[t - 7]) | 0) + ((small0 + words[t - 16]) | 0)) | 0;
  }
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point; a double has them right for roots of the primes that are used here. */
function fractionBits(value: number): number {
  return Math.floor((value % 1) * 2 ** 32);
}
