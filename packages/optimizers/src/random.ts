import { cos, log } from "@gammakit/core";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers of one stream: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform, 0 included and 1 not. */
  uniform(): number;
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  /** Normal with mean 0 and variance 1 (Box & Muller 1958). */
  normal(): number;
}

/** The stream of a seed (xoroshiro128+, 53 bits). */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    normal: () => Math.sqrt(-2 * log(1 - uniform())) * cos(2 * Math.PI * uniform()),
  };
}
