import type { Parameter, ParameterRecord, Prior, PriorRecord } from "../model/model.ts";

/** The plain form of a parameter: its prior by id and options. */
export function toParameterRecord({ prior, ...parameter }: Parameter): ParameterRecord {
  return prior === undefined ? parameter : { ...parameter, prior: toPriorRecord(prior) };
}

/** The plain form of a prior; `priorFromRecord` turns it back. */
export function toPriorRecord({ id, options }: Prior): PriorRecord {
  return { id, ...(options !== undefined && { options }) };
}
