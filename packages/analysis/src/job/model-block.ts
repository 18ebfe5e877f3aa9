import { GammakitError, type Registry, type SpectralModel } from "@gammakit/core";
import * as z from "zod";
import { once } from "./once.ts";

/** A number, or one with unit; Gammapy writes NaN where there is no limit. */
const limit = () => z.union([z.number(), z.string(), z.nan()]);

const parameterEntry = once(() =>
  z.strictObject({
    value: z.union([z.number(), z.string()]).optional(),
    unit: z.string().optional(),
    error: z.union([z.number(), z.string()]).optional(),
    min: limit().optional(),
    max: limit().optional(),
    frozen: z.boolean().optional(),
  }),
);

/** A spectral model in a job: type, and parameters by name or as Gammapy's list. */
export const modelBlock = once(() =>
  z.strictObject({
    type: z.string(),
    name: z.string().optional(),
    options: z.unknown().optional(),
    parameters: z
      .union([
        z.record(z.string(), z.union([z.number(), z.string(), parameterEntry()])),
        z.array(parameterEntry().extend({ name: z.string() })),
      ])
      .optional(),
  }),
);

/** The algorithm that fits, with its options. */
export const fitBlock = once(() => z.looseObject({ optimizer: z.string().default("minuit") }).prefault({}));

/** A model as a job describes it. */
export type ModelBlock = z.output<ReturnType<typeof modelBlock>>;

type Entry = z.output<ReturnType<typeof parameterEntry>>;

/** The model of a block, by the registry. Throws "unknown-extension", or "invalid-input" naming the parameter. */
function modelOf(block: ModelBlock, registry: Registry): SpectralModel {
  const { type, name, options, parameters = {} } = block;
  const entries: readonly (readonly [string, number | string | Entry])[] = Array.isArray(parameters)
    ? parameters.map(({ name: parameter, ...entry }) => [parameter, entry] as const)
    : Object.entries(parameters);
  const settings: Record<string, unknown> = {};
  for (const [parameter, entry] of entries) {
    if (Object.hasOwn(settings, parameter)) {
      throw new GammakitError("invalid-input", `Parameter "${parameter}" is given twice.`, { parameter });
    }
    Object.defineProperty(settings, parameter, { value: settingOf(entry), enumerable: true });
  }
  return registry.create("spectralModel", type, {
    ...settings,
    ...(name !== undefined && { name }),
    ...(options !== undefined && { options: partsOf(options, registry) }),
  });
}

/** Options as they are, but for `parts`: the models of which a sum or a product is made, as blocks. */
function partsOf(options: unknown, registry: Registry): unknown {
  const parts = typeof options === "object" && options !== null && "parts" in options ? options.parts : undefined;
  if (!Array.isArray(parts)) return options;
  return { ...(options as object), parts: parts.map((part) => modelOf(modelBlock().parse(part), registry)) };
}

/**
 * A model that a spectrum can be fitted with. Throws "invalid-input" for one that is a mere factor, and for one whose parameters are
 * all frozen. Models of other plugins are taken at their word.
 */
export function fluxModelOf(block: ModelBlock, registry: Registry): SpectralModel {
  const model = modelOf(block, registry);
  const { id, parameters } = model;
  if (parameters.every(({ frozen }) => frozen)) {
    throw new GammakitError("invalid-input", `All parameters of "${id}" are frozen; let one be free.`, { model: id });
  }
  if (!id.includes("/") && !parameters.some(({ unit }) => unit.includes("cm-2"))) {
    throw new GammakitError(
      "invalid-input",
      `"${id}" is a factor without unit, not a flux. Use it as a part of a product.`,
      { model: id },
    );
  }
  return model;
}

/** A number beside a unit becomes a quantity with that unit; Gammapy's NaN limits are none. */
function settingOf(entry: number | string | Entry): unknown {
  if (typeof entry !== "object") return entry;
  const { unit, ...fields } = entry;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      if (value === undefined || Number.isNaN(value)) return [];
      return [[key, unit && typeof value === "number" ? `${value} ${unit}` : value]];
    }),
  );
}

/** The block that describes a model: the same model again when read. */
export function describeModel(model: SpectralModel): Record<string, unknown> {
  const parameters = model.parameters.map(({ name, value, unit, min, max, frozen }) => {
    const quantity = (x: number) => (unit === "" ? x : `${x} ${unit}`);
    const fields = {
      ...(min !== undefined && { min: quantity(min) }),
      ...(max !== undefined && { max: quantity(max) }),
      frozen: frozen ?? false,
    };
    return [name, { value: quantity(value), ...fields }] as const;
  });
  return {
    type: model.id,
    ...(model.name !== undefined && { name: model.name }),
    ...(model.options !== undefined && { options: model.options }),
    parameters: Object.fromEntries(parameters),
  };
}
