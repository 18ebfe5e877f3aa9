import type { ModelRecord, SpectralModel } from "../model/model.ts";
import { hasParts, partsOf } from "../model/parts.ts";
import { toParameterRecord } from "./parameter-record.ts";

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
    parameters: model.parameters.map(toParameterRecord),
    ...(datasets !== undefined && { datasets: [...datasets] }),
  };
}
