import { type AbsorptionTable, isGammakitError, type Kind, type SkyModelRecord } from "@gammakit/core";
import { type FileContext, fileContext, isSafePath, isYamlMap } from "./file-context.ts";
import { resolveLinks, type UnlinkedModel } from "./links.ts";
import type { ModelsFile } from "./models-file.ts";
import { parameterPlace } from "./parameter-place.ts";
import { isBackground, skyParts } from "./parse-sky.ts";
import { parseSpectral, type SpectralContext } from "./parse-spectral.ts";
import { parseYaml, type YamlMap, type YamlValue } from "./parse-yaml.ts";
import type { SpectralGrid } from "./read-spectral-grid.ts";
import { withTablePlaces } from "./spectral-forms.ts";

/** How a file of models is read. */
export interface ParseModelsOptions {
  /** The id that a type name of the file stands for: `(name, kind) => registry.idOf(kind, name)`. The name itself where absent. */
  readonly resolve?: (type: string, kind: Kind) => string;
  /** Called with each model, to refuse it while the place in the file is known: `(record) => modelFromRecord(record, registry)`. */
  readonly check?: (record: SkyModelRecord) => unknown;
  /** Tables of absorption by the names that models of the file give them; `readModels` reads them. */
  readonly tables?: ReadonlyMap<string, AbsorptionTable>;
  /** Tables of spectra by the names that models of the file give them; `readModels` reads them. */
  readonly grids?: ReadonlyMap<string, SpectralGrid>;
  /** Name of the file, for messages. */
  readonly name?: string;
}

const parsed = ["name", "type", "spectral", "datasets_names"];
const known = [...parsed, "spatial", "temporal", "apply_irf", "frozen", "metadata"];

/**
 * The models of a YAML file of Gammapy's, short or full, as records in canonical units.
 * Spatial and temporal models of a type that `resolve` does not know, and components that are neither sources nor backgrounds,
 * are carried along untouched, with a warning.
 * Parameters that share a label are linked to the first that has it.
 * Throws "invalid-file" and "limit-exceeded" for broken and hostile files, and what `resolve` and `check` throw,
 * with the file and the place in front.
 */
export function parseModels(text: string, options: ParseModelsOptions = {}): ModelsFile {
  const { name: fileName = "models.yaml" } = options;
  const file = fileContext(fileName);
  const root = parseYaml(text, fileName);
  if (!isYamlMap(root)) throw file.invalid("the file", "must be a mapping with the key components");
  if (!Array.isArray(root.components)) throw file.invalid("components", "must be a list of models");
  const carried = new Map<string, YamlMap>();
  const names = new Set<string>();
  const unlinked: UnlinkedModel[] = [];
  const sky = skyParts(file, options.resolve);
  const isAfter13 = isWrittenAfter13(root);
  root.components.forEach((given: YamlValue, i) => {
    const where = `components[${i}]`;
    if (!isYamlMap(given)) throw file.invalid(where, "must be a model");
    const component = withTablePlaces(given);
    const name = componentName(component, where, file, i);
    if (names.has(name))
      throw file.invalid(where, `has the name ${JSON.stringify(name)}, which another component has; names must differ`);
    names.add(name);
    checkPaths(component, where, file);
    const model = parseComponent(component, name, where, file, { ...options, isAfter13 });
    if (model !== undefined) unlinked.push(model);
    const isModel = model !== undefined;
    const rest = leftOver(isModel ? sky.take(component, name, where) : component, isModel, where, file);
    if (Object.keys(rest).length > 0) carried.set(name, rest);
  });
  const { models, backgrounds } = sky.join(resolveLinks(unlinked, file));
  const places = new Map(unlinked.map(({ record, where }) => [record.name, where]));
  for (const model of models) {
    const where = places.get(model.name) ?? "components";
    try {
      options.check?.(model);
    } catch (error) {
      const component = root.components[Number(/\d+/.exec(where))];
      const place = isYamlMap(component) ? parameterPlace(error, component, where, options.resolve) : undefined;
      file.within(place ?? where, () => {
        throw error;
      });
    }
  }
  const covarianceFile = parseCovarianceName(root, file);
  return {
    models,
    backgrounds,
    carried,
    unitFactors: new Map([...factorsOfSky(sky.factors), ...unitFactors(unlinked)]),
    ...(covarianceFile !== undefined && { covarianceFile }),
    ...(isYamlMap(root.metadata) && { metadata: root.metadata }),
    warnings: file.warnings,
  };
}

/**
 * Whether the file says that a release of Gammapy later than 1.3 has written it; those up to 1.1 do not say who they are. What was
 * developed into 2.0 began as 1.3.
 */
function isWrittenAfter13({ metadata }: YamlMap): boolean {
  const creator = isYamlMap(metadata) && typeof metadata.creator === "string" ? metadata.creator : "";
  const [, major, minor, patch = 0] = /^Gammapy (?!2\.0\.dev)(\d+)\.(\d+)(?:\.(\d+))?/.exec(creator)?.map(Number) ?? [
    0, 0, 0,
  ];
  return major > 1 || (major === 1 && (minor > 3 || (minor === 3 && patch > 0)));
}

function factorsOfSky(factors: Iterable<readonly [string, number]>): readonly (readonly [string, readonly number[]])[] {
  return [...factors].map(([label, factor]) => [label, [factor]] as const);
}

function unitFactors(models: readonly UnlinkedModel[]): ModelsFile["unitFactors"] {
  const factors = new Map<string, number[]>();
  for (const { record, factors: own } of models) {
    for (const [key, factor] of own) {
      const label = `${record.name}.spectral.${key}`;
      factors.set(label, [...(factors.get(label) ?? []), factor]);
    }
  }
  return factors;
}

function componentName({ name }: YamlMap, where: string, file: FileContext, i: number): string {
  if (name === undefined || name === null) return `model-${i + 1}`;
  if (typeof name === "number") return String(name);
  if (typeof name === "string" && name !== "") return name;
  throw file.invalid(where, `has a name that is not text: ${JSON.stringify(name)}`);
}

type ComponentOptions = ParseModelsOptions & Pick<SpectralContext, "isAfter13">;

/** A source, or a background whose spectrum is known. */
function parseComponent(
  component: YamlMap,
  name: string,
  where: string,
  file: FileContext,
  options: ComponentOptions,
): UnlinkedModel | undefined {
  if (component.type === "SkyModel") return parseSkyModel(component, name, where, file, options);
  if (!isBackground(component) || component.spectral === undefined) return undefined;
  try {
    return parseSkyModel(component, name, where, file, options);
  } catch (error) {
    if (isGammakitError(error, "unknown-extension")) return undefined;
    throw error;
  }
}

function parseSkyModel(
  component: YamlMap,
  name: string,
  where: string,
  file: FileContext,
  options: ComponentOptions,
): UnlinkedModel {
  const { resolve = (type: string) => type } = options;
  const { record, labels, factors } = parseSpectral(component.spectral, `${where}.spectral`, {
    file,
    ...options,
    resolve: (type) => resolve(type, "spectralModel"),
    resolveKind: resolve,
  });
  const datasets = component.datasets_names;
  const list = typeof datasets === "string" ? [datasets] : (datasets ?? undefined);
  if (list !== undefined && !(Array.isArray(list) && list.every((entry) => typeof entry === "string"))) {
    throw file.invalid(`${where}.datasets_names`, "must be a list of names");
  }
  return {
    where,
    labels,
    factors,
    record: { ...record, name, ...(list !== undefined && { datasets: list as string[] }) },
  };
}

/** What of a component becomes no model. */
function leftOver(component: YamlMap, isModel: boolean, where: string, file: FileContext): YamlMap {
  if (!isModel) {
    file.warn(
      "carried-along",
      `${where} (${JSON.stringify(component.type ?? null)}) is not a source or a background known here: carried along, not used`,
      where,
    );
    return component;
  }
  const rest = Object.fromEntries(Object.entries(component).filter(([key]) => !parsed.includes(key)));
  for (const key of Object.keys(rest)) {
    // Why these two are not read was said where they were tried.
    if (key === "spatial" || key === "temporal") continue;
    const what = known.includes(key) ? "is carried along, not used" : "is not known: carried along, not used";
    file.warn("carried-along", `${where}.${key} ${what}`, `${where}.${key}`);
  }
  return rest;
}

function checkPaths(value: YamlValue, where: string, file: FileContext): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkPaths(item, `${where}[${i}]`, file);
  }
  if (!isYamlMap(value)) return;
  for (const [key, entry] of Object.entries(value)) {
    if (key === "filename" && typeof entry === "string" && !isSafePath(entry)) {
      throw file.invalid(
        `${where}.filename`,
        `must be a path beside the file or below $GAMMAPY_DATA, not ${JSON.stringify(entry)}`,
      );
    }
    checkPaths(entry, `${where}.${key}`, file);
  }
}

function parseCovarianceName({ covariance }: YamlMap, file: FileContext): string | undefined {
  if (covariance === undefined || covariance === null) return undefined;
  if (typeof covariance === "string" && isSafePath(covariance) && !covariance.includes("$")) return covariance;
  throw file.invalid("covariance", `must be the path of a file beside this one, not ${JSON.stringify(covariance)}`);
}
