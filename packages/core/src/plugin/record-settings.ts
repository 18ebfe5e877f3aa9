import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import type { ParameterRecord, Prior, PriorRecord } from "../model/model.ts";
import type { Parametrized } from "../model/parameter-values.ts";
import { parameterIndex } from "../model/with-parameters.ts";
import type { Registry } from "./registry.ts";

/** The prior that `record` describes. Throws "unknown-extension" where the registry lacks it, and what its factory throws. */
export function priorFromRecord({ id, options }: PriorRecord, registry: Registry): Prior {
  return registry.create("prior", id, options);
}

/**
 * What the factory of `template` is to be given for the parameters of a record.
 * Throws "invalid-input" for a parameter the model does not have, has in another unit, or is given twice.
 */
export function recordSettings(
  template: Parametrized,
  parameters: readonly ParameterRecord[],
  registry: Registry,
): Readonly<Record<string, unknown>> {
  const settings = new Map<string, unknown>();
  for (const parameter of parameters) {
    const { name, unit: _, prior, ...setting } = parameter;
    checkParameter(template, parameter, settings.has(name));
    const at = `${template.id}: ${name}.prior`;
    settings.set(name, prior === undefined ? setting : { ...setting, prior: buildPrior(prior, registry, at) });
  }
  return Object.fromEntries(settings);
}

function buildPrior(record: PriorRecord, registry: Registry, at: string): Prior {
  try {
    return priorFromRecord(record, registry);
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError(error.code, `${at}: ${error.message}`, { ...error.details, where: at }, error);
  }
}

/** Checks a parameter of a record against the model: that it is there, once, in its unit. */
function checkParameter(template: Parametrized, parameter: ParameterRecord, seen: boolean): void {
  const { name, unit } = parameter;
  const expected = template.parameters[parameterIndex(template, name)].unit;
  if (seen) {
    throw new GammakitError("invalid-input", `${template.id}: the record gives parameter "${name}" twice.`, { name });
  }
  if (unit === expected) return;
  throw new GammakitError(
    "invalid-input",
    `${template.id}: ${name} has the unit "${unit}" in the record; records are in canonical units, here "${expected}".`,
    { name, unit, expected },
  );
}
