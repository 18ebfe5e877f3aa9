import type { ModelRecord, ParameterRecord } from "@gammakit/core";
import type { FileContext } from "./file-context.ts";
import { leafParameters, mapParameters } from "./leaf-parameters.ts";

/** A model of the file whose shared parameters are still marked by labels. */
export interface UnlinkedModel {
  readonly where: string;
  readonly record: ModelRecord;
  readonly labels: ReadonlyMap<ParameterRecord, string>;
  /** Name and factor of each parameter, in the order of the file. */
  readonly factors: readonly (readonly [name: string, factor: number])[];
}

/**
 * The records with labels turned into links: the first parameter with a label is the one that the others share, "model.parameter".
 * A label that only one parameter has links nothing: a warning.
 */
export function resolveLinks(models: readonly UnlinkedModel[], file: FileContext): readonly ModelRecord[] {
  const targets = new Map<string, { readonly name: string; readonly where: string; uses: number }>();
  const linked = models.map(({ record, labels, where }) => {
    const links = new Map<ParameterRecord, string>();
    for (const { parameter, name } of labels.size > 0 ? leafParameters(record) : []) {
      const label = labels.get(parameter);
      if (label === undefined) continue;
      const target = targets.get(label);
      if (target === undefined) {
        targets.set(label, { name: `${record.name}.${name}`, where, uses: 1 });
      } else {
        target.uses++;
        links.set(parameter, target.name);
      }
    }
    if (links.size === 0) return record;
    return mapParameters(record, (parameter) => {
      const link = links.get(parameter);
      return link === undefined ? parameter : { ...parameter, link };
    });
  });
  for (const [label, { name, where, uses }] of targets) {
    if (uses === 1) file.warn("lonely-link", `${where}: no other parameter has the link "${label}" of ${name}`, where);
  }
  return linked;
}

/** Labels for the parameters that links tie together, as the file wants them. */
export function linkLabels(models: readonly ModelRecord[]): ReadonlyMap<ParameterRecord, string> {
  const leaves = models.flatMap((model) =>
    leafParameters(model).map(({ parameter, name }) => ({ parameter, path: `${model.name ?? model.id}.${name}` })),
  );
  const byTarget = new Map<string, string>();
  for (const { link } of leaves.map(({ parameter }) => parameter)) {
    if (link === undefined || byTarget.has(link)) continue;
    const name = link.slice(link.lastIndexOf(".") + 1);
    byTarget.set(link, `${name}@${String(byTarget.size).padStart(8, "0")}`);
  }
  const labels = new Map<ParameterRecord, string>();
  for (const { parameter, path } of leaves) {
    const label = byTarget.get(parameter.link ?? path);
    if (label !== undefined) labels.set(parameter, label);
  }
  return labels;
}
