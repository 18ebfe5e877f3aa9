import { GammakitError } from "../errors/gammakit-error.ts";
import type { Parameter } from "../model/model.ts";
import { applySetting, type ParameterSetting } from "../model/parameter.ts";
import { checkSettings, defaultParameters, modelName, type ParameterTable } from "./define-spectral-model.ts";

/** What all definitions of spatial and temporal models have. */
interface Definition<P extends ParameterTable, O> {
  readonly id: string;
  readonly parameters: P | ((options: O) => P);
  readonly options?: (given: unknown) => O;
}

/** What a factory was given, checked and applied. */
export interface MadeModel<O> {
  readonly name?: string;
  readonly options: O;
  readonly parameters: readonly Parameter[];
  /** The setting `extraKey`. */
  readonly extra: unknown;
}

/** The parts of a model that come from its settings, in which `extraKey` is a word of its own: "frame", "scale". */
export function makeModel<P extends ParameterTable, O>(
  { id, parameters: table, options: readOptions }: Definition<P, O>,
  settings: unknown,
  extraKey: string,
): MadeModel<O> {
  const { [extraKey]: extra, ...rest } = plainSettings(settings);
  const options = readOptions === undefined ? noOptions<O>(id, rest.options) : readOptions(rest.options);
  const defaults = defaultParameters(id, typeof table === "function" ? table(options) : table);
  if (defaults.some(({ name }) => name === extraKey)) {
    throw new GammakitError("invalid-input", `${id}: a parameter cannot be called "${extraKey}".`, { id });
  }
  const given = checkSettings(id, defaults, settings === undefined || isPlain(settings) ? rest : settings);
  return {
    ...(given.name !== undefined && { name: modelName(id, given.name) }),
    options,
    extra,
    parameters: defaults.map((parameter) => {
      const setting = given[parameter.name] as ParameterSetting | undefined;
      return setting === undefined ? parameter : applySetting(parameter, setting, `${id}: ${parameter.name}`);
    }),
  };
}

function isPlain(settings: unknown): settings is Readonly<Record<string, unknown>> {
  return typeof settings === "object" && settings !== null && !Array.isArray(settings);
}

function plainSettings(settings: unknown): Readonly<Record<string, unknown>> {
  return isPlain(settings) ? settings : {};
}

function noOptions<O>(id: string, given: unknown): O {
  if (given === undefined) return undefined as O;
  throw new GammakitError("invalid-input", `${id} takes no options, only parameters and a name.`, { id });
}
