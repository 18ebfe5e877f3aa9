import { check } from "./case.ts";

/** Throws where two values of plain data differ, typed arrays and missing keys included, naming the first place. */
export function checkSame(what: string, expected: unknown, found: unknown): void {
  const place = firstDifference(expected, found, "");
  if (place === undefined) return;
  const at = place.path === "" ? "" : ` at ${place.path.slice(1)}`;
  check(false, `${what} differs${at}: ${show(place.expected)} became ${show(place.found)}.`);
}

interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

function firstDifference(expected: unknown, found: unknown, path: string): Difference | undefined {
  if (Object.is(expected, found)) return undefined;
  if (!isRecord(expected) || !isRecord(found) || tagOf(expected) !== tagOf(found)) return { path, expected, found };
  const [content, other] = [contentOf(expected), contentOf(found)];
  if (content !== undefined) return firstDifference(content, other, path);
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = firstDifference(expected[key], found[key], `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What of an object is not in its keys, in a form that has keys; undefined where there is nothing else. */
function contentOf(value: object): unknown {
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof Date) return value.getTime();
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}

/** Kind of an object, the same in every realm: "[object Float64Array]". */
function tagOf(value: object): string {
  return Object.prototype.toString.call(value);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return isRecord(value) ? tagOf(value) : String(value);
}
