import type { ModelRecord, Parameter } from "@gammakit/core";
import { type FileContext, isYamlMap } from "./file-context.ts";
import { parseParameters } from "./parse-parameters.ts";
import type { YamlValue } from "./parse-yaml.ts";

/** A model whose links are still labels. */
export interface UnlinkedRecord {
  readonly record: ModelRecord;
  /** Label per parameter that has one. */
  readonly labels: ReadonlyMap<Parameter, string>;
  /** Name and factor of each parameter whose unit was changed. */
  readonly factors: ReadonlyMap<string, number>;
}

/** Operators of models made of two, and what they are here. */
const operators: Readonly<Record<string, string>> = { add: "sum", mul: "product" };

/** The spectral model of a block of the file at `where`. Keys besides type and parameters become its options. */
export function parseSpectral(
  block: YamlValue | undefined,
  where: string,
  file: FileContext,
  resolve: (type: string) => string = (type) => type,
): UnlinkedRecord {
  if (!isYamlMap(block)) throw file.invalid(where, "must be a spectral model");
  const { type, parameters, ...options } = block;
  if (typeof type !== "string" || type === "") throw file.invalid(where, "has no type");
  if (type === "CompoundSpectralModel") return parseCompound(block, where, file, resolve);
  const id = file.within(`${where}.type`, () => resolve(type));
  const labeled = parseParameters(parameters, `${where}.parameters`, file);
  const labels = new Map<Parameter, string>();
  for (const { parameter, label } of labeled) if (label !== undefined) labels.set(parameter, label);
  return {
    record: {
      id,
      ...(Object.keys(options).length > 0 && { options }),
      parameters: labeled.map(({ parameter }) => parameter),
    },
    labels,
    factors: new Map(
      labeled.filter(({ factor }) => factor !== 1).map(({ parameter, factor }) => [parameter.name, factor]),
    ),
  };
}

function parseCompound(
  { model1, model2, operator }: { readonly [key: string]: YamlValue },
  where: string,
  file: FileContext,
  resolve: (type: string) => string,
): UnlinkedRecord {
  const id = typeof operator === "string" && Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (id === undefined) {
    throw file.invalid(
      where,
      `has the operator ${JSON.stringify(operator ?? null)}; known: ${Object.keys(operators).join(", ")}`,
    );
  }
  const parts = [
    parseSpectral(model1, `${where}.model1`, file, resolve),
    parseSpectral(model2, `${where}.model2`, file, resolve),
  ];
  for (const { labels } of parts) {
    for (const label of labels.values()) {
      file.warn("lonely-link", `${where}: the link "${label}" is inside a model made of two, and not kept`, where);
    }
  }
  // The parts carry their parameters; the whole has them from there.
  return {
    record: { id, options: { parts: parts.map(({ record }) => record) }, parameters: [] },
    labels: new Map(),
    factors: new Map(),
  };
}
