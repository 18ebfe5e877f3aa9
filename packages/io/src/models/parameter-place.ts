import { GammakitError, type Kind } from "@gammakit/core";
import { isYamlMap } from "./file-context.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";

const kinds = { spectral: "spectralModel", spatial: "spatialModel", temporal: "temporalModel" } as const;

/** A parameter of which an error speaks, and what of it. */
interface Subject {
  readonly model: string;
  readonly name: string;
  /** ".name", ".min", ".prior". */
  readonly key: string;
}

/**
 * The key path of the parameter that `error` is about, "components[0].spectral.parameters[1].name", where the component at `where`
 * has it. Errors of models name model and parameter in their details.
 */
export function parameterPlace(
  error: unknown,
  component: YamlMap,
  where: string,
  resolve: (type: string, kind: Kind) => string = (type) => type,
): string | undefined {
  const subject = error instanceof GammakitError ? subjectOf(error.details) : undefined;
  if (subject === undefined) return undefined;
  for (const [key, kind] of Object.entries(kinds)) {
    const found = find(component[key], `${where}.${key}`, subject, (type) => resolve(type, kind));
    if (found !== undefined) return found;
  }
  return undefined;
}

function subjectOf({ model, name, where }: Readonly<Record<string, unknown>>): Subject | undefined {
  if (typeof model === "string" && typeof name === "string") return { model, name, key: ".name" };
  const [, id, parameter, key] = /^(.+?): (\w+)(\.\w+)?$/.exec(String(where)) ?? [];
  return id === undefined ? undefined : { model: id, name: parameter, key: key ?? ".value" };
}

/** Within a model of the file, and the models it is made of. */
function find(
  block: YamlValue | undefined,
  where: string,
  subject: Subject,
  resolve: (type: string) => string,
): string | undefined {
  if (!isYamlMap(block)) return undefined;
  const { type, parameters } = block;
  const isModel = typeof type === "string" && idOf(type, resolve) === subject.model;
  if (isModel && Array.isArray(parameters)) {
    const i = parameters.findIndex((item: YamlValue) => isYamlMap(item) && item.name === subject.name);
    if (i >= 0) return `${where}.parameters[${i}]${subject.key}`;
  }
  return (
    find(block.model1, `${where}.model1`, subject, resolve) ?? find(block.model2, `${where}.model2`, subject, resolve)
  );
}

function idOf(type: string, resolve: (type: string) => string): string | undefined {
  try {
    return resolve(type);
  } catch {
    // A model made of two has no id of its own.
    return undefined;
  }
}
