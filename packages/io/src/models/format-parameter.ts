import { GammakitError, type Parameter } from "@gammakit/core";

/**
 * A parameter as a file of models has it: short, without what equals `standard`, or with every key. `link` is its label.
 * Throws "unsupported" for a prior, which these files cannot hold.
 */
export function formatParameter(
  parameter: Parameter,
  standard: Parameter | undefined,
  link: string | undefined,
  isFull = false,
): object {
  if (parameter.prior !== undefined) {
    throw new GammakitError(
      "unsupported",
      `A models file cannot hold the prior "${parameter.prior.id}" of ${parameter.name}. Leave it out.`,
      {},
    );
  }
  return isFull ? fullParameter(parameter, standard, link) : shortParameter(parameter, standard, link);
}

function shortParameter(parameter: Parameter, standard: Parameter | undefined, link: string | undefined): object {
  const { name, value, unit, error, min, max, frozen } = parameter;
  return {
    name,
    value,
    unit: unit === "" ? undefined : unit,
    error: error === 0 ? undefined : error,
    min: Object.is(min, standard?.min) ? undefined : limit(min),
    max: Object.is(max, standard?.max) ? undefined : limit(max),
    frozen: standard !== undefined && (frozen ?? false) === (standard.frozen ?? false) ? undefined : frozen,
    link,
  };
}

function fullParameter(parameter: Parameter, standard: Parameter | undefined, link: string | undefined): object {
  // Without a default a parameter of which nothing is said may be frozen or not.
  const unsaid = standard === undefined ? undefined : false;
  const { name, value, unit, error = 0, min, max, frozen = unsaid } = { ...standard, ...parameter };
  return {
    name,
    value,
    unit,
    error,
    min: limit(min),
    max: limit(max),
    frozen,
    interp: name === "amplitude" || name === "norm" ? "log" : "lin",
    scale_method: "scale10",
    link,
  };
}

/** NaN says in these files that there is no limit. */
function limit(value: number | undefined): number {
  return value === undefined || !Number.isFinite(value) ? Number.NaN : value;
}
