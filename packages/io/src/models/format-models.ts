import { GammakitError, type ModelRecord, type Parameter } from "@gammakit/core";
import { operatorOf } from "./compound-operators.ts";
import { formatYaml } from "./format-yaml.ts";
import { linkLabels } from "./links.ts";
import type { YamlMap } from "./parse-yaml.ts";
import { optionsForFile } from "./spectral-forms.ts";

/** How a file of models is written. */
export interface FormatModelsOptions {
  /** The type name to write for an id: Gammapy's class name, the first alias of an extension. The id itself where absent. */
  readonly typeOf?: (id: string) => string;
  /** Defaults of a model, by id and options. With them, what equals its default is left out. */
  readonly defaultsOf?: (id: string, options?: unknown) => readonly Parameter[];
  /** Whether to write every key of every parameter. */
  readonly full?: boolean;
  /** Per component name what `parseModels` carried along. */
  readonly carried?: ReadonlyMap<string, YamlMap>;
  readonly covarianceFile?: string;
  readonly metadata?: YamlMap;
}

/**
 * A YAML file of `models` that Gammapy reads: its keys in its order, its indentation, numbers as PyYAML wants them.
 * Throws "unsupported" for what the format cannot hold: a sum of none, priors.
 */
export function formatModels(models: readonly ModelRecord[], options: FormatModelsOptions = {}): string {
  const { carried = new Map<string, YamlMap>(), covarianceFile, metadata } = options;
  const labels = linkLabels(models);
  const names = new Set(models.map((model) => nameOf(model)));
  const components = models.map((model) => {
    const rest = carried.get(nameOf(model)) ?? {};
    return {
      name: nameOf(model),
      type: "SkyModel",
      datasets_names: model.datasets,
      spectral: spectral(model, options, labels),
      ...rest,
    };
  });
  const others = [...carried].filter(([name]) => !names.has(name)).map(([, component]) => component);
  return formatYaml({ components: [...components, ...others], covariance: covarianceFile, metadata });
}

function nameOf({ name, id }: ModelRecord): string {
  return name ?? id;
}

function spectral(model: ModelRecord, options: FormatModelsOptions, labels: ReadonlyMap<Parameter, string>): object {
  if (Object.hasOwn(operatorOf, model.id)) return compound(model, options, labels);
  if (model.id === "scale") throw unsupported("a scaled model; multiply by a power-law-norm instead");
  const { typeOf = (id: string) => id, defaultsOf } = options;
  const defaults = new Map(defaultsOf?.(model.id, model.options).map((parameter) => [parameter.name, parameter]));
  const type = typeOf(model.id);
  const isTemplate = model.id === "template" || type === "TemplateSpectralModel";
  const parameters = isTemplate ? [...model.parameters, templateNorm] : model.parameters;
  return {
    type,
    parameters: parameters.map((parameter) => {
      checkPrior(parameter);
      const write = options.full ? fullParameter : shortParameter;
      return write(parameter, defaults.get(parameter.name), labels.get(parameter));
    }),
    ...optionsForFile(model.options),
  };
}

/** Gammapy 1.0 asks for it; later ones pass it over. */
const templateNorm: Parameter = { name: "norm", value: 1, unit: "", frozen: true };

/** Nested pairs: a sum of three is one of two, of which one is a sum. */
function compound(model: ModelRecord, options: FormatModelsOptions, labels: ReadonlyMap<Parameter, string>): object {
  const parts = (model.options as { readonly parts?: readonly ModelRecord[] } | undefined)?.parts ?? [];
  if (parts.length === 0) throw unsupported(`the model "${nameOf(model)}": a ${model.id} without parts`);
  const [first, ...others] = parts.map((part) => spectral(part, options, labels));
  return others.reduce(
    (model1, model2) => ({ type: "CompoundSpectralModel", model1, model2, operator: operatorOf[model.id] }),
    first,
  );
}

function shortParameter(parameter: Parameter, standard: Parameter | undefined, link: string | undefined): object {
  const { name, value, unit, error, min, max, frozen } = parameter;
  return {
    name,
    value,
    unit: unit === "" ? undefined : unit,
    error: error === 0 ? undefined : error,
    min: Object.is(min, standard?.min) ? undefined : limit(min),
    max: Object.is(max, standard?.max) ? undefined : limit(max),
    frozen: standard !== undefined && (frozen ?? false) === (standard.frozen ?? false) ? undefined : frozen,
    link,
  };
}

function fullParameter(parameter: Parameter, standard: Parameter | undefined, link: string | undefined): object {
  const { name, value, unit, error = 0, min, max, frozen = false } = { ...standard, ...parameter };
  return {
    name,
    value,
    unit,
    error,
    min: limit(min),
    max: limit(max),
    frozen,
    interp: name === "amplitude" || name === "norm" ? "log" : "lin",
    scale_method: "scale10",
    link,
  };
}

/** NaN says in these files that there is no limit. */
function limit(value: number | undefined): number {
  return value === undefined || !Number.isFinite(value) ? Number.NaN : value;
}

function checkPrior({ name, prior }: Parameter): void {
  if (prior !== undefined) throw unsupported(`the prior "${prior.id}" of ${name}`);
}

function unsupported(what: string): GammakitError {
  return new GammakitError("unsupported", `A models file cannot hold ${what}. Leave it out.`, {});
}
