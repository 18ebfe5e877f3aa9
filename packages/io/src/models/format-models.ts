import { GammakitError, type Kind, type ModelRecord, type Parameter, type SkyModelRecord } from "@gammakit/core";
import { formatParameter } from "./format-parameter.ts";
import { skyFormat } from "./format-sky.ts";
import { formatYaml } from "./format-yaml.ts";
import { linkLabels } from "./links.ts";
import type { BackgroundRecord } from "./models-file.ts";
import type { YamlMap } from "./parse-yaml.ts";

/** How a file of models is written. */
export interface FormatModelsOptions {
  /** The type name to write for an id: Gammapy's class name, the first alias of an extension. The id itself where absent. */
  readonly typeOf?: (id: string, kind: Kind) => string;
  /** Defaults of a model, by id and options. With them, what equals its default is left out. */
  readonly defaultsOf?: (id: string, options: unknown, kind: Kind) => readonly Parameter[];
  /** Whether to write every key of every parameter. */
  readonly full?: boolean;
  readonly backgrounds?: readonly BackgroundRecord[];
  /** Per component name what `parseModels` carried along. */
  readonly carried?: ReadonlyMap<string, YamlMap>;
  readonly covarianceFile?: string;
  readonly metadata?: YamlMap;
}

const operators: Readonly<Record<string, string>> = { sum: "add", product: "mul" };

/**
 * A YAML file of `models` that Gammapy reads: its keys in its order, its indentation, numbers as PyYAML wants them.
 * Throws "unsupported" for what the format cannot hold: a sum of none, priors.
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
      spectral: spectral(model, options, (name) => labels.get(`${nameOf(model)}.${name}`)),
      ...sky.parts(model, nameOf(model)),
      ...rest,
    };
  });
  const factors = backgrounds.map(({ type, name, datasets, spectral: model, spatial, rest }) => ({
    name,
    type,
    datasets_names: datasets,
    spectral: spectral(model, options, () => undefined),
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
  labelOf: (name: string) => string | undefined,
): object {
  if (Object.hasOwn(operators, model.id)) return compound(model, options);
  const { typeOf = (id: string) => id, defaultsOf } = options;
  const defaults = new Map(
    defaultsOf?.(model.id, model.options, "spectralModel").map((parameter) => [parameter.name, parameter]),
  );
  const rest = typeof model.options === "object" && model.options !== null ? model.options : {};
  return {
    type: typeOf(model.id, "spectralModel"),
    parameters: model.parameters.map((parameter) =>
      formatParameter(parameter, defaults.get(parameter.name), labelOf(parameter.name), options.full),
    ),
    ...rest,
  };
}

/** Nested pairs: a sum of three is one of two, of which one is a sum. */
function compound(model: ModelRecord, options: FormatModelsOptions): object {
  const parts = (model.options as { readonly parts?: readonly ModelRecord[] } | undefined)?.parts ?? [];
  if (parts.length === 0) throw unsupported(`the model "${nameOf(model)}": a ${model.id} without parts`);
  const [first, ...others] = parts.map((part) => spectral(part, options, () => undefined));
  return others.reduce(
    (model1, model2) => ({ type: "CompoundSpectralModel", model1, model2, operator: operators[model.id] }),
    first,
  );
}

function unsupported(what: string): GammakitError {
  return new GammakitError("unsupported", `A models file cannot hold ${what}. Leave it out.`, {});
}
