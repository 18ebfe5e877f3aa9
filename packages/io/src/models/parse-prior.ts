import { GammakitError, type Kind, type PriorRecord } from "@gammakit/core";
import { type FileContext, isYamlMap } from "./file-context.ts";
import type { YamlValue } from "./parse-yaml.ts";

/** The numbers of known priors that are shapes: they do not change with the unit of the parameter. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  gaussian: [],
  GaussianPrior: [],
  uniform: [],
  UniformPrior: [],
  "log-uniform": [],
  LogUniformPrior: [],
  "generalized-gaussian": ["eta"],
  GeneralizedGaussianPrior: ["eta"],
};

/**
 * A prior as newer Gammapy writes it: its type, its numbers as a list of parameters, its weight. They are in the unit of the
 * parameter in the file, whose values are multiplied with `factor`. Undefined where there is none.
 */
export function parsePrior(
  block: YamlValue | undefined,
  where: string,
  file: FileContext,
  factor: number,
  resolve: (type: string, kind: Kind) => string = (type) => type,
): PriorRecord | undefined {
  if (block === undefined || block === null) return undefined;
  if (!isYamlMap(block)) throw file.invalid(where, "must be a prior with type and parameters");
  const { type, parameters = [], weight = 1, ...others } = block;
  if (typeof type !== "string" || type === "") throw file.invalid(where, "has no type");
  const id = idOf(type, `${where}.type`, file, resolve);
  for (const key of Object.keys(others)) file.warn("ignored", `${where}: "${key}" is not known and ignored`, where);
  if (typeof weight !== "number") throw file.invalid(`${where}.weight`, "must be a number");
  const numbers = numbersOf(parameters, `${where}.parameters`, file);
  const prior = { id, options: { ...Object.fromEntries(numbers), ...(weight !== 1 && { weight }) } };
  if (factor === 1) return prior;
  checkKnown(id, where, file);
  return withNumbers(prior, (value) => value * factor);
}

/** A prior with the numbers that go with the unit of its parameter changed: not its weight, nor shapes. */
export function withNumbers({ id, options }: PriorRecord, change: (value: number) => number): PriorRecord {
  const fixed = ["weight", ...(Object.hasOwn(shapes, id) ? shapes[id] : [])];
  const entries = Object.entries((options ?? {}) as Readonly<Record<string, unknown>>);
  return {
    id,
    options: Object.fromEntries(
      entries.map(([name, value]) => [
        name,
        typeof value === "number" && !fixed.includes(name) ? change(value) : value,
      ]),
    ),
  };
}

/** Throws "invalid-file" where it is not known how the numbers of a prior change with the unit of its parameter. */
export function checkKnown(id: string, where: string, file: FileContext): void {
  if (Object.hasOwn(shapes, id)) return;
  throw file.invalid(
    where,
    `is "${id}", and how its numbers change with the unit is not known here; give the parameter in the unit of this library`,
  );
}

/** An unknown prior is refused as the file's fault: a component is not carried along for it. */
function idOf(type: string, where: string, file: FileContext, resolve: (type: string, kind: Kind) => string): string {
  try {
    return resolve(type, "prior");
  } catch (cause) {
    if (!(cause instanceof GammakitError)) throw cause;
    throw file.invalid(where, `is not known: ${cause.message.replace(/\.$/, "")}`, cause);
  }
}

type Numbers = readonly (readonly [name: string, value: number])[];

function numbersOf(list: YamlValue, where: string, file: FileContext): Numbers {
  if (!Array.isArray(list)) throw file.invalid(where, "must be a list of numbers with name and value");
  const seen = new Set<string>();
  return list.map((item: YamlValue, i) => {
    if (!isYamlMap(item) || typeof item.name !== "string") throw file.invalid(`${where}[${i}]`, "has no name");
    if (typeof item.value !== "number") throw file.invalid(`${where}[${i}] (${item.name})`, "has no value");
    if (seen.has(item.name)) throw file.invalid(`${where}[${i}]`, `gives "${item.name}" twice`);
    seen.add(item.name);
    return [item.name, item.value] as const;
  });
}
