import {
  type ByteSource,
  type Column,
  convert,
  GammakitError,
  isGammakitError,
  referenceFromHeader,
  type SkyModelRecord,
  type SpatialRecord,
  secondsAfterReference,
  type Table,
  type TemporalRecord,
  toMjd,
} from "@gammakit/core";
import { readMap } from "../maps/read-map.ts";
import { readFitsTable } from "../tables/read-fits-table.ts";
import { isSafePath } from "./file-context.ts";

/** How the files that models name are opened. */
export interface ReadTemplatesOptions {
  /** The file of that name, as the models say it: beside theirs, or below $GAMMAPY_DATA. */
  readonly openFile: (filename: string) => ByteSource;
}

const day = 86400;

/**
 * `models` with what the files of their spatial and temporal models hold: the map of a template, the table of a light curve or of a
 * phase curve. Each file is read once. Where a light curve has no `t_ref`, that of its file counts.
 * Throws "invalid-file", naming model and file, for what is no map or table of that kind, and what reading them throws.
 */
export async function readTemplates(
  models: readonly SkyModelRecord[],
  { openFile }: ReadTemplatesOptions,
): Promise<readonly SkyModelRecord[]> {
  const maps = new Map<string, Promise<SpatialOptions>>();
  const tables = new Map<string, Promise<Table>>();
  const once = <T>(known: Map<string, Promise<T>>, filename: string, read: (source: ByteSource) => Promise<T>) => {
    const reading = known.get(filename) ?? read(openSafely(filename, openFile));
    known.set(filename, reading);
    return reading;
  };
  return Promise.all(
    models.map((model) =>
      within(model, async () => {
        const [map, table] = [filenameOf(model.spatial), filenameOf(model.temporal)];
        return {
          ...model,
          ...(model.spatial && map && { spatial: withOptions(model.spatial, await once(maps, map, readSpatial)) }),
          ...(model.temporal &&
            table && { temporal: withTable(model.temporal, await once(tables, table, readTable), table) }),
        };
      }),
    ),
  );
}

interface SpatialOptions {
  readonly map: Awaited<ReturnType<typeof readMap>>;
}

async function readSpatial(source: ByteSource): Promise<SpatialOptions> {
  return { map: await readMap(source) };
}

function readTable(source: ByteSource): Promise<Table> {
  return readFitsTable(source);
}

function filenameOf(record: SpatialRecord | TemporalRecord | undefined): string | undefined {
  const { filename } = (record?.options ?? {}) as { readonly filename?: unknown };
  return typeof filename === "string" ? filename : undefined;
}

function openSafely(filename: string, openFile: (filename: string) => ByteSource): ByteSource {
  if (isSafePath(filename)) return openFile(filename);
  throw new GammakitError(
    "invalid-file",
    `A file of models may name files beside it or below $GAMMAPY_DATA, not ${JSON.stringify(filename)}.`,
    { filename },
  );
}

function withOptions(record: SpatialRecord, options: object): SpatialRecord {
  return { ...record, options: { ...(record.options as object), ...options } };
}

function withTable(record: TemporalRecord, table: Table, filename: string): TemporalRecord {
  const norm = numbersOf(table, "NORM", filename);
  if (table.columns.some(({ name }) => name.toUpperCase() === "PHASE")) {
    return { ...record, options: { ...(record.options as object), phase: numbersOf(table, "PHASE", filename), norm } };
  }
  const column = numbersOf(table, "TIME", filename);
  const where = `The header of ${filename}`;
  const meta = (keyword: string) => {
    const value = table.meta[keyword];
    return typeof value === "boolean" ? undefined : value;
  };
  const reference = referenceFromHeader(meta, where);
  const unit = columnOf(table, "TIME", filename).unit;
  const scale = unit === "" ? 1 : convert(1, unit, "s") / reference.unit;
  const time = column.map((value) => secondsAfterReference(reference, value * scale) / day);
  const hasReference = record.parameters.some(({ name }) => name === "t_ref");
  const t_ref = { name: "t_ref", value: toMjd(reference.instant, record.scale ?? "utc"), unit: "d" };
  return {
    ...record,
    options: { ...(record.options as object), time, norm },
    parameters: hasReference ? record.parameters : [...record.parameters, t_ref],
  };
}

function columnOf(table: Table, name: string, filename: string): Column {
  const column = table.columns.find((candidate) => candidate.name.toUpperCase() === name);
  if (column !== undefined) return column;
  throw new GammakitError(
    "invalid-file",
    `${filename} has no column ${name}; found ${table.columns.map((other) => other.name).join(", ")}. A light curve has TIME and NORM, a phase curve PHASE and NORM.`,
    { filename, column: name },
  );
}

function numbersOf(table: Table, name: string, filename: string): Float64Array {
  const { data } = columnOf(table, name, filename);
  if (data instanceof Float64Array || data instanceof Int32Array) return Float64Array.from(data);
  throw new GammakitError("invalid-file", `${filename}: the column ${name} does not hold numbers.`, {
    filename,
    column: name,
  });
}

async function within<T>({ name, id }: SkyModelRecord, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError(error.code, `The model "${name ?? id}": ${error.message}`, { ...error.details }, error);
  }
}
