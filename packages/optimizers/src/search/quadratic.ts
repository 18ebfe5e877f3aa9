import type { Problem } from "./problem.ts";

/** A quadratic surface through the surroundings of a point. */
export interface Quadratic {
  readonly gradient: Float64Array;
  /** Row-major n × n. */
  readonly hessian: Float64Array;
  /** Parameters at a limit from which the function rises inward. */
  readonly held: readonly number[];
  /** Parameters on which the function does not depend. */
  readonly flat: readonly number[];
}

/** The steps are as long as the function needs to rise by this times `up`: second differences are right to some 1e-6. */
const wantedRise = 1e-5;

/** Smallest rise, relative to what is wanted, that is more than rounding. */
const leastRise = 0.03;

interface Axis {
  readonly kind: "open" | "held" | "inward" | "flat";
  /** Length of the differences; its sign points inward at a limit. */
  readonly h: number;
  /** The function at +h, and at −h or, at a limit, at +2h. */
  readonly plus: number;
  readonly minus: number;
}

/**
 * First and second derivatives of the function at `x`, where it is `value`: of its gradient where it has one, else by differences.
 * At a limit the differences are one-sided. `lengths` remembers the steps from one point to the next.
 */
export function quadraticAt(problem: Problem, x: Float64Array, value: number, lengths: Float64Array): Quadratic {
  const { n } = problem;
  const axes = Array.from({ length: n }, (_, i) => axisAt(problem, x, value, i, lengths));
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  axes.forEach(({ kind, h, plus, minus }, i) => {
    if (kind === "open") {
      gradient[i] = (plus - minus) / (2 * h);
      hessian[i * n + i] = (plus + minus - 2 * value) / (h * h);
    } else if (kind === "inward") {
      gradient[i] = (4 * plus - minus - 3 * value) / (2 * h);
      hessian[i * n + i] = (minus - 2 * plus + value) / (h * h);
    }
  });
  if (problem.gradient) differentiateSlopes(n, problem.gradient, x, axes, gradient, hessian);
  else mixedDifferences(problem, x, value, axes, hessian);
  const pick = (wanted: Axis["kind"]): readonly number[] => axes.flatMap(({ kind }, i) => (kind === wanted ? [i] : []));
  return { gradient, hessian, held: pick("held"), flat: pick("flat") };
}

function axisAt(problem: Problem, x: Float64Array, value: number, i: number, lengths: Float64Array): Axis {
  const { lower, upper, step, up } = problem;
  const room = Math.min(upper[i] - x[i], x[i] - lower[i]);
  const at = (move: number): number => {
    const shifted = Float64Array.from(x);
    shifted[i] = Math.min(Math.max(x[i] + move, lower[i]), upper[i]);
    return problem.value(shifted);
  };
  const wanted = Math.max(wantedRise * up, 1e-10 * Math.abs(value));
  let h = Math.min(lengths[i] || 1e-2 * step[i], room);
  let plus = value;
  let minus = value;
  let rise = 0;
  for (let k = 0; k < 24 && h > 0; k++) {
    [plus, minus] = [at(h), at(-h)];
    rise = 0.5 * (plus + minus) - value;
    if (Math.abs(rise) > 0.3 * wanted && Math.abs(rise) < 3 * wanted) break;
    const factor = Number.isFinite(rise) ? Math.sqrt(wanted / Math.abs(rise)) : 0;
    const next = Math.min(h * Math.min(Math.max(factor, 0.1), 10), room);
    if (next === h || !Number.isFinite(x[i] + next)) break;
    h = next;
  }
  if (Number.isFinite(rise) && Math.abs(rise) > leastRise * wanted) {
    lengths[i] = h;
    return { kind: "open", h, plus, minus };
  }
  if (h < room) return { kind: sloping(plus, minus, wanted) ? "open" : "flat", h: h || 1, plus, minus };
  return inwardAxis(problem, x, value, i, at, wanted);
}

/** Whether two ends of a straight line differ by more than rounding. */
function sloping(plus: number, minus: number, wanted: number): boolean {
  return Math.abs(plus - minus) > wanted;
}

/** The axis of a parameter whose limit leaves no room for a difference: whether the function rises inward. */
function inwardAxis(
  { lower, upper, step }: Problem,
  x: Float64Array,
  value: number,
  i: number,
  at: (move: number) => number,
  wanted: number,
): Axis {
  const sign = upper[i] - x[i] >= x[i] - lower[i] ? 1 : -1;
  const most = (upper[i] - lower[i]) / 4;
  let plus = value;
  let h = Math.min(1e-4 * step[i], most);
  for (let k = 0; k < 24; k++) {
    plus = at(sign * h);
    if (Number.isFinite(plus) && Math.abs(plus - value) > leastRise * wanted) break;
    const next = Math.min(Number.isFinite(plus) ? 4 * h : h / 10, most);
    if (next === h) break;
    h = next;
  }
  const change = plus - value;
  if (!Number.isFinite(plus) || change > leastRise * wanted) return { kind: "held", h: sign * h, plus, minus: value };
  if (!(change < -leastRise * wanted)) return { kind: "flat", h: sign * h, plus, minus: value };
  return { kind: "inward", h: sign * h, plus, minus: at(2 * sign * h) };
}

function mixedDifferences(
  problem: Problem,
  x: Float64Array,
  value: number,
  axes: readonly Axis[],
  hessian: Float64Array,
): void {
  const { n } = problem;
  const at = (i: number, j: number, sign: number): number => {
    const shifted = Float64Array.from(x);
    shifted[i] += sign * axes[i].h;
    shifted[j] += sign * axes[j].h;
    return problem.value(shifted);
  };
  for (let i = 0; i < n; i++) {
    if (axes[i].kind !== "open") continue;
    for (let j = 0; j < i; j++) {
      if (axes[j].kind !== "open") continue;
      const both = at(i, j, 1) + at(i, j, -1) + 2 * value;
      const alone = axes[i].plus + axes[i].minus + axes[j].plus + axes[j].minus;
      const mixed = (both - alone) / (2 * axes[i].h * axes[j].h);
      hessian[i * n + j] = Number.isFinite(mixed) ? mixed : 0;
      hessian[j * n + i] = hessian[i * n + j];
    }
  }
}

function differentiateSlopes(
  n: number,
  slopesAt: (x: Float64Array, out: Float64Array) => void,
  x: Float64Array,
  axes: readonly Axis[],
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  slopesAt(x, gradient);
  const [above, below] = [new Float64Array(n), new Float64Array(n)];
  const columns = axes.map(({ kind, h }, i) => {
    if (kind !== "open" && kind !== "inward") return new Float64Array(n);
    slopesAt(x.with(i, x[i] + h), above);
    if (kind === "inward") return above.map((slope, j) => (slope - gradient[j]) / h);
    slopesAt(x.with(i, x[i] - h), below);
    return above.map((slope, j) => (slope - below[j]) / (2 * h));
  });
  const moves = (i: number): boolean => axes[i].kind === "open" || axes[i].kind === "inward";
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      hessian[i * n + j] = moves(i) && moves(j) ? 0.5 * (columns[i][j] + columns[j][i]) : 0;
    }
  }
}
