import { GammakitError, type Kind, type ModelRecord, type ParameterRecord, type SkyModelRecord } from "@gammakit/core";
import { operatorOf } from "./compound-operators.ts";
import { formatParameter } from "./format-parameter.ts";
import { skyFormat } from "./format-sky.ts";
import { formatYaml } from "./format-yaml.ts";
import { linkLabels } from "./links.ts";
import type { BackgroundRecord } from "./models-file.ts";
import type { YamlMap } from "./parse-yaml.ts";
import { optionsForFile, scaled, unitForFile } from "./spectral-forms.ts";

/** How a file of models is written. */
export interface FormatModelsOptions {
  /** The type name to write for an id: Gammapy's class name, the first alias of an extension. The id itself where absent. */
  readonly typeOf?: (id: string, kind: Kind) => string;
  /** Defaults of a model, by id and options. With them, what equals its default is left out. */
  readonly defaultsOf?: (id: string, options: unknown, kind: Kind) => readonly ParameterRecord[];
  /** Whether to write every key of every parameter. */
  readonly full?: boolean;
  readonly backgrounds?: readonly BackgroundRecord[];
  /** Per component name what `parseModels` carried along. */
  readonly carried?: ReadonlyMap<string, YamlMap>;
  readonly covarianceFile?: string;
  readonly metadata?: YamlMap;
}

/**
 * A YAML file of `models` that Gammapy reads: its keys in its order, its indentation, numbers as PyYAML wants them.
 * Throws "unsupported" for what the format cannot hold: a sum of none, a prior with options that are no numbers.
 */
export function formatModels(models: readonly SkyModelRecord[], options: FormatModelsOptions = {}): string {
  const { carried = new Map<string, YamlMap>(), backgrounds = [], covarianceFile, metadata } = options;
  const labels = linkLabels(models);
  const sky = skyFormat(models, options);
  const names = new Set(models.map((model) => nameOf(model)));
  const components = models.map((model) => {
    const rest = carried.get(nameOf(model)) ?? {};
    return {
      name: nameOf(model),
      type: "SkyModel",
      datasets_names: model.datasets,
      spectral: spectral(model, options, labels),
      ...sky.parts(model, nameOf(model)),
      ...rest,
    };
  });
  const factors = backgrounds.map(({ type, name, datasets, spectral: model, spatial, rest }) => ({
    name,
    type,
    datasets_names: datasets,
    spectral: spectral(model, options, labels),
    ...sky.parts({ spatial }, name ?? ""),
    ...rest,
  }));
  const others = [...carried].filter(([name]) => !names.has(name)).map(([, component]) => component);
  return formatYaml({ components: [...components, ...factors, ...others], covariance: covarianceFile, metadata });
}

function nameOf({ name, id }: ModelRecord): string {
  return name ?? id;
}

function spectral(
  model: ModelRecord,
  options: FormatModelsOptions,
  labels: ReadonlyMap<ParameterRecord, string>,
): object {
  if (Object.hasOwn(operatorOf, model.id)) return compound(model, options, labels);
  if (model.id === "scale") throw unsupported("a scaled model; multiply by a power-law-norm instead");
  const { typeOf = (id: string) => id, defaultsOf } = options;
  const defaults = new Map(
    defaultsOf?.(model.id, model.options, "spectralModel").map((parameter) => [parameter.name, parameter]),
  );
  return {
    type: typeOf(model.id, "spectralModel"),
    parameters: parametersForFile(model, typeOf).map((parameter) =>
      formatParameter(inUnitOfFile(parameter, model), defaults.get(parameter.name), labels.get(parameter), options),
    ),
    ...optionsForFile(model.options, model.id),
  };
}

function inUnitOfFile(parameter: ParameterRecord, model: ModelRecord): ParameterRecord {
  const { unit, factor } = unitForFile(model, parameter);
  return factor === 1 ? parameter : { ...scaled(parameter, factor), unit };
}

/** Gammapy 1.0 asks for it; later ones pass it over. */
export const templateNorm: ParameterRecord = { name: "norm", value: 1, unit: "", frozen: true };

/** The parameters of a spectral model without parts as a file has them: a template has a norm there. */
export function parametersForFile(
  { id, parameters }: Pick<ModelRecord, "id" | "parameters">,
  typeOf: NonNullable<FormatModelsOptions["typeOf"]> = (name) => name,
): readonly ParameterRecord[] {
  const isTemplate = id === "template" || typeOf(id, "spectralModel") === "TemplateSpectralModel";
  return isTemplate ? [...parameters, templateNorm] : parameters;
}

/** Nested pairs: a sum of three is one of two, of which one is a sum. */
function compound(
  model: ModelRecord,
  options: FormatModelsOptions,
  labels: ReadonlyMap<ParameterRecord, string>,
): object {
  const parts = (model.options as { readonly parts?: readonly ModelRecord[] } | undefined)?.parts ?? [];
  if (parts.length === 0) throw unsupported(`the model "${nameOf(model)}": a ${model.id} without parts`);
  const [first, ...others] = parts.map((part) => spectral(part, options, labels));
  return others.reduce(
    (model1, model2) => ({ type: "CompoundSpectralModel", model1, model2, operator: operatorOf[model.id] }),
    first,
  );
}

function unsupported(what: string): GammakitError {
  return new GammakitError("unsupported", `A models file cannot hold ${what}. Leave it out.`, {});
}
