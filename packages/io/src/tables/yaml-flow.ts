import { formatFloat } from "../models/format-yaml.ts";

const plain = /^[A-Za-z_]([\w./*()^ -]*[\w./*()^])?$/;
/** Words that YAML 1.1 takes for something else. */
const special = /^(y|n|yes|no|true|false|on|off|null|nan|inf)$/i;

/** A scalar of YAML 1.1 on one line, as PyYAML reads it. */
export function yamlScalar(value: string | number | boolean): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : formatFloat(value);
  return plain.test(value) && !special.test(value) ? value : quoted(value);
}

/** A mapping of YAML on one line; entries that are undefined are left out. */
export function yamlFlowMap(entries: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined) parts.push(`${yamlScalar(key)}: ${yamlScalar(value)}`);
  }
  return `{${parts.join(", ")}}`;
}

/** JSON is YAML but for a few characters that YAML takes for line ends, or does not let stand as they are. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
