import {
  type AbsorptionTable,
  GammakitError,
  isGammakitError,
  type Prior,
  partsOf,
  type Registry,
  type SpectralModel,
} from "@gammakit/core";
import type { SpectralGrid } from "@gammakit/io";
import * as z from "zod/mini";
import { describePrior } from "./describe-prior.ts";
import { namedBlock } from "./named-block.ts";
import { once } from "./once.ts";
import { validate } from "./validate.ts";

/** A number, or one with unit; Gammapy writes NaN where there is no limit. */
const limit = () => z.union([z.number(), z.string(), z.nan()]);

/** A prior: its type, and its numbers in the canonical unit of the parameter. */
const priorBlock = once(() => z.catchall(z.object({ type: z.string() }), z.number()));

const parameterFields = once(() => ({
  value: z.optional(z.union([z.number(), z.string()])),
  unit: z.optional(z.string()),
  error: z.optional(z.union([z.number(), z.string()])),
  min: z.optional(limit()),
  max: z.optional(limit()),
  frozen: z.optional(z.boolean()),
  prior: z.optional(priorBlock()),
}));

const parameterEntry = once(() => z.strictObject(parameterFields()));

/** A spectral model in a job: type, and parameters by name or as Gammapy's list. */
export const modelBlock = once(() =>
  z.strictObject({
    type: z.string(),
    name: z.optional(z.string()),
    options: z.optional(z.unknown()),
    parameters: z.optional(
      z.union([
        z.catchall(z.object({}), z.union([z.number(), z.string(), parameterEntry()])),
        z.array(z.strictObject({ ...parameterFields(), name: z.string() })),
      ]),
    ),
  }),
);

/** The algorithm that fits, with its options, and the statistic where it is not chosen by what the datasets are. */
export const fitBlock = once(() =>
  z.prefault(z.looseObject({ optimizer: z._default(z.string(), "minuit"), statistic: z.optional(namedBlock()) }), {}),
);

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
    Object.defineProperty(settings, parameter, { value: settingOf(parameter, entry, registry), enumerable: true });
  }
  return registry.create("spectralModel", type, {
    ...settings,
    ...(name !== undefined && { name }),
    ...(options !== undefined && { options: blocksToParts(options, registry) }),
  });
}

/** Options as they are, but for `parts`: the models of which a sum or a product is made, as blocks. */
function blocksToParts(options: unknown, registry: Registry): unknown {
  const parts = typeof options === "object" && options !== null && "parts" in options ? options.parts : undefined;
  if (!Array.isArray(parts)) return options;
  return { ...(options as object), parts: parts.map((part, i) => modelOf(partBlock(part, i), registry)) };
}

/** The block of part `i`. Throws "invalid-input" for what is none. */
function partBlock(part: unknown, i: number): ModelBlock {
  const { settings, issues } = validate(modelBlock(), part);
  if (settings !== undefined) return settings;
  const faults = issues.map(({ path, message }) => `parts[${i}]${path && `.${path}`}: ${message}`);
  throw new GammakitError("invalid-input", `${faults.join("; ")}.`, { part: i });
}

/**
 * A model that a spectrum can be fitted with. Throws "invalid-input" for one that is a mere factor, for one whose parameters are
 * all frozen, and for one of which no energy gives a number.
 */
export function fluxModelOf(block: ModelBlock, registry: Registry): SpectralModel {
  const model = modelOf(block, registry);
  const { id, parameters } = model;
  if (parameters.length === 0) {
    throw new GammakitError(
      "invalid-input",
      `"${id}" has no parameter that could be fitted. Make it a part of a product, with a power-law-norm as the other.`,
      { model: id },
    );
  }
  if (parameters.every(({ frozen }) => frozen)) {
    throw new GammakitError("invalid-input", `All parameters of "${id}" are frozen; let one be free.`, { model: id });
  }
  if (model.unit === "") {
    throw new GammakitError(
      "invalid-input",
      `"${id}" is a factor without unit, not a flux. Use it as a part of a product.`,
      { model: id },
    );
  }
  refuseNoNumber(model);
  return model;
}

/** Where models are tried [TeV]: what is NaN everywhere there is so wherever data are. */
const trialEnergies = Float64Array.from({ length: 25 }, (_, i) => 10 ** (-3 + i / 4));

/** No search can begin at a model that is NaN at all energies. */
function refuseNoNumber({ id, parameters, evaluate }: SpectralModel): void {
  const values = new Float64Array(trialEnergies.length);
  evaluate(
    trialEnergies,
    Float64Array.from(parameters, ({ value }) => value),
    values,
  );
  if (!values.every(Number.isNaN)) return;
  const given = parameters.map(({ name, value, unit }) => `${name} = ${value}${unit && ` ${unit}`}`).join(", ");
  throw new GammakitError("invalid-input", `"${id}" is no number (NaN) at any energy with ${given}. Start elsewhere.`, {
    model: id,
  });
}

/** A number beside a unit becomes a quantity with that unit; Gammapy's NaN limits are none. */
function settingOf(name: string, entry: number | string | Entry, registry: Registry): unknown {
  if (typeof entry !== "object") return entry;
  const { unit, prior, ...fields } = entry;
  if (unit && prior) {
    throw new GammakitError(
      "invalid-input",
      `${name}.unit: beside a prior, whose numbers are in the canonical unit of the parameter, give the unit with each number: value: "1 ${unit}".`,
      { parameter: name },
    );
  }
  const settings = Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined || Number.isNaN(value)) return [];
    return [[key, unit && typeof value === "number" ? `${value} ${unit}` : value]];
  });
  return { ...Object.fromEntries(settings), ...(prior && { prior: priorOf(prior, `${name}.prior`, registry) }) };
}

/** The prior of a block. Throws "unknown-extension", or what its factory throws, naming the parameter. */
function priorOf({ type, ...numbers }: z.output<ReturnType<typeof priorBlock>>, at: string, registry: Registry): Prior {
  try {
    return registry.create("prior", type, numbers);
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError(error.code, `${at}: ${error.message}`, error.details, error);
  }
}

/** The block that describes a model: the same model again when read. */
export function describeModel(model: SpectralModel): Record<string, unknown> {
  const parameters = model.parameters.map(({ name, value, unit, min, max, frozen, prior }) => {
    const quantity = (x: number) => (unit === "" ? x : `${x} ${unit}`);
    const fields = {
      ...(min !== undefined && { min: quantity(min) }),
      ...(max !== undefined && { max: quantity(max) }),
      frozen: frozen ?? false,
      ...(prior && { prior: describePrior(prior) }),
    };
    return [name, { value: quantity(value), ...fields }] as const;
  });
  return {
    type: model.id,
    ...(model.name !== undefined && { name: model.name }),
    ...(model.options !== undefined && { options: describeOptions(model) }),
    parameters: Object.fromEntries(parameters),
  };
}

/** Parts as blocks, and a table by the name of its file, or in full where it has none. */
function describeOptions(model: SpectralModel): unknown {
  const parts = partsOf(model);
  if (parts.length > 0) return { parts: parts.map(describeModel) };
  if (model.id === "template-nd") {
    const { filename } = model.options as SpectralGrid;
    if (filename !== undefined) return { filename };
  }
  const { table, ...others } = model.options as { readonly table?: AbsorptionTable };
  if (table === undefined) return others;
  const { file, energy, redshift, transmission } = table;
  if (file !== undefined) return { ...others, filename: file };
  const width = energy.length;
  const rows = Array.from(redshift, (_, k) => [...transmission.subarray(k * width, (k + 1) * width)]);
  return { ...others, energy: [...energy], param: [...redshift], values: rows };
}
