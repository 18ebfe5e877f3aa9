import type { AbsorptionTable, Kind, ModelRecord, ParameterRecord } from "@gammakit/core";
import { compoundOperators } from "./compound-operators.ts";
import { type FileContext, isYamlMap } from "./file-context.ts";
import { parseParameters } from "./parse-parameters.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";
import type { SpectralGrid } from "./read-spectral-grid.ts";
import { toOurForm } from "./spectral-forms.ts";

/** A model whose links are still labels. */
export interface UnlinkedRecord {
  readonly record: ModelRecord;
  /** Label per parameter that has one. */
  readonly labels: ReadonlyMap<ParameterRecord, string>;
  /** Name and factor of each parameter, in the order of the file. */
  readonly factors: readonly (readonly [name: string, factor: number])[];
}

/** What is needed to read spectral models. */
export interface SpectralContext {
  readonly file: FileContext;
  /** The id that a type name stands for. */
  readonly resolve?: ((type: string) => string) | undefined;
  /** The same for any kind of extension: priors. */
  readonly resolveKind?: ((type: string, kind: Kind) => string) | undefined;
  /** Whether a Gammapy later than 1.3 has written the file; false where absent. */
  readonly isAfter13?: boolean;
  /** Tables that models name, by their names. */
  readonly tables?: ReadonlyMap<string, AbsorptionTable> | undefined;
  /** Tables of spectra that models name, by their names. */
  readonly grids?: ReadonlyMap<string, SpectralGrid> | undefined;
}

/** Deepest nesting of models made of two; `modelFromRecord` allows no more. */
const deepest = 16;

/** The spectral model of a block of the file at `where`. Keys besides type and parameters become its options. */
export function parseSpectral(
  block: YamlValue | undefined,
  where: string,
  context: SpectralContext,
  depth = 0,
): UnlinkedRecord {
  const { file, resolve = (type: string) => type, resolveKind } = context;
  if (!isYamlMap(block)) throw file.invalid(where, "must be a spectral model");
  if (depth > deepest) throw file.invalid(where, `is a model within models, more than ${deepest} deep`);
  const { type, parameters, ...options } = block;
  if (typeof type !== "string" || type === "") throw file.invalid(where, "has no type");
  if (type === "CompoundSpectralModel" || type === "compound") return parseCompound(block, where, context, depth);
  const id = file.within(`${where}.type`, () => resolve(type));
  const labeled = parseParameters(parameters, `${where}.parameters`, file, { resolve: resolveKind });
  return toOurForm({ id, options, labeled }, where, context);
}

function parseCompound(
  { model1, model2, operator, type: _, ...others }: YamlMap,
  where: string,
  context: SpectralContext,
  depth: number,
): UnlinkedRecord {
  const { file } = context;
  const id =
    typeof operator === "string" && Object.hasOwn(compoundOperators, operator)
      ? compoundOperators[operator]
      : undefined;
  if (id === undefined) {
    throw file.invalid(
      where,
      `has the operator ${JSON.stringify(operator ?? null)}; known: ${Object.keys(compoundOperators).join(", ")}`,
    );
  }
  for (const key of Object.keys(others)) {
    file.warn("ignored", `${where}: "${key}" of a model made of two is not known and ignored`, where);
  }
  const parts = [
    parseSpectral(model1, `${where}.model1`, context, depth + 1),
    parseSpectral(model2, `${where}.model2`, context, depth + 1),
  ];
  // The parts carry their parameters; the whole has them from there.
  return {
    record: { id, options: { parts: parts.map(({ record }) => record) }, parameters: [] },
    labels: new Map(parts.flatMap(({ labels }) => [...labels])),
    factors: parts.flatMap(({ factors }) => factors),
  };
}
