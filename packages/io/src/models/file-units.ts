import { type ModelRecord, type ParameterRecord, pow } from "@gammakit/core";
import type { FormatModelsOptions } from "./format-models.ts";
import { withNumbers } from "./parse-prior.ts";

/** Numbers of a file that stand for another unit than ours: the unit, and what reading multiplies them with. */
export interface FileUnit {
  readonly unit: string;
  readonly scale: number;
}

const none: ReadonlyMap<string, FileUnit> = new Map();

/**
 * The parameters of a model that a file has in another unit. The factor in the exponent of a 4FGL cut-off has no unit in these files: it
 * goes with MeV in Gammapy from 2.0 on. With the reference energy in MeV as well, files without a creator say the same.
 */
export function fileUnits(
  { id, parameters }: Pick<ModelRecord, "id" | "parameters">,
  typeOf: NonNullable<FormatModelsOptions["typeOf"]> = (name) => name,
): ReadonlyMap<string, FileUnit> {
  if (!isFourthCatalog(id, typeOf)) return none;
  const index = parameters.find(({ name }) => name === "index_2")?.value ?? 2;
  return new Map([
    ["reference", { unit: "MeV", scale: 1e-6 }],
    ["expfactor", { unit: "", scale: pow(1e-6, -index) }],
  ]);
}

/** What the file must say of such a model even where a record leaves it out, as defaults there are others. */
export function saidInFile(
  { id, parameters }: Pick<ModelRecord, "id" | "parameters">,
  typeOf: NonNullable<FormatModelsOptions["typeOf"]>,
): readonly ParameterRecord[] {
  if (!isFourthCatalog(id, typeOf)) return [];
  return catalogDefaults.filter(({ name }) => !parameters.some((parameter) => parameter.name === name));
}

const catalogDefaults: readonly ParameterRecord[] = [
  { name: "reference", value: 1, unit: "TeV", frozen: true },
  { name: "expfactor", value: 0.01, unit: "" },
];

function isFourthCatalog(id: string, typeOf: NonNullable<FormatModelsOptions["typeOf"]>): boolean {
  const name = "SuperExpCutoffPowerLaw4FGLSpectralModel";
  return ["super-exp-cutoff-power-law-4fgl", "secpl-4fgl", name].includes(id) || typeOf(id, "spectralModel") === name;
}

/** A parameter in the unit of the file. */
export function inFileUnit(parameter: ParameterRecord, to: FileUnit | undefined): ParameterRecord {
  if (to === undefined) return parameter;
  const { unit, scale } = to;
  // Divided, so that reading it gives the same to the last bit.
  return { ...withParameterNumbers(parameter, (value) => value / scale), unit };
}

/** A parameter with its value, error and limits changed, and what goes with them of its prior. */
export function withParameterNumbers(parameter: ParameterRecord, change: (value: number) => number): ParameterRecord {
  const { value, error, min, max, prior } = parameter;
  return {
    ...parameter,
    value: change(value),
    ...(error !== undefined && { error: change(error) }),
    ...(min !== undefined && { min: change(min) }),
    ...(max !== undefined && { max: change(max) }),
    ...(prior !== undefined && { prior: withNumbers(prior, change) }),
  };
}
