import { type AbsorptionTable, type ByteSource, nearest, type Registry } from "@gammakit/core";
import { eblFile, eblReferences, readEblTable } from "@gammakit/io";
import type { JobHost } from "../host.ts";
import { presetRegistry } from "../preset.ts";
import { formatPath, type JobIssue, messageOf, refuseJob } from "./issue.ts";

/** What reading the tables of a job needs. */
export type TablesHost = Pick<JobHost, "openFile" | "inflate" | "registry">;

/** A table that a model of a job names, and where. */
interface NamedTable {
  readonly path: readonly PropertyKey[];
  readonly key: "reference" | "filename";
  readonly name: unknown;
}

/** Keys of a job that hold models, or lists of them. */
const modelKeys = ["model", "compareWith"];

const modelId = "ebl-absorption-norm";

/**
 * The job with the tables that its models of absorption name read into their options. A job without such models is returned as it
 * is, whatever else may be wrong with it. Throws "invalid-input" with the key path of each table that is unknown or can't be read.
 */
export async function readModelTables<J>(job: J, host: TablesHost): Promise<J> {
  const registry = host.registry ?? presetRegistry();
  const named = modelKeys.flatMap((key) =>
    find((job as Readonly<Record<string, unknown>> | null)?.[key], [key], registry),
  );
  if (named.length === 0) return job;
  const issues: JobIssue[] = [];
  const tables = new Map<string, AbsorptionTable>();
  const read = new Map<string, Promise<AbsorptionTable>>();
  for (const entry of named) {
    const path = formatPath([...entry.path, "options", entry.key]);
    try {
      const file = fileOf(entry);
      if (!read.has(file)) read.set(file, readTable(file, host));
      tables.set(formatPath(entry.path), (await read.get(file)) as AbsorptionTable);
    } catch (error) {
      issues.push({ path, message: messageOf(error) });
    }
  }
  if (issues.length > 0) throw refuseJob(issues);
  return replaceOptions(job, [], tables) as J;
}

/** The blocks of absorption models within `block` that name a table. */
function find(block: unknown, path: readonly PropertyKey[], registry: Registry): readonly NamedTable[] {
  if (Array.isArray(block)) return block.flatMap((item, i) => find(item, [...path, i], registry));
  if (typeof block !== "object" || block === null) return [];
  const { type, options } = block as { readonly type?: unknown; readonly options?: Readonly<Record<string, unknown>> };
  if (typeof options !== "object" || options === null) return [];
  const isAbsorption =
    typeof type === "string" && registry.has("spectralModel", type) && registry.idOf("spectralModel", type) === modelId;
  const key = ["reference", "filename"].find((candidate) => Object.hasOwn(options, candidate));
  const own = isAbsorption && key !== undefined ? [{ path, key, name: options[key] } as NamedTable] : [];
  return [...own, ...find(options.parts, [...path, "options", "parts"], registry)];
}

function fileOf({ key, name }: NamedTable): string {
  if (typeof name !== "string" || name === "") throw new Error("must be text");
  if (key === "filename" || eblReferences.includes(name)) return eblFile(name);
  const guess = nearest(name, [...eblReferences]);
  const hint = guess === undefined ? "" : `; did you mean "${guess}"?`;
  throw new Error(`${JSON.stringify(name)} is no known table${hint} Known: ${eblReferences.join(", ")}`);
}

async function readTable(file: string, { openFile, inflate }: TablesHost): Promise<AbsorptionTable> {
  if (openFile === undefined) throw new Error(`${file} can't be opened here: the host has no openFile`);
  const source: ByteSource = openFile(file);
  return readEblTable(source, { file, ...(inflate && { inflate }) });
}

/** A copy in which the options at the paths of `tables` hold the table instead of its name. */
function replaceOptions(
  value: unknown,
  path: readonly PropertyKey[],
  tables: ReadonlyMap<string, AbsorptionTable>,
): unknown {
  if (Array.isArray(value)) return value.map((item, i) => replaceOptions(item, [...path, i], tables));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const table = tables.get(formatPath(path));
  const entries = Object.entries(value).map(([key, entry]) => {
    if (key !== "options" || table === undefined) return [key, replaceOptions(entry, [...path, key], tables)];
    const { reference: _, filename: __, ...others } = entry as Readonly<Record<string, unknown>>;
    return [key, { ...others, table }];
  });
  return Object.fromEntries(entries);
}
