import {
  type Axis,
  type AxisScale,
  axisFromCenters,
  axisFromEdges,
  axisFromLabels,
  convertAll,
  formatUnit,
} from "@gammakit/core";
import type { FitsFile, FitsHdu, FitsTable } from "@gammakit/fits";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";
import { isConvertible } from "./map-unit.ts";

/** How one axis stands in a bands table. */
interface AxisColumns {
  /** One column of centers, or two of edges. */
  readonly names: readonly string[];
  readonly scale: AxisScale;
  /** Unit where the column has none. */
  readonly assumed: string;
}

/** Gammapy reads no more. */
const mostAxes = 5;

/**
 * The axes of a map besides those of the sky, fastest first, from its bands table: `<NAME>_BANDS` or what BANDSHDU names, or
 * the tables EBOUNDS and ENERGIES of the Fermi tools. Energies become TeV, angles degrees.
 * `sizes` are the lengths that the image has, where it is one; the table must agree.
 */
export function readMapAxes(file: FitsFile, hdu: FitsHdu, sizes?: readonly number[]): readonly Axis[] {
  if (sizes?.length === 0) return [];
  const bands = bandsTable(file, hdu);
  if (bands === undefined) {
    if (sizes === undefined) return [];
    throw mapFault(
      placeOf(file, hdu),
      `it has ${sizes.length + 2} axes, but there is no table ${hdu.name}_BANDS (BANDSHDU) that describes those beyond the second`,
    );
  }
  const where = placeOf(file, bands);
  if (bands.has("NPIX") || bands.has("CRPIX")) {
    throw mapUnsupported(where, "the planes of the map have pixels of different sizes, which is not supported");
  }
  const described = axisColumns(bands, hdu, where);
  for (const { names } of described) refuseTimes(bands, names[0], where);
  const axes = described.map((columns) =>
    bands.describe(columns.names[0]).type === "A"
      ? readLabels(bands, columns.names[0], where)
      : readAxis(bands, columns, where),
  );
  checkSizes(axes, bands.rowCount, sizes, where);
  checkMesh(bands, described, where);
  return axes;
}

function bandsTable(file: FitsFile, hdu: FitsHdu): FitsTable | undefined {
  const named = hdu.header.string("BANDSHDU")?.trim();
  if (named !== undefined && named !== "") {
    if (file.has(named)) return file.table(named);
    throw mapFault(placeOf(file, hdu), `BANDSHDU names the HDU ${named}, which the file does not have`, { named });
  }
  const name = [`${hdu.name}_BANDS`, "EBOUNDS", "ENERGIES"].find((candidate) => file.has(candidate));
  return name === undefined ? undefined : file.table(name);
}

function axisColumns(bands: FitsTable, hdu: FitsHdu, where: string): readonly AxisColumns[] {
  const keyword = (name: string) => (bands.header.string(name) ?? hdu.header.string(name))?.trim();
  const found: AxisColumns[] = [];
  for (let k = 1; k <= mostAxes; k++) {
    const names = keyword(`AXCOLS${k}`);
    if (names === undefined) break;
    const scale = keyword(`INTERP${k}`) ?? "lin";
    if (scale !== "lin" && scale !== "log" && scale !== "sqrt") {
      throw mapFault(where, `INTERP${k} is "${scale}"; lin, log and sqrt are known`, { keyword: `INTERP${k}` });
    }
    found.push({ names: names.split(",").map((name) => name.trim()), scale, assumed: "" });
  }
  if (found.length > 0) return found;
  if (bands.has("E_MIN") && bands.has("E_MAX")) return [{ names: ["E_MIN", "E_MAX"], scale: "log", assumed: "keV" }];
  if (bands.has("ENERGY")) return [{ names: ["ENERGY"], scale: "log", assumed: "MeV" }];
  throw mapFault(where, "neither AXCOLS1 nor columns E_MIN and E_MAX, or ENERGY, say what the axes are");
}

function readAxis(bands: FitsTable, { names, scale, assumed }: AxisColumns, where: string): Axis {
  const [first, last] = names;
  const name = axisName(first);
  const unit = canonicalUnit(bands, first, assumed, where);
  if (name.startsWith("energy") && unit !== "TeV") {
    throw mapFault(where, `column ${first} has the unit "${unit}", and one of energy is needed`, { unit });
  }
  const nodes = (column: string) => inUnit(bands, column, assumed, unit, distinct(bands.numbers(column)), where);
  const lower = nodes(first);
  const values = last === undefined ? lower : joinEdges(lower, nodes(last), names, where);
  try {
    if (unit === "TeV" && values.some((energy) => energy < 0)) throw new Error("Energies must not be negative.");
    return last === undefined
      ? axisFromCenters(values, { name, unit, scale })
      : axisFromEdges(values, { name, unit, scale });
  } catch (cause) {
    const words = (cause as Error).message.replace(/\.$/, "");
    throw mapFault(where, `the axis of column ${names.join(", ")} can't be used. ${words}`, { columns: names }, cause);
  }
}

function axisName(column: string): string {
  if (column.toUpperCase() === "E_MIN") return "energy";
  const name = column.replace(/_MIN$/i, "").toLowerCase();
  // Older files.
  return name === "theta" ? "rad" : name;
}

function readLabels(bands: FitsTable, column: string, where: string): Axis {
  const labels = [...new Set(labelsOf(bands, column))];
  if (labels.length > 0) return axisFromLabels(labels, axisName(column));
  throw mapFault(where, `column ${column} has no rows`, { column });
}

function labelsOf(bands: FitsTable, column: string): readonly string[] {
  return bands.strings(column).map((text) => text.replace(/[\0 ]+$/, ""));
}

function refuseTimes(bands: FitsTable, column: string, where: string): void {
  if (!bands.has(column)) {
    const columns = bands.columns.map((one) => one.name);
    throw mapFault(where, `AXCOLS names the column ${column}; there are ${columns.join(", ")}`, { column, columns });
  }
  if (axisName(column) === "time" && (bands.header.has("MJDREFI") || bands.header.has("MJDREF"))) {
    throw mapUnsupported(where, `the axis ${column} is one of time, which is not supported`, { column });
  }
}

/** TeV for energies, degrees for angles, everything else as it is. */
function canonicalUnit(bands: FitsTable, column: string, assumed: string, where: string): string {
  const unit = bands.describe(column).unit || assumed;
  try {
    return ["TeV", "deg"].find((canonical) => isConvertible(unit, canonical)) ?? formatUnit(unit);
  } catch (cause) {
    throw mapFault(where, `column ${column} has the unit "${unit}", which is not known`, { column, unit }, cause);
  }
}

/** Numbers of a column, which may have another unit than the first of its axis. */
function inUnit(
  bands: FitsTable,
  column: string,
  assumed: string,
  wanted: string,
  nodes: Float64Array,
  where: string,
): Float64Array {
  const unit = bands.describe(column).unit || assumed;
  if (isConvertible(unit, wanted)) return convertAll(nodes, unit, wanted);
  throw mapFault(where, `column ${column} has the unit "${unit}", which does not convert to "${wanted}"`, {
    column,
    unit,
  });
}

function distinct(values: Float64Array): Float64Array {
  return Float64Array.from(new Set(values));
}

/**
 * Every combination of bins must be there once. In which order does not matter, as values stand in the order of the axes:
 * of three axes or more Gammapy writes the third fastest.
 */
function checkMesh(bands: FitsTable, described: readonly AxisColumns[], where: string): void {
  const columns = described.map(({ names: [first] }) => {
    const cells = bands.describe(first).type === "A" ? labelsOf(bands, first) : Array.from(bands.numbers(first));
    const places = new Map([...new Set<string | number>(cells)].map((cell, i) => [cell, i]));
    return { size: places.size, at: cells.map((cell) => places.get(cell) ?? 0) };
  });
  const seen = new Set<number>();
  for (let row = 0; row < bands.rowCount; row++) {
    seen.add(columns.reduceRight((bin, { size, at }) => bin * size + at[row], 0));
    if (seen.size > row) continue;
    const names = described.map(({ names: [first] }) => first).join(", ");
    throw mapFault(where, `row ${row + 1} repeats another in ${names}: the rows are no mesh of axes`, { row });
  }
}

/** n + 1 edges of bins that touch. */
function joinEdges(lower: Float64Array, upper: Float64Array, names: readonly string[], where: string): Float64Array {
  const n = lower.length;
  const gap = lower.findIndex((edge, i) => i > 0 && !(Math.abs(edge - upper[i - 1]) <= 1e-5 * Math.abs(edge)));
  if (upper.length === n && gap < 0) return Float64Array.from([...lower, ...upper.subarray(n - 1)]);
  const what =
    upper.length === n
      ? `bin ${gap + 1} of ${names[0]} begins at ${lower[gap]}, but the one before ends at ${upper[gap - 1]} (${names[1]})`
      : `column ${names[0]} has ${n} different values, ${names[1]} ${upper.length}`;
  throw mapFault(where, what, { columns: names });
}

function checkSizes(axes: readonly Axis[], rows: number, sizes: readonly number[] | undefined, where: string): void {
  const found = axes.map(({ centers }) => centers.length);
  const product = found.reduce((total, n) => total * n, 1);
  const agrees = sizes === undefined || (sizes.length === found.length && sizes.every((n, k) => n === found[k]));
  if (product === rows && agrees) return;
  const shown = axes.map(({ name }, k) => `${name} ${found[k]}`).join(" × ");
  const wanted = sizes === undefined ? `${rows} rows` : `the axes ${sizes.join(" × ")} of the image`;
  throw mapFault(where, `its ${rows} rows make the axes ${shown}, which do not agree with ${wanted}`, { found, sizes });
}
