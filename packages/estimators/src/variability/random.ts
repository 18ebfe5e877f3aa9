import { GammakitError } from "@gammakit/core";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus, xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** How toys are thrown. */
export interface ToyOptions {
  /** How many; 1000 when absent. */
  readonly toys?: number;
  /** A 32-bit integer: the same one gives the same numbers on every machine. 0 when absent. */
  readonly seed?: number;
}

/** Uniform random numbers, 0 included and 1 not (xoroshiro128+, 53 bits). */
export function uniformFrom(seed: number): () => number {
  checkSeed(seed);
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** A seed, checked. Throws "invalid-input" for one that is no integer of 32 bits. */
export function checkSeed(seed: number): number {
  if (Number.isInteger(seed) && seed === (seed | 0)) return seed;
  throw new GammakitError("invalid-input", `A seed is an integer of 32 bits; ${seed} is not.`);
}

/** Uniform random numbers of their own for a seed and a path, all integers of 32 bits, such as an interval and a toy. */
export function uniformFor(seed: number, ...path: readonly number[]): () => number {
  const state = [1, 2, 3, 4].map((salt) => [seed, ...path].reduce(mix, salt));
  // All zeros is the one state that never changes.
  state[0] |= 1;
  const generator = xoroshiro128plusFromState(state);
  return () => uniformFloat64(generator);
}

/** One round of the 32-bit hash of Appleby's MurmurHash3, with its finalizer. */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  let h = hash ^ k;
  h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A number of toys, checked. */
export function checkToys(toys: number): number {
  if (Number.isInteger(toys) && toys >= 1 && toys <= 1_000_000) return toys;
  throw new GammakitError("invalid-input", `The number of toys must be an integer from 1 to 1000000; it is ${toys}.`);
}
