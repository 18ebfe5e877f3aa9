import type { Kind, ParameterRecord } from "@gammakit/core";
import { toCanonical } from "./canonical-unit.ts";
import { type FileContext, isYamlMap } from "./file-context.ts";
import { parsePrior } from "./parse-prior.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";

/** A parameter, and the label it shares with others, "index@Gd0WcrWL". */
export interface LabeledParameter {
  readonly parameter: ParameterRecord;
  readonly label?: string;
  /** What a number of the file was multiplied with to be in the unit of this library. */
  readonly factor: number;
}

const read = ["name", "value", "factor", "unit", "error", "min", "max", "frozen", "link", "prior"];
/** How another program scales and scans a parameter: nothing to do with its value. */
const silent = [
  "interp",
  "scale",
  "scale_method",
  "scale_transform",
  "scan_n_values",
  "scan_n_sigma",
  "scan_min",
  "scan_max",
  "scan_values",
  "is_norm",
];

/** The unit of this library for a parameter of that unit and name, and the number that a value is in it. */
type UnitChoice = (unit: string, name: string) => ReturnType<typeof toCanonical>;

/** How the parameters of a block are read. */
export interface ParameterReading {
  /** `toCanonical` where absent. */
  readonly choose?: UnitChoice;
  /** The id that a type name of the file stands for. */
  readonly resolve?: ((type: string, kind: Kind) => string) | undefined;
}

/** The parameters of a block of the file at `where`, in canonical units. */
export function parseParameters(
  list: YamlValue | undefined,
  where: string,
  file: FileContext,
  reading: ParameterReading = {},
): readonly LabeledParameter[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw file.invalid(where, "must be a list of parameters");
  const seen = new Set<string>();
  return list.map((item: YamlValue, i) => {
    const parameter = parseParameter(item, `${where}[${i}]`, file, reading);
    const { name } = parameter.parameter;
    if (seen.has(name)) throw file.invalid(`${where}[${i}]`, `gives the parameter "${name}" twice`);
    seen.add(name);
    return parameter;
  });
}

function parseParameter(
  item: YamlValue,
  where: string,
  file: FileContext,
  reading: ParameterReading,
): LabeledParameter {
  if (!isYamlMap(item)) throw file.invalid(where, "must be a parameter with name and value");
  const { name, link } = item;
  if (typeof name !== "string" || !/^[A-Za-z]\w*$/.test(name)) {
    throw file.invalid(where, `has no usable name: ${JSON.stringify(name ?? null)}`);
  }
  const at = `${where} (${name})`;
  for (const key of Object.keys(item)) {
    if (!read.includes(key) && !silent.includes(key))
      file.warn("ignored", `${at}: "${key}" is not known and ignored`, where);
  }
  if (link !== undefined && typeof link !== "string") throw file.invalid(at, "has a link that is not a name");
  const { unit, convert } = parseUnitOf(item, name, at, file, reading.choose ?? toCanonical);
  const prior = parsePrior(item.prior, `${where}.prior`, file, convert(1), reading.resolve);
  const error = optional(item, "error", at, file);
  const [min, max] = [limit(item, "min", at, file), limit(item, "max", at, file)];
  const parameter: ParameterRecord = {
    name,
    value: convert(parseValue(item, at, file)),
    unit,
    ...(error !== undefined && { error: Math.abs(convert(error)) }),
    ...(min !== undefined && { min: convert(min) }),
    ...(max !== undefined && { max: convert(max) }),
    ...frozen(item, at, file),
    ...(prior !== undefined && { prior }),
  };
  checkLimits(parameter, at, file);
  return { parameter, factor: convert(1), ...(link !== undefined && { label: link }) };
}

function parseUnitOf(
  item: YamlMap,
  name: string,
  at: string,
  file: FileContext,
  choose: UnitChoice,
): ReturnType<UnitChoice> {
  const unit = item.unit ?? "";
  if (typeof unit !== "string") throw file.invalid(at, `has the unit ${JSON.stringify(unit)}, which is not text`);
  try {
    return choose(unit, name);
  } catch (cause) {
    throw file.invalid(at, `has a unit that cannot be read: ${(cause as Error).message.replace(/\.$/, "")}`, cause);
  }
}

/** `value`, or what older files write instead: `factor` times `scale`. */
function parseValue(item: YamlMap, at: string, file: FileContext): number {
  const factor = item.value === undefined ? optional(item, "factor", at, file) : undefined;
  const value =
    factor === undefined ? optional(item, "value", at, file) : factor * (optional(item, "scale", at, file) ?? 1);
  if (value === undefined) throw file.invalid(at, "has no value");
  if (!Number.isFinite(value)) throw file.invalid(at, `has the value ${value}; it must be a finite number`);
  return value;
}

/** Infinite where the file says by NaN that there is none; absent, so that of the model holds, where it does not say. */
function limit(item: YamlMap, key: "min" | "max", at: string, file: FileContext): number | undefined {
  const value = item[key];
  if (typeof value !== "number" || Number.isFinite(value)) return optional(item, key, at, file);
  return key === "min" ? -Infinity : Infinity;
}

/** A number; absent where there is none, or null, or for anything but the value itself NaN. */
function optional(item: YamlMap, key: string, at: string, file: FileContext): number | undefined {
  const value = item[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw file.invalid(at, `has a ${key} that is not a number: ${JSON.stringify(value)}`);
  return Number.isNaN(value) && key !== "value" ? undefined : value;
}

function frozen(item: YamlMap, at: string, file: FileContext): { readonly frozen?: boolean } {
  if (item.frozen === undefined || item.frozen === null) return {};
  if (typeof item.frozen !== "boolean") throw file.invalid(at, `has a frozen that is neither true nor false`);
  return { frozen: item.frozen };
}

function checkLimits({ value, min = -Infinity, max = Infinity }: ParameterRecord, at: string, file: FileContext): void {
  if (min > max) throw file.invalid(at, `has min ${min} > max ${max}`);
  if (value < min || value > max) {
    throw file.invalid(at, `has the value ${value}, outside its limits min ${min}, max ${max}`);
  }
}
