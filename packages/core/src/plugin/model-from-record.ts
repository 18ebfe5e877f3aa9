import { GammakitError } from "../errors/gammakit-error.ts";
import type { ModelRecord, SpectralModel } from "../model/model.ts";
import { deepestParts, hasParts } from "../model/parts.ts";
import { recordSettings } from "./record-settings.ts";
import type { Registry } from "./registry.ts";

/**
 * The spectral model that `record` describes. Parameters the record leaves out keep the defaults of the model.
 * Throws "unknown-extension" where the registry lacks the model, "invalid-input" for a parameter the model does not have,
 * has in another unit, or is given twice, and for values the factory or a prior refuses.
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
  return registry.create("spectralModel", id, { ...common, ...recordSettings(template, record.parameters, registry) });
}
