import { sqrt } from "./math.ts";

/** Four times the spacing of doubles at 1: what a computed function value is trusted to, relatively. */
export const eps = 4 * Number.EPSILON;

/** The relative step at which a difference of function values loses half its digits. */
export const eps2 = 2 * sqrt(eps);

/** Nearest to where its derivative is zero that an internal variable starts: a few 1e-6 of the parameter. */
export const leastInternal = 8 * sqrt(eps2);

/** How hard to work, by strategy (James, CERN D506, SET STRATEGY). */
export interface Effort {
  /** Most refinements of a numerical first derivative. */
  readonly cycles: number;
  /** Relative changes of step and of derivative that end refinements, of second derivatives too. */
  readonly steady: number;
  readonly settled: number;
  /** Most refinements of the second and of the first derivatives in HESSE. */
  readonly hesseCycles: number;
  readonly slopeCycles: number;
}

/** The efforts of strategies 0, 1 and 2. */
export const efforts: readonly Effort[] = [
  { cycles: 2, steady: 0.5, settled: 0.1, hesseCycles: 3, slopeCycles: 1 },
  { cycles: 3, steady: 0.3, settled: 0.05, hesseCycles: 5, slopeCycles: 2 },
  { cycles: 5, steady: 0.1, settled: 0.02, hesseCycles: 7, slopeCycles: 6 },
];
