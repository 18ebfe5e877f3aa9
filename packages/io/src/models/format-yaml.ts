import { stringify } from "yaml";

/**
 * YAML in PyYAML's layout: mappings indented by 4, list items at the level of their key.
 * Numbers are written such that PyYAML reads numbers: `1.0e-12`, as it takes `1e-12` for text. Entries that are undefined are left out.
 */
export function formatYaml(value: unknown): string {
  return `${block(value, "").join("\n")}\n`;
}

/** Entries that other programs keep as floating-point numbers: 1 is written 1.0. */
const floats = ["value", "error", "min", "max"];

function block(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}[]`];
    return value.flatMap((item) => {
      const lines = isCollection(item) ? block(item, `${indent}    `) : [`${indent}  ${scalar(item)}`];
      return [`${indent}-${lines[0].slice(indent.length + 1)}`, ...lines.slice(1)];
    });
  }
  if (!isCollection(value)) return [`${indent}${scalar(value)}`];
  const entries = Object.entries(value as object).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return [`${indent}{}`];
  return entries.flatMap(([key, entry]) => {
    const head = `${indent}${scalar(key)}:`;
    if (!isCollection(entry) || isEmpty(entry))
      return [`${head} ${isCollection(entry) ? block(entry, "")[0] : scalar(entry, floats.includes(key))}`];
    return [head, ...block(entry, Array.isArray(entry) ? indent : `${indent}    `)];
  });
}

function isCollection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: object): boolean {
  return Object.values(value).every((entry) => entry === undefined);
}

function scalar(value: unknown, isFloat = false): string {
  if (typeof value === "number") return isFloat || !Number.isSafeInteger(value) ? formatFloat(value) : String(value);
  if (typeof value === "string")
    return stringify(value, { version: "1.1", lineWidth: 0, singleQuote: true, blockQuote: false }).trimEnd();
  if (typeof value === "boolean" || value === null) return String(value);
  throw new TypeError(`${typeof value} cannot be written as YAML`);
}

/** The shortest digits that give `value` back, in the form Python writes: 1.0e-12, 0.0001, 1.5e-05, .nan. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  const [mantissa, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? "-" : "+";
    return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}
