import type { Parameter, SpectralModel } from "./model.ts";

/**
 * The parameters of `parts`, one after the other: the parameters of a model made of them.
 * A name that several parts use gets the name of its part in front, "source_index", or where the part has none its id.
 */
export function joinParameters<P extends Pick<Parameter, "name">>(
  parts: readonly (Pick<SpectralModel, "id" | "name"> & { readonly parameters: readonly P[] })[],
): readonly P[] {
  const labels = partLabels(parts);
  const count = new Map<string, number>();
  for (const { name } of parts.flatMap((part) => part.parameters)) count.set(name, (count.get(name) ?? 0) + 1);
  return parts.flatMap((part, k) =>
    part.parameters.map((parameter) =>
      (count.get(parameter.name) ?? 0) > 1 ? { ...parameter, name: `${labels[k]}_${parameter.name}` } : parameter,
    ),
  );
}

function partLabels(parts: readonly Pick<SpectralModel, "id" | "name">[]): readonly string[] {
  const used = new Map<string, number>();
  return parts.map((part) => {
    const label = part.name ?? part.id;
    const before = used.get(label) ?? 0;
    used.set(label, before + 1);
    return before === 0 ? label : `${label}-${before + 1}`;
  });
}
