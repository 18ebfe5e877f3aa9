import { hintOf, invalid } from "./check.ts";

/** How MINUIT works. Everything has a default; a job file may set any of it. */
export interface MinuitOptions {
  /** 0: fewest calls, errors approximate; 1 (default): reliable errors; 2: most careful derivatives. */
  readonly strategy?: 0 | 1 | 2;
  /** The search ends when the estimated vertical distance to the minimum is below 0.002 · tolerance · up. Default 0.1. */
  readonly tolerance?: number;
  /**
   * Most calls of the function and its gradient in a search by MIGRAD. Default: 200 + 100 n + 5 n² per attempt, for n free parameters.
   * A HESSE after it comes on top, and MINOS makes many searches, each of which may take as many.
   */
  readonly maxCalls?: number;
  /**
   * Where errors and covariance come from. "migrad": whatever the search leaves. "auto" (default): the same, and HESSE where
   * the search knew its matrix to 5 % and did without, or where parameters are correlated by more than 0.99 or the matrix was
   * not positive definite: quick differences may then be wrong by any amount. "hesse": always HESSE after the search, and
   * Newton steps with its exact derivatives: values to 2e-4 of their errors and errors to 5e-4, for some 2 n² + 6 n calls.
   * Where HESSE shows that the search had not reached a minimum, it goes on. With strategy 0 the default is "migrad".
   */
  readonly errors?: "auto" | "hesse" | "migrad";
}

/** Options of the functions, which take objectives: fixed parameters besides. */
export interface SearchOptions extends MinuitOptions {
  /** Per parameter, whether it stays at its start value. */
  readonly fixed?: readonly boolean[];
}

/** Options of MINOS. */
export interface MinosOptions extends SearchOptions {
  /** Number of standard deviations: the function rises by up · nSigma². Default 1. */
  readonly nSigma?: number;
}

const positive = (value: unknown): boolean => Number(value) === value && value > 0 && value < Infinity;

const checks: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  strategy: [(value) => value === 0 || value === 1 || value === 2, "0, 1 or 2"],
  tolerance: [positive, "a positive number"],
  maxCalls: [(value) => positive(value) && Number.isInteger(value), "a positive whole number"],
  errors: [(value) => value === "auto" || value === "hesse" || value === "migrad", '"auto", "hesse" or "migrad"'],
};

/** Checks options that may come from a file, but for those named in `more`. Throws "invalid-input" naming the option, its value and what it may be. */
export function checkOptions(options: unknown, more: readonly string[] = []): MinuitOptions {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object" || Array.isArray(options)) {
    throw invalid(`Options of minuit must be an object, not ${JSON.stringify(options)}.`, { options });
  }
  const known = Object.keys(checks);
  for (const [key, value] of Object.entries(options)) {
    if (more.includes(key) || value === undefined) continue;
    if (!known.includes(key)) {
      const { hint, suggestion } = hintOf(key, known);
      throw invalid(`Minuit has no option "${key}".${hint} Options: ${known.join(", ")}.`, { key, known, suggestion });
    }
    const [isRight, wanted] = checks[key];
    if (isRight(value)) continue;
    const shown = typeof value === "string" ? `"${value}"` : String(value);
    throw invalid(`Option "${key}" of minuit is ${shown}; it must be ${wanted}.`, { key, value });
  }
  return options;
}

/** Throws "invalid-input" where the number of standard deviations is not positive. */
export function checkSigma(nSigma: number): void {
  if (!positive(nSigma)) throw invalid(`nSigma is ${nSigma}; it must be a positive number.`, { nSigma });
}
