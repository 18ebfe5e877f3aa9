import { joinParameters, type ModelRecord, type ParameterRecord } from "@gammakit/core";

/** A model or a record of one. */
export type Described = Pick<ModelRecord, "id" | "name" | "parameters" | "options">;

/** A parameter of a model or of one of its parts, and what the whole calls it. */
export interface LeafParameter {
  readonly parameter: ParameterRecord;
  readonly name: string;
}

/** The parts that `model` shares its parameters with; none where it has its own. */
export function partsIn({ options }: Described): readonly Described[] {
  const { parts, fixed } = (options ?? {}) as { readonly parts?: readonly Described[]; readonly fixed?: boolean };
  return Array.isArray(parts) && fixed !== true ? parts : [];
}

/** The parameters of `model`, those of its parts one part after the other. */
export function leafParameters(model: Described): readonly LeafParameter[] {
  const parts = partsIn(model);
  if (parts.length === 0) return model.parameters.map((parameter) => ({ parameter, name: parameter.name }));
  const leaves = parts.map(leafParameters);
  const joined = joinParameters(
    parts.map(({ id, name }, k) => ({
      id,
      ...(name !== undefined && { name }),
      parameters: leaves[k].map((leaf) => ({ ...leaf.parameter, name: leaf.name })),
    })),
  );
  return leaves.flat().map(({ parameter }, i) => ({ parameter, name: joined[i].name }));
}

/** `record` with each of its parameters, those of parts included, replaced by what `change` makes of it. */
export function mapParameters<R extends Described>(
  record: R,
  change: (parameter: ParameterRecord) => ParameterRecord,
): R {
  const parts = partsIn(record);
  return {
    ...record,
    parameters: record.parameters.map(change),
    ...(parts.length > 0 && {
      options: { ...(record.options as object), parts: parts.map((part) => mapParameters(part, change)) },
    }),
  };
}
