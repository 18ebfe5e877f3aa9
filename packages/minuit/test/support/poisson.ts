import type { Objective } from "@gammakit/core";

/** A problem of poisson_fits.json. */
export interface PoissonProblem {
  readonly id: string;
  readonly statistic: "cash" | "wstat";
  readonly model: string;
  readonly params: readonly string[];
  readonly start: readonly number[];
  readonly initial_step: readonly number[] | null;
  readonly limits: readonly (readonly [number | null, number | null])[];
  readonly fixed: readonly boolean[];
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly stat_at_start: number | string;
  readonly iminuit: Readonly<Record<string, { readonly migrad?: IminuitResult }>>;
  readonly truth: PoissonTruth | null;
}

/** What iminuit reported; "NaN" stands for a value that is not a number. */
interface IminuitResult {
  readonly valid: boolean;
  readonly nfcn: number;
  readonly fval: number | string;
  readonly edm: number | string;
}

export interface PoissonTruth {
  readonly interior: boolean;
  readonly fmin: number;
  readonly values: readonly number[];
  readonly hesse_errors: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly minos: PerParameterEnd<number | null> | null;
  /** Ends found in double precision where the exact search gave none; a crossing of null is a limit that comes before. */
  readonly minos_fallback_double?: PerParameterEnd<{ readonly crossing: number | null }>;
}

type PerParameterEnd<T> = Readonly<Record<string, { readonly lower?: T; readonly upper?: T } | null>>;

type Vector = readonly number[];
type Predict = (p: Float64Array, out: Float64Array) => void;

/** The objective of a problem; parameters without a step get MINUIT's usual one. */
export function poissonObjective(problem: PoissonProblem): Objective {
  const predict = models[problem.model](problem.data);
  const statistic = problem.statistic === "cash" ? cash(problem.data) : wstat(problem.data);
  const counts = (problem.data.counts ?? problem.data.n_on) as Vector;
  const mu = new Float64Array(counts.length);
  const { start } = problem;
  return {
    names: problem.params,
    start: Float64Array.from(start),
    lower: Float64Array.from(problem.limits, ([lower]) => lower ?? -Infinity),
    upper: Float64Array.from(problem.limits, ([, upper]) => upper ?? Infinity),
    step: Float64Array.from(start, (v, i) => problem.initial_step?.[i] ?? (v === 0 ? 0.1 : 0.01 * Math.abs(v))),
    up: 1,
    evaluate(x) {
      predict(x, mu);
      return statistic(mu);
    },
  };
}

function cash(data: Readonly<Record<string, unknown>>): (mu: Float64Array) => number {
  const counts = data.counts as Vector;
  return (mu) => {
    let sum = 0;
    for (let i = 0; i < counts.length; i++) {
      const m = Math.max(mu[i], 1e-25);
      sum += counts[i] === 0 ? m : m - counts[i] * Math.log(m);
    }
    return 2 * sum;
  };
}

function wstat(data: Readonly<Record<string, unknown>>): (mu: Float64Array) => number {
  const on = data.n_on as Vector;
  const off = data.n_off as Vector;
  const alpha = data.alpha as Vector;
  return (mu) => {
    let sum = 0;
    for (let i = 0; i < on.length; i++) {
      const a = alpha[i];
      const c = a * (on[i] + off[i]) - (1 + a) * mu[i];
      const b = (c + Math.sqrt(c * c + 4 * a * (a + 1) * off[i] * mu[i])) / (2 * a * (a + 1));
      sum += mu[i] + (1 + a) * b;
      if (on[i] > 0) sum -= on[i] * (Math.log(mu[i] + a * b) + 1 - Math.log(on[i]));
      if (off[i] > 0) sum -= off[i] * (Math.log(b) + 1 - Math.log(off[i]));
    }
    return 2 * sum;
  };
}

const models: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => Predict>> = {
  const: (data) => each(data.width as Vector, (p, width) => p[0] * width),
  line: (data) => each(data.x as Vector, (p, x) => p[0] + p[1] * x),
  pl: powerLaw,
  ecpl: (data) => weighted(data, (p, e) => p[0] * ratio(data, e) ** -p[1] * Math.exp(-p[2] * e)),
  lp: (data) => weighted(data, (p, e) => p[0] * ratio(data, e) ** -(p[1] + p[2] * Math.log(ratio(data, e)))),
  gauss: (data) => each(data.x as Vector, (p, x) => p[0] * bell(x - p[1], p[2]) + p[3]),
  gauss_lin: (data) => each(data.x as Vector, (p, x) => p[0] * bell(x - p[1], p[2]) + p[3] + p[4] * x),
  gauss2: (data) => each(data.x as Vector, (p, x) => p[0] * bell(x - p[1], p[4]) + p[2] * bell(x - p[3], p[4]) + p[5]),
  gauss2d: image,
  templ: (data) => {
    const templates = data.templates as readonly Vector[];
    return each([...templates[0].keys()], (p, i) => templates.reduce((sum, row, k) => sum + p[k] * row[i], 0));
  },
  folded: (data) => {
    const energy = data.e_mid as Vector;
    const exposure = data.de_exposure as Vector;
    return each(data.matrix as readonly Vector[], (p, row) =>
      row.reduce((sum, m, j) => sum + m * p[0] * ratio(data, energy[j]) ** -p[1] * exposure[j], 0),
    );
  },
  joint: (data) => {
    const energy = data.e_mid as Vector;
    const n = energy.length;
    const exposure = [data.de_exposure1 as Vector, data.de_exposure2 as Vector];
    const background = [data.bkg1 as Vector, data.bkg2 as Vector];
    return each([...Array(2 * n).keys()], (p, k) => {
      const [set, i] = [k < n ? 0 : 1, k % n];
      return p[set] * ratio(data, energy[i]) ** -p[2] * exposure[set][i] + p[3] * background[set][i];
    });
  },
  expdecay: (data) => each(data.x as Vector, (p, x) => p[0] * Math.exp(-x / p[1]) + p[2]),
  plbkg: (data) => {
    const energy = data.e_mid as Vector;
    const exposure = data.de_exposure as Vector;
    const background = data.bkg as Vector;
    return each([...energy.keys()], (p, i) => {
      const r = ratio(data, energy[i]);
      return p[0] * r ** -p[1] * exposure[i] + p[2] * r ** -p[3] * background[i];
    });
  },
};

function each<T>(items: readonly T[], value: (p: Float64Array, item: T) => number): Predict {
  return (p, out) => {
    for (let i = 0; i < items.length; i++) out[i] = value(p, items[i]);
  };
}

function weighted(
  data: Readonly<Record<string, unknown>>,
  value: (p: Float64Array, energy: number) => number,
): Predict {
  const energy = data.e_mid as Vector;
  const exposure = data.de_exposure as Vector;
  return each([...energy.keys()], (p, i) => value(p, energy[i]) * exposure[i]);
}

function ratio(data: Readonly<Record<string, unknown>>, energy: number): number {
  return energy / (data.E0 as number);
}

function bell(offset: number, width: number): number {
  return Math.exp((-offset * offset) / (2 * width * width));
}

function powerLaw(data: Readonly<Record<string, unknown>>): Predict {
  const lower = data.e_lo as Vector;
  const upper = data.e_hi as Vector;
  const exposure = data.exposure as Vector;
  const e0 = data.E0 as number;
  const unit = (data.unit as number | undefined) ?? 1;
  return each([...lower.keys()], (p, i) => {
    const gamma = 1 - p[1];
    const a = lower[i] / e0;
    const b = upper[i] / e0;
    const integral = Math.abs(gamma) < 1e-12 ? Math.log(b / a) : (b ** gamma - a ** gamma) / gamma;
    return unit * exposure[i] * p[0] * e0 * integral;
  });
}

function image(data: Readonly<Record<string, unknown>>): Predict {
  const xs = data.xgrid as Vector;
  const ys = data.ygrid as Vector;
  const pixels = ys.flatMap((y) => xs.map((x) => [x, y] as const));
  return each(pixels, (p, [x, y]) => {
    const square = (x - p[1]) ** 2 + (y - p[2]) ** 2;
    return (p[0] / (2 * Math.PI * p[3] * p[3])) * Math.exp(-square / (2 * p[3] * p[3])) + p[4];
  });
}
