/** Four times the spacing of doubles at 1: what a computed function value is trusted to, relatively. */
export const eps = 4 * Number.EPSILON;

/** The relative step at which a difference of function values loses half its digits. */
export const eps2 = 2 * Math.sqrt(eps);

/** How hard to work, by strategy (James, CERN D506, SET STRATEGY). */
export interface Effort {
  readonly strategy: 0 | 1 | 2;
  /** Most refinements of a numerical derivative, and the relative changes of step and gradient that end them. */
  readonly gradientCycles: number;
  readonly gradientStepTolerance: number;
  readonly gradientTolerance: number;
  /** The same for the second derivatives of HESSE. */
  readonly hesseCycles: number;
  readonly hesseStepTolerance: number;
  readonly hesseG2Tolerance: number;
  /** Most refinements of the first derivatives in HESSE. */
  readonly hesseGradientCycles: number;
}

const efforts: readonly Effort[] = [
  effort(0, 2, 0.5, 0.1, 3, 1),
  effort(1, 3, 0.3, 0.05, 5, 2),
  effort(2, 5, 0.1, 0.02, 7, 6),
];

function effort(
  strategy: 0 | 1 | 2,
  gradientCycles: number,
  stepTolerance: number,
  tolerance: number,
  hesseCycles: number,
  hesseGradientCycles: number,
): Effort {
  return {
    strategy,
    gradientCycles,
    gradientStepTolerance: stepTolerance,
    gradientTolerance: tolerance,
    hesseCycles,
    hesseStepTolerance: stepTolerance,
    hesseG2Tolerance: tolerance,
    hesseGradientCycles,
  };
}

/** The effort of a strategy. */
export function effortOf(strategy: 0 | 1 | 2): Effort {
  return efforts[strategy];
}

/** Function calls after which the search gives up unless told otherwise: 200 + 100 n + 5 n². */
export function defaultMaxCalls(n: number): number {
  return 200 + 100 * n + 5 * n * n;
}
