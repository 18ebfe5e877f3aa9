import type { Objective } from "@gammakit/core";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";

/** What second differences say about a point of an objective. Numbers are places of parameters. */
export interface Curvature {
  /** Row-major, 2·up times the inverse of the second derivatives, zero for parameters at a limit; absent where that is no minimum. */
  readonly covariance?: Float64Array;
  /** Parameters on which, or on a combination of which, the function does not depend. */
  readonly flat: readonly number[];
  /** Parameters along which the point is no minimum. */
  readonly falling: readonly number[];
  /** Parameters whose limit leaves no room for a difference. */
  readonly atLimit: readonly number[];
  readonly evaluations: number;
}

/** The steps are as long as the function needs to rise by this times `up`: second differences are right to some 1e-6. */
const wantedRise = 1e-5;

/** Eigenvalue of the matrix of second derivatives, scaled to a unit diagonal, below which a combination of parameters is free. */
const negligible = 1e-5;

/** Second derivatives of `objective` at `x` by differences, and what follows from them. */
export function curvatureAt(objective: Objective, x: Float64Array): Curvature {
  const probe = createProbe(objective, x);
  const steps = Array.from(x, (_, i) => findStep(probe, i));
  const pick = (kind: Step["kind"]) => steps.flatMap((step, i) => (step.kind === kind ? [i] : []));
  const [flat, falling, atLimit, open] = [pick("flat"), pick("falling"), pick("at-limit"), pick("rising")];
  const known = { flat, falling, atLimit };
  if (flat.length > 0 || falling.length > 0) return { ...known, evaluations: probe.count() };
  // In units of the root of each second derivative, the matrix has ones on its diagonal.
  const unit = open.map((i) => steps[i].h / Math.sqrt(2 * steps[i].rise));
  const hessian = scaledHessian(probe, open, steps, unit);
  const evaluations = probe.count();
  const weak = weakCombination(hessian);
  if (weak !== undefined) {
    const members = weak.members.map((a) => open[a]);
    return { ...known, evaluations, ...(weak.eigenvalue < -negligible ? { falling: members } : { flat: members }) };
  }
  const covariance = new Float64Array(x.length * x.length);
  if (open.length === 0) return { ...known, covariance, evaluations };
  const small = inverse(hessian);
  open.forEach((i, a) => {
    open.forEach((j, b) => {
      covariance[i * x.length + j] = 2 * objective.up * small.get(a, b) * unit[a] * unit[b];
    });
  });
  return { ...known, covariance, evaluations };
}

/** Second derivatives with respect to the parameters `open`, each in its `unit`. */
function scaledHessian(probe: Probe, open: readonly number[], steps: readonly Step[], unit: readonly number[]): Matrix {
  const hessian = Matrix.eye(open.length);
  open.forEach((i, a) => {
    open.slice(0, a).forEach((j, b) => {
      const value = mixed(probe, i, steps[i].h, j, steps[j].h) * unit[a] * unit[b];
      hessian.set(a, b, value);
      hessian.set(b, a, value);
    });
  });
  return hessian;
}

interface Probe {
  readonly objective: Objective;
  readonly x: Float64Array;
  readonly center: number;
  /** The function with parameters i and j moved. */
  at(i: number, di: number, j: number, dj: number): number;
  count(): number;
}

function createProbe(objective: Objective, x: Float64Array): Probe {
  const shifted = x.slice();
  let count = 1;
  const at = (i: number, di: number, j: number, dj: number) => {
    count++;
    shifted.set(x);
    shifted[i] += di;
    shifted[j] += dj;
    return objective.evaluate(shifted);
  };
  return { objective, x, center: objective.evaluate(x), at, count: () => count };
}

interface Step {
  readonly kind: "rising" | "falling" | "flat" | "at-limit";
  readonly h: number;
  /** Mean rise of the function at distance h to either side. */
  readonly rise: number;
}

/** The step along one parameter that raises the function by about what is wanted. */
function findStep(probe: Probe, i: number): Step {
  const { objective, x, center } = probe;
  const room = Math.min(objective.upper[i] - x[i], x[i] - objective.lower[i]);
  const most = Math.min(room, 10 * Math.max(Math.abs(x[i]), 1));
  const wanted = Math.max(wantedRise * objective.up, 1e-10 * Math.abs(center));
  let h = Math.min(1e-3 * Math.max(Math.abs(x[i]), 1e-3), most);
  let rise = 0;
  for (let k = 0; k < 16 && h > 0; k++) {
    rise = 0.5 * (probe.at(i, h, i, 0) + probe.at(i, -h, i, 0)) - center;
    if (Math.abs(rise) > 0.3 * wanted && Math.abs(rise) < 3 * wanted) break;
    const factor = Number.isFinite(rise) ? Math.sqrt(wanted / Math.abs(rise)) : 0;
    const next = Math.min(h * Math.min(Math.max(factor, 0.1), 10), most);
    if (next === h) break;
    h = next;
  }
  if (rise > 0.03 * wanted) return { kind: "rising", h, rise };
  if (rise < -0.03 * wanted) return { kind: "falling", h, rise };
  return { kind: room <= most ? "at-limit" : "flat", h, rise };
}

function mixed(probe: Probe, i: number, hi: number, j: number, hj: number): number {
  const sum = probe.at(i, hi, j, hj) - probe.at(i, hi, j, -hj) - probe.at(i, -hi, j, hj) + probe.at(i, -hi, j, -hj);
  return sum / (4 * hi * hj);
}

/** The direction in which the function is not curved upward, with the parameters that make it up. */
function weakCombination(
  hessian: Matrix,
): { readonly eigenvalue: number; readonly members: readonly number[] } | undefined {
  if (hessian.rows === 0) return undefined;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(hessian, { assumeSymmetric: true });
  const least = realEigenvalues.indexOf(Math.min(...realEigenvalues));
  if (realEigenvalues[least] > negligible) return undefined;
  const vector = eigenvectorMatrix.getColumn(least);
  return { eigenvalue: realEigenvalues[least], members: vector.flatMap((v, i) => (Math.abs(v) > 0.1 ? [i] : [])) };
}
