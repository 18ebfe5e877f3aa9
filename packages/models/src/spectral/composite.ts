import type { Parameter, ParameterSetting, PartsOptions, SpectralModel } from "@gammakit/core";
import { GammakitError, joinParameters, withParameters } from "@gammakit/core";

/** Settings of a model made of others: the parts, a name, and changes to parameters by their joint names. */
export interface CompositeSettings {
  readonly options: PartsOptions;
  readonly name?: string;
  readonly [parameter: string]: ParameterSetting | PartsOptions | undefined;
}

/** Either the parts one after the other, or one object of settings, which is what a record gives. */
export type CompositeArguments = readonly SpectralModel[] | readonly [settings: CompositeSettings];

/** A part with its place in the vectors of the whole, and room for what it writes. */
export interface PlacedPart {
  readonly model: SpectralModel;
  /** Index of its first parameter. */
  readonly offset: number;
  readonly p: Float64Array;
  /** What there is to write in, by number of abscissae. */
  readonly rooms: Map<number, { readonly scratch: Float64Array; readonly slopes: Float64Array }>;
  /** One value per abscissa of the call at hand. */
  scratch: Float64Array;
  /** One value per parameter and abscissa of the call at hand. */
  slopes: Float64Array;
}

/** The parts and the joint parameters, with the changes that the arguments ask for. Throws "invalid-input" where there are no parts, or not `count`. */
export function readComposite(
  id: string,
  args: CompositeArguments,
  count?: number,
): {
  readonly body: { name?: string; options: PartsOptions; parameters: readonly Parameter[] };
  readonly parts: PlacedPart[];
} {
  const settings =
    args.length === 1 && !isModel(args[0])
      ? (args[0] as CompositeSettings)
      : { options: { parts: args as readonly SpectralModel[] } };
  const { options, name, ...changes } = settings ?? {};
  const models = options?.parts;
  if (!Array.isArray(models) || models.length === 0 || !models.every(isModel)) {
    throw new GammakitError(
      "invalid-input",
      `${id} needs models: ${id}Model(a, b), or { options: { parts: [a, b] } }.`,
      { id },
    );
  }
  if (count !== undefined && models.length !== count) {
    throw new GammakitError("invalid-input", `${id} needs ${count} models, not ${models.length}.`, { id, count });
  }
  const parameters = withParameters(
    { id, parameters: joinParameters(models) },
    changes as Record<string, ParameterSetting>,
  ).parameters;
  return {
    body: { ...(name !== undefined && { name }), options: { parts: models }, parameters },
    parts: place(models),
  };
}

function isModel(value: unknown): value is SpectralModel {
  return typeof (value as SpectralModel | undefined)?.evaluate === "function";
}

function place(models: readonly SpectralModel[]): PlacedPart[] {
  let offset = 0;
  return models.map((model) => {
    const part = {
      model,
      offset,
      p: new Float64Array(model.parameters.length),
      rooms: new Map(),
      scratch: new Float64Array(0),
      slopes: new Float64Array(0),
    };
    offset += model.parameters.length;
    return part;
  });
}

/** Most sizes of which a part keeps the room; a fit needs one or two per dataset. */
const mostRooms = 64;

/** Copies the parameters of `part` out of the vector of the whole, and makes room for `size` abscissae. Allocates only for a new size. */
export function prepare(part: PlacedPart, p: Float64Array, size: number): void {
  for (let k = 0; k < part.p.length; k++) part.p[k] = p[part.offset + k];
  if (part.scratch.length === size) return;
  let room = part.rooms.get(size);
  if (room === undefined) {
    if (part.rooms.size >= mostRooms) part.rooms.clear();
    room = { scratch: new Float64Array(size), slopes: new Float64Array(size * part.p.length) };
    part.rooms.set(size, room);
  }
  part.scratch = room.scratch;
  part.slopes = room.slopes;
}

/** Throws "invalid-input" where some of the models are factors and others are not: these can't be added. */
export function requireSameKind(id: string, models: readonly SpectralModel[]): void {
  const factor = models.find(({ unit }) => unit === "");
  const flux = models.find(({ unit }) => unit !== "");
  if (factor === undefined || flux === undefined) return;
  throw new GammakitError(
    "invalid-input",
    `${id}: "${factor.id}" is a factor without unit and "${flux.id}" is a flux; they can be multiplied, with productModel.`,
    { id, factor: factor.id, flux: flux.id },
  );
}

/** The unit of models of one kind, as a field of the whole: "" of factors, none of fluxes. */
export function unitOf(isFactor: boolean): { readonly unit?: string } {
  return isFactor ? { unit: "" } : {};
}
