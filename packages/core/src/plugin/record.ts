import { GammakitError } from "../errors/gammakit-error.ts";
import type { ModelRecord, Parameter, SpectralModel } from "../model/model.ts";
import { deepestParts, hasParts, partsOf } from "../model/parts.ts";
import { type Parametrized, parameterIndex } from "../model/with-parameters.ts";
import type { Registry } from "./registry.ts";

/**
 * The plain form of `model`, to be written to a file or sent to a worker; `modelFromRecord` turns it back.
 * `datasets` are the names of the datasets it applies to; all when absent.
 */
export function toRecord(model: SpectralModel, datasets?: readonly string[]): ModelRecord {
  const options = hasParts(model.options)
    ? { ...model.options, parts: partsOf(model).map((part) => toRecord(part)) }
    : model.options;
  return {
    id: model.id,
    ...(model.name !== undefined && { name: model.name }),
    ...(options !== undefined && { options }),
    parameters: model.parameters.map((parameter) => ({ ...parameter })),
    ...(datasets !== undefined && { datasets: [...datasets] }),
  };
}

/**
 * The spectral model that `record` describes. Parameters the record leaves out keep the defaults of the model.
 * Throws "unknown-extension" where the registry lacks the model, "invalid-input" for a parameter the model does not have,
 * has in another unit, or is given twice, and for values the factory refuses.
 */
export function modelFromRecord(record: ModelRecord, registry: Registry): SpectralModel {
  return build(record, registry, 0);
}

function build(record: ModelRecord, registry: Registry, depth: number): SpectralModel {
  if (depth > deepestParts) {
    throw new GammakitError("limit-exceeded", `Models within models, more than ${deepestParts} deep.`, {
      limit: deepestParts,
    });
  }
  const { id, name } = record;
  const options = hasParts(record.options)
    ? { ...record.options, parts: record.options.parts.map((part) => build(part as ModelRecord, registry, depth + 1)) }
    : record.options;
  const common = { ...(name !== undefined && { name }), ...(options !== undefined && { options }) };
  const template = registry.create("spectralModel", id, common);
  const settings = new Map<string, unknown>();
  for (const parameter of record.parameters) {
    checkParameter(template, parameter, settings.has(parameter.name));
    const { name: key, unit: _, ...setting } = parameter;
    settings.set(key, setting);
  }
  return registry.create("spectralModel", id, { ...common, ...Object.fromEntries(settings) });
}

/** Checks a parameter of a record against the model: that it is there, once, in its unit. */
export function checkParameter(template: Parametrized, parameter: Parameter, seen: boolean): void {
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
