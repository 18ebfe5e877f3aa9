import type { JobObject } from "../protocol.ts";

/** A job as the text of a job file (YAML), all numbers with the digits that they have. */
export function formatJob(job: JobObject): string {
  const lines = Object.entries(job).map(([key, value]) => `${keyText(key)}: ${valueText(value)}\n`);
  return lines.join("");
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(valueText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return entries.length === 0
      ? "{}"
      : `{ ${entries.map(([key, inner]) => `${keyText(key)}: ${valueText(inner)}`).join(", ")} }`;
  }
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  return JSON.stringify(value ?? null);
}

function keyText(key: string): string {
  // "on" is a word here, as in the job files that people write: `parseYaml` takes keys by their text.
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key);
}

/** Text that YAML 1.1 reads as itself without quotes: words, and numbers with a unit. */
function isPlain(text: string): boolean {
  if (/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)) return false;
  return /^[A-Za-z][A-Za-z0-9_./-]*$/.test(text) || /^-?[0-9.]+(e-?[0-9]+)? [A-Za-z][A-Za-z0-9 -]*$/.test(text);
}
