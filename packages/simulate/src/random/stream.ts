import { GammakitError } from "@gammakit/core";
import { randomPoisson } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers that depend on a seed and on what they are for, and on nothing else. */
export interface Stream {
  /** In [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** A number of counts of that expectation. */
  poisson(mean: number): number;
}

/** What streams are for: two of one seed and run are independent. */
export const purpose = { source: 1, background: 2, counts: 3, countsOff: 4, map: 5 } as const;

/**
 * A stream of its own for `seed` and `path`, such as the run and the purpose: xoroshiro128+ (Blackman & Vigna 2018) from a state
 * that is a hash of them. Throws "invalid-input" where one is not a whole number from 0 to 2^53 − 1.
 */
export function createStream(seed: number, ...path: readonly number[]): Stream {
  const words = [seed, ...path].flatMap((value) => {
    if (!(Number.isSafeInteger(value) && value >= 0)) {
      throw new GammakitError(
        "invalid-input",
        `A seed, a run and an index are whole numbers from 0 to 2^53 - 1, not ${value}.`,
        { value },
      );
    }
    return [value >>> 0, Math.floor(value / 2 ** 32)];
  });
  // The constant keeps the state from being all zeros, which is the one state that never changes.
  const state = [1, 2, 3, 4].map((salt) => words.reduce(mix, salt)).map((word, k) => (k === 0 ? word | 1 : word));
  const generator = xoroshiro128plusFromState(state);
  const uniform = () => uniformFloat64(generator);
  const poisson = randomPoisson.source(uniform);
  return { uniform, poisson: (mean) => (mean > 0 ? poisson(mean)() : 0) };
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
