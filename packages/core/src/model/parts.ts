import { GammakitError } from "../errors/gammakit-error.ts";
import type { SpectralModel } from "./model.ts";

/** Options of a model made of others, such as a sum. Records carry the parts as records, models as models. */
export interface PartsOptions<Part = SpectralModel> {
  readonly parts: readonly Part[];
  /** Whether the parts keep their parameters to themselves, as under a common factor. The parameters of the whole are then others. */
  readonly fixed?: boolean;
}

/** Deepest nesting of models within models that a record may have. */
export const deepestParts = 16;

/** Whether the options of a model or record say that it is made of others. */
export function hasParts(options: unknown): options is PartsOptions<unknown> {
  return typeof options === "object" && options !== null && Array.isArray((options as PartsOptions).parts);
}

/**
 * The models that `model` is made of, with the values, errors and limits the parameters of `model` have now.
 * Empty for a model that is not made of others.
 */
export function partsOf(model: SpectralModel): readonly SpectralModel[] {
  if (!hasParts(model.options)) return [];
  const parts = model.options.parts as readonly SpectralModel[];
  if (model.options.fixed === true) return parts;
  const total = parts.reduce((sum, part) => sum + part.parameters.length, 0);
  if (total !== model.parameters.length) {
    throw new GammakitError(
      "invalid-input",
      `${model.id} has ${model.parameters.length} parameters, its parts ${total}.`,
      {
        id: model.id,
      },
    );
  }
  let offset = 0;
  return parts.map((part) => {
    const parameters = part.parameters.map(({ name }) => ({ ...model.parameters[offset++], name }));
    return { ...part, parameters };
  });
}
