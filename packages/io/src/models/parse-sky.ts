import type {
  Frame,
  Kind,
  ModelRecord,
  ParameterRecord,
  SkyModelRecord,
  SpatialRecord,
  TemporalRecord,
  TimeScale,
} from "@gammakit/core";
import { isGammakitError } from "@gammakit/core";
import { toCanonical, toTemporal } from "./canonical-unit.ts";
import { type FileContext, isYamlMap } from "./file-context.ts";
import type { BackgroundRecord } from "./models-file.ts";
import { parseParameters } from "./parse-parameters.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";

const backgroundTypes: readonly unknown[] = ["FoVBackgroundModel", "TemplateNPredModel"];

/** Whether a component of a file is a model of background. */
export function isBackground({ type }: YamlMap): boolean {
  return backgroundTypes.includes(type);
}

/** What the sources and backgrounds of a file have besides a spectrum. */
export interface SkyParts {
  /** Reads the spatial and temporal model of a component and returns the component without those that were read. */
  take(component: YamlMap, name: string, where: string): YamlMap;
  /** The sources and backgrounds of which `spectra` are the spectra, with what was taken. */
  join(spectra: readonly ModelRecord[]): {
    readonly models: readonly SkyModelRecord[];
    readonly backgrounds: readonly BackgroundRecord[];
  };
  /** What numbers were multiplied with, by "model.spatial.parameter". */
  readonly factors: Iterable<readonly [label: string, factor: number]>;
}

interface Taken {
  readonly name: string;
  readonly component: YamlMap;
  readonly spatial: SpatialRecord | undefined;
  readonly temporal: TemporalRecord | undefined;
}

/** Collects spatial and temporal models, component by component. */
export function skyParts(file: FileContext, resolve: (type: string, kind: Kind) => string = (type) => type): SkyParts {
  const taken: Taken[] = [];
  const factors: (readonly [string, number])[] = [];
  const labels: Labels = new Map();
  const read = (key: "spatial" | "temporal", component: YamlMap, name: string, where: string) => {
    const block = component[key];
    if (block === undefined || block === null) return undefined;
    const part = parsePart(key, block, `${where}.${key}`, file, resolve);
    if (part === undefined) return undefined;
    for (const { parameter, factor, label } of part.labeled) {
      const path = `${name}.${key}.${parameter.name}`;
      if (factor !== 1) factors.push([path, factor]);
      if (label !== undefined) labels.set(label, [...(labels.get(label) ?? []), path]);
    }
    return part.record;
  };
  return {
    factors,
    take(component, name, where) {
      const spatial = read("spatial", component, name, where);
      const temporal = isBackground(component) ? undefined : read("temporal", component, name, where);
      taken.push({ name, component, spatial, temporal });
      // A background keeps its other keys itself.
      if (isBackground(component)) return {};
      const isRead = (key: string) =>
        (key === "spatial" && spatial !== undefined) || (key === "temporal" && temporal !== undefined);
      return Object.fromEntries(Object.entries(component).filter(([key]) => !isRead(key)));
    },
    join(spectra) {
      const links = linksOf(labels, file);
      const sources = taken.map((part, i) => ({ part, source: joined(part, spectra[i], links) }));
      return {
        models: sources.filter(({ part }) => !isBackground(part.component)).map(({ source }) => source),
        backgrounds: sources
          .filter(({ part }) => isBackground(part.component))
          .map(({ part, source }) => background(part, source)),
      };
    },
  };
}

/** Paths of the parameters, "model.spatial.lon_0", by the label they share. */
type Labels = Map<string, readonly string[]>;

/** Path of the first parameter of a label by those of the others. */
function linksOf(labels: Labels, file: FileContext): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const [label, [first, ...others]] of labels) {
    if (others.length === 0) {
      file.warn(
        "lonely-link",
        `no other parameter of a spatial or temporal model has the link "${label}" of ${first}`,
        first,
      );
    }
    for (const other of others) links.set(other, first);
  }
  return links;
}

function joined(
  { name, spatial, temporal }: Taken,
  spectrum: ModelRecord,
  links: ReadonlyMap<string, string>,
): SkyModelRecord {
  const linked = <R extends ModelRecord>(record: R, key: string): R => ({
    ...record,
    parameters: record.parameters.map((parameter): ParameterRecord => {
      const link = links.get(`${name}.${key}.${parameter.name}`);
      return link === undefined ? parameter : { ...parameter, link };
    }),
  });
  return {
    ...spectrum,
    ...(spatial && { spatial: linked(spatial, "spatial") }),
    ...(temporal && { temporal: linked(temporal, "temporal") }),
  };
}

function background(
  { component }: Taken,
  { spatial, datasets, name: _, ...spectral }: SkyModelRecord,
): BackgroundRecord {
  const { type, name, spectral: _spectral, datasets_names: _datasets, ...others } = component;
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => key !== "spatial" || spatial === undefined));
  return {
    type: String(type),
    ...(typeof name === "string" && { name }),
    spectral,
    ...(spatial && { spatial }),
    ...(datasets && { datasets }),
    ...(Object.keys(rest).length > 0 && { rest }),
  };
}

interface Part {
  readonly record: SpatialRecord & TemporalRecord;
  readonly labeled: ReturnType<typeof parseParameters>;
}

const kinds = {
  spatial: { kind: "spatialModel", choose: toCanonical, property: "frame", values: ["icrs", "galactic"] },
  temporal: { kind: "temporalModel", choose: toTemporal, property: "scale", values: ["utc", "tai", "tt", "tdb"] },
} as const;

/** A spatial or temporal model at `where`; undefined, with a warning, where its type, frame or scale is not known here. */
function parsePart(
  key: "spatial" | "temporal",
  block: YamlValue,
  where: string,
  file: FileContext,
  resolve: (type: string, kind: Kind) => string,
): Part | undefined {
  const { kind, choose, property, values } = kinds[key];
  if (!isYamlMap(block)) throw file.invalid(where, `must be a ${key} model`);
  const { type, parameters, [property]: special, ...options } = block;
  if (typeof type !== "string" || type === "") throw file.invalid(where, "has no type");
  const carry = (what: string) => file.warn("carried-along", `${where} is carried along, not used: ${what}`, where);
  const id = idOf(type, kind, resolve);
  if (id === undefined) {
    carry(`there is no ${key} model "${type}"`);
    return undefined;
  }
  if (special !== undefined && !(values as readonly unknown[]).includes(special)) {
    carry(`its ${property} is ${JSON.stringify(special)}; understood are ${values.join(", ")}`);
    return undefined;
  }
  const labeled = parseParameters(parameters, `${where}.parameters`, file, { choose, resolve });
  return {
    record: {
      id,
      ...(key === "spatial" && special !== undefined && { frame: special as Frame }),
      ...(key === "temporal" && special !== undefined && { scale: special as TimeScale }),
      ...(Object.keys(options).length > 0 && { options }),
      parameters: labeled.map(({ parameter }) => parameter),
    },
    labeled,
  };
}

function idOf(type: string, kind: Kind, resolve: (type: string, kind: Kind) => string): string | undefined {
  try {
    return resolve(type, kind);
  } catch (error) {
    if (isGammakitError(error, "unknown-extension")) return undefined;
    throw error;
  }
}
