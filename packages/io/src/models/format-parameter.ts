import { GammakitError, type Kind, type ParameterRecord, type PriorRecord } from "@gammakit/core";

/** How a parameter is written. */
interface ParameterFormat {
  readonly full?: boolean | undefined;
  readonly typeOf?: ((id: string, kind: Kind) => string) | undefined;
}

/**
 * A parameter as a file of models has it: short, without what equals `standard`, or with every key. `link` is its label.
 * Throws "unsupported" for a prior that is not made of numbers, which these files cannot hold.
 */
export function formatParameter(
  parameter: ParameterRecord,
  standard: ParameterRecord | undefined,
  link: string | undefined,
  { full = false, typeOf }: ParameterFormat = {},
): object {
  const item = full ? fullParameter(parameter, standard, link) : shortParameter(parameter, standard, link);
  return parameter.prior === undefined ? item : { ...item, prior: prior(parameter.prior, parameter.name, typeOf) };
}

/** A prior as newer Gammapy reads it: its numbers as a list of parameters, in the unit of the parameter. */
function prior({ id, options = {} }: PriorRecord, name: string, typeOf: ParameterFormat["typeOf"]): object {
  const entries = Object.entries(options as object);
  if (!entries.every(([, value]) => typeof value === "number")) {
    throw new GammakitError(
      "unsupported",
      `A models file cannot hold the prior "${id}" of ${name}: its options are not all numbers. Leave it out.`,
      { id, name },
    );
  }
  const { weight = 1, ...numbers } = options as Readonly<Record<string, number>>;
  return {
    type: typeOf?.(id, "prior") ?? id,
    parameters: Object.entries(numbers).map(([key, value]) => ({ name: key, value, unit: "" })),
    weight,
  };
}

function shortParameter(
  parameter: ParameterRecord,
  standard: ParameterRecord | undefined,
  link: string | undefined,
): object {
  const { name, value, unit, error, min, max, frozen } = parameter;
  return {
    name,
    value,
    unit: unit === "" ? undefined : unit,
    error: error === 0 ? undefined : error,
    min: shortLimit(min, standard, standard?.min),
    max: shortLimit(max, standard, standard?.max),
    frozen: standard !== undefined && (frozen ?? false) === (standard.frozen ?? false) ? undefined : frozen,
    link,
  };
}

function fullParameter(
  parameter: ParameterRecord,
  standard: ParameterRecord | undefined,
  link: string | undefined,
): object {
  // Without a default a parameter of which nothing is said may be frozen or limited, or not.
  const unsaid = standard === undefined ? undefined : false;
  const { name, value, unit, error = 0, min, max, frozen = unsaid } = { ...standard, ...parameter };
  return {
    name,
    value,
    unit,
    error,
    min: standard === undefined && min === undefined ? undefined : limit(min),
    max: standard === undefined && max === undefined ? undefined : limit(max),
    frozen,
    interp: name === "amplitude" || name === "norm" ? "log" : "lin",
    scale_method: "scale10",
    link,
  };
}

/** Left out where nothing is said of it, or what the default says too. */
function shortLimit(
  value: number | undefined,
  standard: ParameterRecord | undefined,
  ofStandard: number | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  return standard !== undefined && Object.is(limit(value), limit(ofStandard)) ? undefined : limit(value);
}

/** NaN says in these files that there is no limit. */
function limit(value: number | undefined): number {
  return value === undefined || !Number.isFinite(value) ? Number.NaN : value;
}
