import type { Parameter, SpectralModel } from "@gammakit/core";
import type { FitResult, FitStatus, Measurement } from "@gammakit/fit";
import { describePrior } from "./describe-prior.ts";
import { orNull } from "./or-null.ts";

/** A parameter after a fit. What does not exist is null. */
export interface ParameterResult {
  readonly name: string;
  /** Null where the fit did not reach a minimum. */
  readonly value: number | null;
  /** One standard deviation; 0 of a frozen parameter. */
  readonly error: number | null;
  readonly unit: string;
  /** Whether it was held at its value. */
  readonly frozen: boolean;
  /** What was known of it before, as the job says it; absent where nothing. */
  readonly prior?: Readonly<Record<string, unknown>>;
}

/** How a fit ended, and what it found. */
export interface FitOutcome {
  readonly status: FitStatus;
  /** Whether `status` is "converged". */
  readonly success: boolean;
  /** −2 ln L at the best fit, up to a constant. */
  readonly stat: number | null;
  /** How often the likelihood was computed. */
  readonly evaluations: number;
  /** How the fit ended, in words. */
  readonly message: string;
  readonly parameters: readonly ParameterResult[];
  /** Covariance of all parameters, row by row, in their order; null where there is none. */
  readonly covariance: readonly (readonly (number | null)[])[] | null;
}

/** A flux between two energies. */
export interface IntegralFluxResult {
  readonly eMinTeV: number;
  readonly eMaxTeV: number;
  /** Photon flux; null where the fit did not converge. */
  readonly value: number | null;
  /** One standard deviation, from the covariance of all parameters. */
  readonly error: number | null;
  readonly unit: "cm-2 s-1";
}

/** A fit as result.json has it. */
export function fitOutcome(result: FitResult<SpectralModel>): FitOutcome {
  return {
    status: result.status,
    success: result.success,
    stat: orNull(result.stat),
    evaluations: result.evaluations,
    message: result.message,
    parameters: result.model.parameters.map((parameter) => parameterResult(parameter, result)),
    covariance: covarianceRows(result),
  };
}

/** A parameter as result.json has it. */
export function parameterResult(parameter: Parameter, { covariance }: FitResult<SpectralModel>): ParameterResult {
  const { name, value, unit, error, frozen = false, prior } = parameter;
  return {
    name,
    value: frozen || covariance !== undefined ? orNull(value) : null,
    error: frozen ? 0 : orNull(error),
    unit,
    frozen,
    ...(prior && { prior: describePrior(prior) }),
  };
}

function covarianceRows({ covariance, names }: FitResult<SpectralModel>): FitOutcome["covariance"] {
  if (covariance === undefined) return null;
  const n = names.length;
  return names.map((_, k) => Array.from(covariance.subarray(k * n, (k + 1) * n), orNull));
}

/** An integral flux as result.json has it. */
export function fluxResult(
  flux: Measurement | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): IntegralFluxResult {
  return { eMinTeV: min, eMaxTeV: max, value: orNull(flux?.value), error: orNull(flux?.error), unit: "cm-2 s-1" };
}
