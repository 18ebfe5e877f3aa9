import {
  type Axis,
  type AxisScale,
  axisFromCenters,
  axisFromEdges,
  type EffectiveArea,
  type Enclosure,
  type EnergyDispersion,
  GammakitError,
  type GridValues,
  type Psf,
} from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { placeName, unitFactor } from "./events.ts";

/** Reads an effective area (GADF aeff_2d). */
export function readEffectiveArea(table: FitsTable): EffectiveArea {
  const energy = readAxis(table, "ENERG", "energy_true", "TeV", "log");
  const offset = readAxis(table, "THETA", "offset", "deg", "lin");
  const [min, max, radMax = 0] = ["LO_THRES", "HI_THRES", "RAD_MAX"].map((key) => table.header.number(key));
  const enclosure = enclosureOf(table);
  return {
    kind: "aeff-2d",
    enclosure,
    energy,
    offset,
    values: checkResponse(table, "EFFAREA", readGrid(table, "EFFAREA", [energy, offset], "cm2", "")),
    safeRange: { ...(min !== undefined && min > 0 && { min }), ...(max !== undefined && max > 0 && { max }) },
    ...(enclosure === "point-like" && radMax > 0 && { radMax }),
  };
}

/** Reads an energy dispersion (GADF edisp_2d). */
export function readEnergyDispersion(table: FitsTable): EnergyDispersion {
  // Older files name the true-energy axis ETRUE.
  const energy = readAxis(table, table.has("ETRUE_LO") ? "ETRUE" : "ENERG", "energy_true", "TeV", "log");
  const migra = readAxis(table, "MIGRA", "migra", "", "lin");
  const offset = readAxis(table, "THETA", "offset", "deg", "lin");
  return {
    kind: "edisp-2d",
    enclosure: enclosureOf(table),
    energy,
    migra,
    offset,
    values: checkResponse(table, "MATRIX", readGrid(table, "MATRIX", [energy, migra, offset], "", "")),
  };
}

/** Reads a point-spread function, whose kind its columns tell; `hduClass` is what the index says, for messages. */
export function readPsf(table: FitsTable, hduClass = ""): Psf {
  const energy = readAxis(table, "ENERG", "energy_true", "TeV", "log");
  const offset = readAxis(table, "THETA", "offset", "deg", "lin");
  const grid = (column: string, unit = "") => readGrid(table, column, [energy, offset], unit, unit);
  switch (psfClass(table, hduClass)) {
    case "psf_table": {
      const rad = readAxis(table, "RAD", "rad", "deg", "lin");
      const values = readGrid(table, "RPSF", [energy, offset, rad], "sr-1", "sr-1");
      return { kind: "psf-table", energy, offset, rad, values };
    }
    case "psf_3gauss": {
      // A width of 0 marks a component that is not there; any other width does, since its amplitude is 0.
      const sigma = (k: number) => grid(`SIGMA_${k}`, "deg").map((value) => (value === 0 ? 1 : value)) as GridValues;
      return {
        kind: "psf-3gauss",
        energy,
        offset,
        scale: grid("SCALE"),
        sigma: [sigma(1), sigma(2), sigma(3)],
        amplitude: [grid("AMPL_2"), grid("AMPL_3")],
      };
    }
    case "psf_king":
      return { kind: "psf-king", energy, offset, gamma: grid("GAMMA"), sigma: grid("SIGMA", "deg") };
  }
}

type PsfClass = "psf_table" | "psf_3gauss" | "psf_king";

function psfClass(table: FitsTable, hduClass: string): PsfClass {
  if (table.has("RPSF")) return "psf_table";
  if (table.has("SIGMA_1")) return "psf_3gauss";
  if (table.has("GAMMA") && table.has("SIGMA")) return "psf_king";
  throw new GammakitError(
    "invalid-file",
    `${placeName(table)}: no point-spread function of a known kind${hduClass && ` (the index says "${hduClass}")`}. Its columns are ${table.columns.map(({ name }) => name).join(", ")}; known are tables (RPSF), three Gaussians (SIGMA_1) and King profiles (GAMMA, SIGMA).`,
    { file: table.file },
  );
}

function enclosureOf(table: FitsTable): Enclosure {
  return (table.header.string("HDUCLAS3") ?? "").trim().toUpperCase() === "POINT-LIKE" ? "point-like" : "full";
}

/** The axis in the columns PREFIX_LO and PREFIX_HI: centers where both are the same, edges otherwise. */
export function readAxis(table: FitsTable, prefix: string, name: string, unit: string, scale: AxisScale): Axis {
  const low = firstRow(table, `${prefix}_LO`, unit);
  const high = firstRow(table, `${prefix}_HI`, unit);
  if (low.length !== high.length) {
    throw new GammakitError(
      "invalid-file",
      `${placeName(table)}: ${prefix}_LO has ${low.length} values but ${prefix}_HI ${high.length}.`,
      { file: table.file },
    );
  }
  try {
    const same = low.every((value, i) => isClose(high[i], value));
    const gap = same ? -1 : low.findIndex((edge, i) => i > 0 && !isClose(edge, high[i - 1]));
    const description = { name, unit, scale };
    if (gap > 0) {
      throw new Error(`Bin ${gap + 1} begins at ${low[gap]}, but the one before it ends at ${high[gap - 1]}.`);
    }
    return same ? axisFromCenters(high, description) : axisFromEdges(joinEdges(low, high), description);
  } catch (error) {
    throw new GammakitError(
      "invalid-file",
      `${placeName(table)}: the axis in ${prefix}_LO and ${prefix}_HI can't be used. ${(error as Error).message}`,
      { file: table.file, axis: prefix },
      error,
    );
  }
}

/** Within what is rounded in files of single precision. */
function isClose(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= 1e-5 * Math.abs(wanted) + 1e-8;
}

/** The values themselves. Throws "invalid-file" where one is no number: it would spread to all fluxes. */
export function checkFinite(table: FitsTable, column: string, values: GridValues): GridValues {
  // Searches that the engine has in machine code: the first file is read before ours are compiled.
  if (!values.includes(Number.NaN) && !values.includes(Infinity) && !values.includes(-Infinity)) return values;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  const what = `column ${column} is ${values[wrong]} at element ${wrong + 1}, and a number is needed`;
  throw new GammakitError("invalid-file", `${placeName(table)}: ${what}.`, { file: table.file, column });
}

/** The values themselves. Throws "invalid-file" also where they are zero everywhere: nothing could be measured. */
function checkResponse(table: FitsTable, column: string, values: GridValues): GridValues {
  if (checkFinite(table, column, values).some((value) => value !== 0)) return values;
  const what = `column ${column} is zero everywhere, so nothing could be measured`;
  throw new GammakitError("invalid-file", `${placeName(table)}: ${what}.`, { file: table.file, column });
}

/** The lower edges, and the last upper one. */
function joinEdges(low: Float64Array, high: Float64Array): Float64Array {
  const edges = new Float64Array(low.length + 1);
  edges.set(low);
  edges[low.length] = high[high.length - 1];
  return edges;
}

function firstRow(table: FitsTable, column: string, unit: string): Float64Array {
  const values = table.numbers(column);
  const row = values.subarray(0, values.length / Math.max(1, table.rowCount));
  const factor = unitFactor(table, column, table.describe(column).unit || unit, unit);
  return factor === 1 ? row : row.map((value) => value * factor);
}

/** The values of a response on its axes, first axis fastest. */
export function readGrid(
  table: FitsTable,
  column: string,
  axes: readonly Axis[],
  unit: string,
  assumed: string,
): GridValues {
  const all = table.column(column);
  if (!(all instanceof Float32Array || all instanceof Float64Array)) {
    throw new GammakitError("invalid-file", `${placeName(table)}: column ${column} must hold floating-point numbers.`, {
      file: table.file,
      column,
    });
  }
  const values = all.subarray(0, all.length / Math.max(1, table.rowCount));
  const size = axes.reduce((product, axis) => product * axis.centers.length, 1);
  if (values.length !== size) {
    const wanted = axes.map((axis) => `${axis.name} ${axis.centers.length}`).join(" × ");
    throw new GammakitError(
      "invalid-file",
      `${placeName(table)}: column ${column} has ${values.length} values, but its axes ask for ${size} (${wanted}).`,
      { file: table.file, column },
    );
  }
  const factor = unitFactor(table, column, table.describe(column).unit || assumed, unit);
  return factor === 1 ? values : new Float64Array(values).map((value) => value * factor);
}
