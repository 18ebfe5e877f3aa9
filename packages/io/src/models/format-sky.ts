import {
  GammakitError,
  type Kind,
  type ParameterRecord,
  type SkyModelRecord,
  type SpatialRecord,
  type TemporalRecord,
} from "@gammakit/core";
import { formatParameter } from "./format-parameter.ts";

/** What of the options of `formatModels` spatial and temporal models need. */
interface SkyFormatOptions {
  readonly typeOf?: (id: string, kind: Kind) => string;
  readonly defaultsOf?: (id: string, options: unknown, kind: Kind) => readonly ParameterRecord[];
  readonly full?: boolean;
}

type Parts = { readonly [K in "spatial" | "temporal"]?: SkyModelRecord[K] | undefined };

/** Writes the spatial and temporal models of a file. */
export interface SkyFormat {
  /** Both as the file has them, undefined where there is none. */
  parts(record: Parts, name: string): { readonly spatial: object | undefined; readonly temporal: object | undefined };
}

/** Prepares the labels of the parameters that are linked. */
export function skyFormat(models: readonly SkyModelRecord[], options: SkyFormatOptions): SkyFormat {
  const labels = skyLabels(models);
  return {
    parts({ spatial, temporal }, name) {
      return {
        spatial: spatial && part(spatial, "spatialModel", options, (key) => labels.get(`${name}.spatial.${key}`)),
        temporal: temporal && part(temporal, "temporalModel", options, (key) => labels.get(`${name}.temporal.${key}`)),
      };
    },
  };
}

function skyLabels(models: readonly SkyModelRecord[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { id, name = id, ...model } of models) {
    for (const key of ["spatial", "temporal"] as const) {
      for (const { name: parameter, link } of model[key]?.parameters ?? []) {
        if (link === undefined) continue;
        const label =
          labels.get(link) ?? `${link.slice(link.lastIndexOf(".") + 1)}@sky${String(labels.size).padStart(5, "0")}`;
        labels.set(link, label);
        labels.set(`${name}.${key}.${parameter}`, label);
      }
    }
  }
  return labels;
}

function part(
  record: SpatialRecord & TemporalRecord,
  kind: "spatialModel" | "temporalModel",
  { typeOf = (id) => id, defaultsOf, full }: SkyFormatOptions,
  labelOf: (name: string) => string | undefined,
): object {
  const { id, frame, scale, options, parameters } = record;
  const defaults = new Map(defaultsOf?.(id, options, kind).map((parameter) => [parameter.name, parameter]));
  return {
    type: typeOf(id, kind),
    frame,
    parameters: parameters.map((parameter) =>
      formatParameter(parameter, defaults.get(parameter.name), labelOf(parameter.name), { full, typeOf }),
    ),
    scale,
    ...fileOptions(options, id),
  };
}

/** The options that a file can hold. Maps and tables stay in the file that `filename` names. */
function fileOptions(options: unknown, id: string): object {
  if (typeof options !== "object" || options === null) return {};
  const entries = Object.entries(options);
  const kept = entries.filter(([, value]) => !isBulk(value));
  if (kept.length < entries.length && !kept.some(([key]) => key === "filename")) {
    const names = entries.filter(([, value]) => isBulk(value)).map(([key]) => key);
    throw new GammakitError(
      "unsupported",
      `A models file cannot hold the ${names.join(" and ")} of "${id}". Write a file of it and give its name as options.filename.`,
      { id, names },
    );
  }
  return Object.fromEntries(kept);
}

function isBulk(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true;
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "wcs-map";
}
