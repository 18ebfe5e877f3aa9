import { nearest } from "@gammakit/core";
import type * as z from "zod/mini";
import { refuseDeep } from "./depth.ts";
import { formatPath, type JobIssue } from "./issue.ts";

type Issue = z.core.$ZodIssue;

/** A job as its schema reads it, or everything that is wrong with it. */
export type Validated<T> =
  | { readonly settings: T; readonly issues: readonly [] }
  | { readonly settings: undefined; readonly issues: readonly JobIssue[] };

/** The job as its schema reads it, or all that is wrong, each with its path and a suggestion. */
export function validate<S extends z.ZodMiniType>(schema: S, job: unknown): Validated<z.output<S>> {
  refuseDeep(job);
  const parsed = schema.safeParse(job, { reportInput: true, jitless: true });
  if (parsed.success) return { settings: parsed.data, issues: [] };
  return { settings: undefined, issues: parsed.error.issues.flatMap((issue) => explain(issue, [], schema)) };
}

function explain(issue: Issue, parent: readonly PropertyKey[], schema: z.ZodMiniType): readonly JobIssue[] {
  const path = [...parent, ...issue.path];
  const at = (message: string): readonly JobIssue[] => [{ path: formatPath(path), message }];
  switch (issue.code) {
    case "unrecognized_keys": {
      const hints = issue.keys.map((key) => suggest(key, keysAt(schema, path, issue.input)));
      // What is known is said once.
      return issue.keys.map((key, k) => ({
        path: formatPath([...path, key]),
        message: hints.indexOf(hints[k]) < k ? "unknown key" : `unknown key; ${hints[k]}`,
      }));
    }
    case "invalid_union": {
      if (issue.errors.length === 0) {
        const key = path.at(-1) as PropertyKey;
        const value = (issue.input as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key];
        if (value === undefined) return at(`is missing; ${choices(discriminators(schema, path), value)}`);
        return at(`${show(value)} is not known here; ${choices(discriminators(schema, path), value)}`);
      }
      const branch = best(issue.errors);
      return branch === undefined ? at(issue.message) : branch.flatMap((inner) => explain(inner, path, schema));
    }
    case "invalid_value":
      return at(`${show(issue.input)} is not known here; ${choices(issue.values, issue.input)}`);
    case "invalid_type":
      if (issue.input === undefined) return at(`is missing; ${withArticle(issue.expected)} is needed`);
      return at(`${show(issue.input)} is not ${withArticle(issue.expected)}`);
    case "too_small":
      return at(
        `${show(issue.input)} is too small: ${sizeOf(issue.origin)} must be ${issue.inclusive === false ? "greater than" : "at least"} ${issue.minimum}`,
      );
    case "too_big":
      return at(
        `${show(issue.input)} is too large: ${sizeOf(issue.origin)} must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`,
      );
    default:
      return at(issue.message);
  }
}

/** The branch of a union that was meant: the one that got furthest into the value. */
function best(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) =>
    Math.min(...issues.map((issue) => (issue.code === "invalid_type" ? issue.path.length : issue.path.length + 1)));
  return [...branches].sort((a, b) => depth(b) - depth(a))[0];
}

function sizeOf(origin: string): string {
  return origin === "array" || origin === "string" ? "its length" : "it";
}

function withArticle(noun: string): string {
  if (noun === "int") return "a whole number";
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** The values by which the union at `path`, the key included, tells its branches apart. */
function discriminators(schema: z.ZodMiniType, path: readonly PropertyKey[]): readonly unknown[] {
  const key = path.at(-1);
  const union = path.slice(0, -1).reduce<z.ZodMiniType | undefined>((at, part) => at && step(at, part), schema);
  if (union === undefined || key === undefined) return [];
  return shapesOf(union).flatMap((shape) => literals(shape[key]) ?? []);
}

type Shape = Readonly<Record<PropertyKey, z.ZodMiniType>>;

/** The shapes of the objects that a schema stands for. */
function shapesOf(schema: z.ZodMiniType): readonly Shape[] {
  return unwrap(schema)
    .map(({ _zod }) => (_zod.def as unknown as { shape?: Shape }).shape)
    .filter((shape) => shape !== undefined);
}

/** The values of a literal. */
function literals(schema: z.ZodMiniType | undefined): readonly unknown[] | undefined {
  return (schema?._zod.def as unknown as { values?: readonly unknown[] } | undefined)?.values;
}

function show(value: unknown): string {
  // JSON has no word for NaN and infinity.
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function choices(values: readonly unknown[], input: unknown): string {
  const names = values.map(String);
  const guess = typeof input === "string" ? nearest(input, names) : undefined;
  if (guess !== undefined) return `did you mean ${show(guess)}?`;
  return names.length === 1 ? `it must be ${show(names[0])}` : `it must be one of ${names.map(show).join(", ")}`;
}

function suggest(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  return guess === undefined ? `known here: ${known.join(", ")}` : `did you mean "${guess}"?`;
}

/** The keys that an object schema has at a path; of several, the one whose literals the object has. */
function keysAt(schema: z.ZodMiniType, path: readonly PropertyKey[], object: unknown): readonly string[] {
  const found = path.reduce<z.ZodMiniType | undefined>(
    (at, key) => (at === undefined ? undefined : step(at, key)),
    schema,
  );
  const given = object as Readonly<Record<string, unknown>>;
  const isMeant = (shape: Shape) =>
    Object.keys(shape).every((key) => literals(shape[key])?.includes(given[key]) ?? true);
  const shapes = found === undefined ? [] : shapesOf(found);
  return Object.keys(shapes.find(isMeant) ?? shapes[0] ?? {});
}

function step(schema: z.ZodMiniType, key: PropertyKey): z.ZodMiniType | undefined {
  for (const inner of unwrap(schema)) {
    const def = inner._zod.def as unknown as { shape?: Record<PropertyKey, z.ZodMiniType>; element?: z.ZodMiniType };
    if (typeof key === "number" && def.element !== undefined) return def.element;
    if (def.shape !== undefined && Object.hasOwn(def.shape, key)) return def.shape[key];
  }
  return undefined;
}

/** A schema and all that it wraps: optional, default, pipe, union. */
function unwrap(schema: z.ZodMiniType): readonly z.ZodMiniType[] {
  const def = schema._zod.def as unknown as {
    innerType?: z.ZodMiniType;
    in?: z.ZodMiniType;
    options?: z.ZodMiniType[];
  };
  const inner = [def.innerType, def.in, ...(def.options ?? [])].filter((next) => next !== undefined);
  return [schema, ...inner.flatMap(unwrap)];
}
