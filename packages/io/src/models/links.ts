import type { ModelRecord, Parameter } from "@gammakit/core";
import type { FileContext } from "./file-context.ts";

/** A model of the file whose shared parameters are still marked by labels. */
export interface UnlinkedModel {
  readonly where: string;
  readonly record: ModelRecord;
  readonly labels: ReadonlyMap<Parameter, string>;
  /** Name and factor of each parameter whose unit was changed. */
  readonly factors: ReadonlyMap<string, number>;
}

/**
 * The records with labels turned into links: the first parameter with a label is the one that the others share, "model.parameter".
 * A label that only one parameter has links nothing: a warning.
 */
export function resolveLinks(models: readonly UnlinkedModel[], file: FileContext): readonly ModelRecord[] {
  const targets = new Map<string, { readonly name: string; readonly where: string; uses: number }>();
  const linked = models.map(({ record, labels, where }) => ({
    ...record,
    parameters: record.parameters.map((parameter) => {
      const label = labels.get(parameter);
      if (label === undefined) return parameter;
      const target = targets.get(label);
      if (target === undefined) {
        targets.set(label, { name: `${record.name}.${parameter.name}`, where, uses: 1 });
        return parameter;
      }
      target.uses++;
      return { ...parameter, link: target.name };
    }),
  }));
  for (const [label, { name, where, uses }] of targets) {
    if (uses === 1) file.warn("lonely-link", `${where}: no other parameter has the link "${label}" of ${name}`, where);
  }
  return linked;
}

/** Labels for the parameters that links tie together, as the file wants them: by "model.parameter". */
export function linkLabels(models: readonly ModelRecord[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const model of models) {
    for (const { name, link } of model.parameters) {
      if (link === undefined) continue;
      const label =
        labels.get(link) ?? `${link.slice(link.lastIndexOf(".") + 1)}@${String(labels.size).padStart(8, "0")}`;
      labels.set(link, label);
      labels.set(`${model.name ?? model.id}.${name}`, label);
    }
  }
  return labels;
}
