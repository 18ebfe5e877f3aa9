import { GammakitError } from "../errors/gammakit-error.ts";
import type { Parameter, SpectralModel } from "../model/model.ts";
import { applySetting, type ParameterSetting } from "../model/parameter.ts";
import { unknownParameter } from "../model/unknown-parameter.ts";
import { defineExtension, type Extension, type Label } from "./registry.ts";

/** Default of a parameter, and what a fit may do with it. */
export interface ParameterDefinition {
  /** In `unit`. */
  readonly value: number;
  /** Canonical: "TeV", "cm-2 s-1 TeV-1"; "" for a pure number. */
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly frozen?: boolean;
}

/** Parameters by name. Their order is the layout of the parameter vector. */
export type ParameterTable = Readonly<Record<string, ParameterDefinition>>;

/** What the factory of a model takes: a setting per parameter, a name, and the options of the model. */
export type SpectralModelSettings<P extends ParameterTable, O = undefined> = {
  readonly [K in keyof P]?: ParameterSetting;
} & {
  /** Name within a fit, by which links refer to the model. */
  readonly name?: string;
  readonly options?: O;
};

/** A kernel: (abscissae, parameter vector, where to write, options of the model). */
export type SpectralKernel<O = undefined> = (x: Float64Array, p: Float64Array, out: Float64Array, options: O) => void;

/** All there is to say about a spectral model. */
export interface SpectralModelDefinition<P extends ParameterTable, O = undefined> extends Label {
  readonly parameters: P;
  /** "" for a factor on another spectrum; cm-2 s-1 TeV-1 where absent. */
  readonly unit?: string;
  /** Checks what a file or a caller gave as options (`undefined` where nothing), and fills in defaults. Without it there are none. */
  readonly options?: (given: unknown) => O;
  /** Writes dN/dE [cm-2 s-1 TeV-1] at the energies [TeV]. */
  readonly evaluate: SpectralKernel<O>;
  /** Writes the integral over each bin of the edges [TeV] in cm-2 s-1. Leave it out where there is no exact one. */
  readonly integrate?: SpectralKernel<O>;
  /** Writes the integral of E·dN/dE over each bin [TeV cm-2 s-1]. */
  readonly integrateEnergy?: SpectralKernel<O>;
  /** Derivatives of `evaluate` with respect to each parameter, row-major [parameter × energy]. */
  readonly evaluateGradient?: SpectralKernel<O>;
  /** Derivatives of `integrate` with respect to each parameter, row-major [parameter × bin]. */
  readonly integrateGradient?: SpectralKernel<O>;
}

/** A factory of spectral models, typed by their parameter table. */
export type SpectralModelExtension<P extends ParameterTable = ParameterTable, O = undefined> = Extension<
  "spectralModel",
  [settings?: SpectralModelSettings<P, O>],
  SpectralModel
>;

const kernels = ["evaluate", "integrate", "integrateEnergy", "evaluateGradient", "integrateGradient"] as const;
const reserved = ["name", "options"];

/**
 * A factory of spectral models from their parameters and formula. A number is in the unit of the parameter, a string is
 * converted to it: `exponential({ amplitude: 2e-12, scale: { value: "300 GeV", frozen: true } })`.
 * The factory throws "invalid-input" for a parameter that does not exist, a unit of another kind, a number that is not
 * finite, min > max and a value outside its limits; defining throws it for a default that breaks the same rules.
 */
export function defineSpectralModel<const P extends ParameterTable, O = undefined>(
  definition: SpectralModelDefinition<P, O>,
): SpectralModelExtension<P, O> {
  const { id, aliases, summary } = definition;
  const defaults = defaultParameters(id, definition.parameters);
  return defineExtension(
    "spectralModel",
    { id, summary, ...(aliases && { aliases }) },
    (settings?: SpectralModelSettings<P, O>): Omit<SpectralModel, "id"> => {
      const given = checkSettings(id, defaults, settings);
      const options = modelOptions(definition, given.options);
      return {
        ...(given.name !== undefined && { name: modelName(id, given.name) }),
        ...(options !== undefined && { options }),
        ...(definition.unit !== undefined && { unit: definition.unit }),
        parameters: applySettings(id, defaults, given),
        ...bindKernels(definition, options),
      };
    },
  );
}

/** `defaults` with the settings that `given` has for them. */
export function applySettings(
  id: string,
  defaults: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): readonly Parameter[] {
  return defaults.map((parameter) => {
    const setting = given[parameter.name] as ParameterSetting | undefined;
    return setting === undefined ? parameter : applySetting(parameter, setting, `${id}: ${parameter.name}`);
  });
}

/** The parameters of a table. Throws "invalid-input" for a name that settings use for something else. */
export function defaultParameters(id: string, table: ParameterTable): readonly Parameter[] {
  return Object.entries(table).map(([name, { unit, ...setting }]) => {
    if (reserved.includes(name) || /^\d+$/.test(name) || name.includes(".")) {
      throw new GammakitError("invalid-input", `${id}: a parameter cannot be called "${name}"; choose another name.`, {
        id,
        name,
      });
    }
    return Object.freeze(applySetting({ name, value: 0, unit }, setting, `${id}: ${name}`));
  });
}

/** `settings` as a plain object, without keys that are no parameter. Throws "invalid-input" for others. */
export function checkSettings(
  id: string,
  defaults: readonly Parameter[],
  settings: unknown = {},
): Readonly<Record<string, unknown>> {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw new GammakitError(
      "invalid-input",
      `${id}: settings must be an object of parameters, not ${String(settings)}.`,
      { id },
    );
  }
  const names = defaults.map((parameter) => parameter.name);
  for (const key of Object.keys(settings)) {
    if (names.includes(key) || reserved.includes(key)) continue;
    throw unknownParameter(id, key, names);
  }
  return { ...settings } as Readonly<Record<string, unknown>>;
}

/** The name that settings give a model. */
export function modelName(id: string, name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw new GammakitError("invalid-input", `${id}: name must be a string that is not empty.`, { id });
}

function modelOptions<P extends ParameterTable, O>(definition: SpectralModelDefinition<P, O>, given: unknown): O {
  if (definition.options !== undefined) return definition.options(given);
  if (given === undefined) return undefined as O;
  throw new GammakitError("invalid-input", `${definition.id} takes no options, only parameters and a name.`, {
    id: definition.id,
  });
}

/** The kernels as the contract wants them. Without options they are passed as they are: no call in between. */
function bindKernels<P extends ParameterTable, O>(
  definition: SpectralModelDefinition<P, O>,
  options: O,
): Pick<SpectralModel, (typeof kernels)[number]> {
  const bound: Partial<Record<(typeof kernels)[number], SpectralModel["evaluate"]>> = {};
  for (const key of kernels) {
    const kernel = definition[key];
    if (kernel === undefined) continue;
    bound[key] =
      definition.options === undefined
        ? (kernel as SpectralModel["evaluate"])
        : (x, p, out) => kernel(x, p, out, options);
  }
  return bound as Pick<SpectralModel, (typeof kernels)[number]>;
}
