import { eps2 } from "./precision.ts";
import { type SymmetricWork, symmetricWork } from "./symmetric.ts";

/** A point of the search in internal variables, with all that is known about the function there. Changes in place. */
export interface State {
  readonly u: Float64Array;
  f: number;
  /** First derivatives. */
  readonly g: Float64Array;
  /** Second derivatives along each axis. */
  readonly g2: Float64Array;
  /** Step by which each derivative was taken. */
  readonly gstep: Float64Array;
  /** Inverse of the matrix of second derivatives, row-major n × n. */
  readonly v: Float64Array;
  /** Estimated relative error of `v`: 0 just after HESSE, 1 when nothing is known. */
  dcovar: number;
  /** Estimated vertical distance to the minimum, ½ gᵀ V g. */
  edm: number;
  /** Whether `v` is usable as an error matrix. */
  matrixValid: boolean;
  /** Whether `v` had to be forced positive definite. */
  madePositive: boolean;
  /** Whether `v` is HESSE's, at this very point. */
  fromHesse: boolean;
  hesseFailed: boolean;
}

/** Scratch space of the algorithms, made once per search. */
export interface Workspace extends SymmetricWork {
  /** Direction of the line search. */
  readonly step: Float64Array;
  readonly trial: Float64Array;
  readonly uOld: Float64Array;
  readonly gOld: Float64Array;
  /** Change of gradient, and V times that. */
  readonly dg: Float64Array;
  readonly vdg: Float64Array;
  /** Function at a step forward and backward along each axis, and that step. */
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly reach: Float64Array;
  readonly hessian: Float64Array;
  /** Positions along the line, and the function there, through which a parabola is laid. */
  readonly px: Float64Array;
  readonly py: Float64Array;
  /** Where the line search must not go beyond. */
  ceiling: number;
  floor: number;
  /** Best position along the line, in units of the step, and the function there. */
  position: number;
  value: number;
}

/** A state at `u` about which nothing else is known. */
export function createState(u: Float64Array): State {
  const n = u.length;
  return {
    u,
    f: NaN,
    g: new Float64Array(n),
    g2: new Float64Array(n),
    gstep: new Float64Array(n),
    v: new Float64Array(n * n),
    dcovar: 1,
    edm: NaN,
    matrixValid: true,
    madePositive: false,
    fromHesse: false,
    hesseFailed: false,
  };
}

/** Scratch space for n free parameters. */
export function createWorkspace(n: number): Workspace {
  return {
    ...symmetricWork(n),
    step: new Float64Array(n),
    trial: new Float64Array(n),
    uOld: new Float64Array(n),
    gOld: new Float64Array(n),
    dg: new Float64Array(n),
    vdg: new Float64Array(n),
    forward: new Float64Array(n),
    backward: new Float64Array(n),
    reach: new Float64Array(n),
    hessian: new Float64Array(n * n),
    px: new Float64Array(3),
    py: new Float64Array(3),
    ceiling: 1000,
    floor: -100,
    position: 0,
    value: NaN,
  };
}

/** Scratch space of searches that have ended, by number of parameters: making it takes a tenth of a short fit. */
const spare: (Workspace | undefined)[] = [];

/** Scratch space for n free parameters, until `returnWorkspace`. */
export function borrowWorkspace(n: number): Workspace {
  const work = spare[n];
  spare[n] = undefined;
  return work ?? createWorkspace(n);
}

/** Keeps scratch space that is no longer in use for the next search, where it is small. */
export function returnWorkspace(work: Workspace): void {
  if (work.step.length <= 16) spare[work.step.length] = work;
}

/** ½ gᵀ V g: by how much a quadratic function would still fall. */
export function estimatedDistance(state: State): number {
  const { g, v } = state;
  const n = g.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += v[i * n + j] * g[j];
    sum += g[i] * row;
  }
  return 0.5 * sum;
}

/** Resets the inverse matrix to what the second derivatives along the axes say. */
export function resetMatrix(state: State): void {
  const { g2, v } = state;
  const n = g2.length;
  v.fill(0);
  for (let i = 0; i < n; i++) v[i * n + i] = Math.abs(g2[i]) > eps2 ? 1 / g2[i] : 1;
  state.dcovar = 1;
  state.fromHesse = false;
}
