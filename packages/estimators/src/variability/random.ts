import { GammakitError } from "@gammakit/core";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** How toys are thrown. */
export interface ToyOptions {
  /** How many; 1000 when absent. */
  readonly toys?: number;
  /** A 32-bit integer: the same one gives the same numbers on every machine. 0 when absent. */
  readonly seed?: number;
}

/** Uniform random numbers, 0 included and 1 not (xoroshiro128+, 53 bits). */
export function uniformFrom(seed: number): () => number {
  if (!Number.isInteger(seed) || seed !== (seed | 0)) {
    throw new GammakitError("invalid-input", `A seed is an integer of 32 bits; ${seed} is not.`);
  }
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** A number of toys, checked. */
export function checkToys(toys: number): number {
  if (Number.isInteger(toys) && toys >= 1 && toys <= 1_000_000) return toys;
  throw new GammakitError("invalid-input", `The number of toys must be an integer from 1 to 1000000; it is ${toys}.`);
}
