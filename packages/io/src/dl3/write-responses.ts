import {
  type Axis,
  axisFromEdges,
  type Background,
  type Background3D,
  conversionFactor,
  type GridValues,
  type Observation,
  type Psf,
} from "@gammakit/core";
import type { WritableColumn, WritableTable } from "@gammakit/fits";
import { gadfClass, type HeaderRecord } from "./gadf-header.ts";

/** A response of a run as the indexes list it. */
export interface ResponseTable {
  /** HDU_TYPE: "aeff". */
  readonly type: string;
  /** HDU_CLASS: "aeff_2d". */
  readonly class: string;
  readonly table: WritableTable;
}

/** The responses of a run as GADF 0.3 has them, in its units; numbers keep their precision. */
export function responseTables(observation: Observation): readonly ResponseTable[] {
  const { aeff, edisp, psf, bkg, radMax } = observation;
  const tables: ResponseTable[] = [];
  const { min, max } = aeff?.safeRange ?? {};
  const thresholds = { ...(min !== undefined && { LO_THRES: min }), ...(max !== undefined && { HI_THRES: max }) };
  const add = (type: string, hduClass: string, classes: readonly string[], parts: Parts) =>
    tables.push({ type, class: hduClass, table: responseTable(observation, hduClass, classes, parts) });
  if (aeff !== undefined) {
    const axes = { ENERG: aeff.energy, THETA: aeff.offset };
    const values = { EFFAREA: grid(aeff.values, "cm2", "m2") };
    const header = { ...thresholds, ...(aeff.radMax !== undefined && { RAD_MAX: aeff.radMax }) };
    add("aeff", "aeff_2d", ["EFF_AREA", enclosureName(aeff.enclosure)], { axes, values, header });
  }
  if (edisp !== undefined) {
    const axes = { ENERG: edisp.energy, MIGRA: edisp.migra, THETA: edisp.offset };
    add("edisp", "edisp_2d", ["EDISP", enclosureName(edisp.enclosure)], {
      axes,
      values: { MATRIX: grid(edisp.values) },
    });
  }
  if (psf !== undefined) {
    add("psf", psf.kind.replace("-", "_"), ["RPSF", "FULL-ENCLOSURE"], psfParts(psf));
  }
  if (bkg !== undefined) {
    add("bkg", bkg.kind.replace("-", "_"), ["BKG", "FULL-ENCLOSURE"], backgroundParts(bkg));
  }
  if (radMax !== undefined) {
    const axes = { ENERG: radMax.energy, THETA: radMax.offset };
    add("rad_max", "rad_max_2d", ["RAD_MAX", "POINT-LIKE"], { axes, values: { RAD_MAX: grid(radMax.values, "deg") } });
  }
  return tables;
}

interface Grid {
  readonly values: GridValues;
  readonly unit: string;
}

interface Parts {
  /** By prefix of the columns, the fastest first. */
  readonly axes: Readonly<Record<string, Axis>>;
  readonly values: Readonly<Record<string, Grid>>;
  readonly header?: HeaderRecord;
}

function responseTable(
  { id }: Observation,
  hduClass: string,
  classes: readonly string[],
  { axes, values, header = {} }: Parts,
): WritableTable {
  const prefixes = Object.keys(axes);
  const shape = prefixes.map((prefix) => axes[prefix].centers.length);
  const first = 2 * prefixes.length + 1;
  const order = `(${prefixes.map((prefix) => `${prefix}_LO:${prefix}_HI`).join(",")})`;
  const names = Object.keys(values);
  const references = Object.fromEntries(names.map((_, k) => [`CREF${first + k}`, order]));
  return {
    kind: "table",
    name: hduClass.replace(/_.*/, "").toUpperCase(),
    header: { ...gadfClass("RESPONSE", ...classes, hduClass.toUpperCase()), OBS_ID: id, ...header, ...references },
    columns: [
      ...prefixes.flatMap((prefix) => axisColumns(prefix, axes[prefix])),
      ...names.map((name) => ({ name, unit: values[name].unit, data: values[name].values, shape })),
    ],
  };
}

/** The edges, or the centers twice where the axis was made of those. */
function axisColumns(prefix: string, { nodes, edges, centers, unit }: Axis): readonly WritableColumn[] {
  const [low, high] = nodes === "center" ? [centers, centers] : [edges.slice(0, -1), edges.slice(1)];
  const shape = [centers.length];
  return [
    { name: `${prefix}_LO`, unit, data: low, shape },
    { name: `${prefix}_HI`, unit, data: high, shape },
  ];
}

function psfParts(psf: Psf): Parts {
  const axes = { ENERG: psf.energy, THETA: psf.offset };
  switch (psf.kind) {
    case "psf-table":
      return { axes: { ...axes, RAD: psf.rad }, values: { RPSF: grid(psf.values, "sr-1") } };
    case "psf-king":
      return { axes, values: { GAMMA: grid(psf.gamma), SIGMA: grid(psf.sigma, "deg") } };
    case "psf-3gauss": {
      const [s1, s2, s3] = psf.sigma.map((sigma) => grid(sigma, "deg"));
      const [a2, a3] = psf.amplitude.map((amplitude) => grid(amplitude));
      const values = { SCALE: grid(psf.scale), SIGMA_1: s1, AMPL_2: a2, SIGMA_2: s2, AMPL_3: a3, SIGMA_3: s3 };
      return { axes, values };
    }
  }
}

function backgroundParts(given: Background): Parts {
  const bkg = given.kind === "bkg-3d" && given.alignment === "reverse-lon-radec" ? mirrored(given) : given;
  const values = { BKG: grid(bkg.values, "s-1 TeV-1 sr-1", "s-1 MeV-1 sr-1") };
  if (bkg.kind === "bkg-2d") return { axes: { ENERG: bkg.energy, THETA: bkg.offset }, values };
  const axes = { ENERG: bkg.energy, DETX: bkg.fovLon, DETY: bkg.fovLat };
  return { axes, values, header: { FOVALIGN: bkg.alignment.toUpperCase() } };
}

/** The same rate with a longitude that grows the other way, which is the one of GADF. */
function mirrored(bkg: Background3D): Background3D {
  const { energy, fovLon, values } = bkg;
  const [n, m] = [energy.centers.length, fovLon.centers.length];
  const turned = values.slice();
  for (let i = 0; i < values.length; i++) {
    const column = Math.floor(i / n) % m;
    turned[i + n * (m - 1 - 2 * column)] = values[i];
  }
  const edges = fovLon.edges.map((edge) => -edge).reverse();
  const { name, unit, scale } = fovLon;
  return { ...bkg, alignment: "radec", fovLon: axisFromEdges(edges, { name, unit, scale }), values: turned };
}

/** Values in the unit of the format. */
function grid(values: GridValues, unit = "", wanted = unit): Grid {
  if (unit === wanted) return { values, unit };
  const factor = conversionFactor(unit, wanted);
  return { values: Float64Array.from(values, (value) => value * factor), unit: wanted };
}

function enclosureName(enclosure: "full" | "point-like"): string {
  return enclosure === "full" ? "FULL-ENCLOSURE" : "POINT-LIKE";
}
