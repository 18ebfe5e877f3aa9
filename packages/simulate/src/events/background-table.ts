import { type Axis, type Background, backgroundRate, exp, log, pow } from "@gammakit/core";
import { cosDegrees, degree, sinDegrees } from "../repeatable/degrees.ts";
import { checkPositive } from "./limits.ts";
import { cellAt, cellIntegral, cellQuantile } from "./power-law-cell.ts";

/** How the field of view is cut into cells: rings around the pointing, or a grid with the longitude fastest [deg]. */
type FieldCells =
  | { readonly kind: "rings"; readonly edges: Float64Array }
  | { readonly kind: "grid"; readonly lon: Float64Array; readonly lat: Float64Array };

/** Draws background events. */
export interface BackgroundTable {
  /** Of all events [s-1]. */
  readonly rate: number;
  readonly cells: FieldCells;
  /** Writes an energy [TeV] into `energy[i]` for `u` in [0, 1). Returns the cell of the field of view. */
  draw(u: number, energy: Float64Array, i: number): number;
}

/** The table of a rate: a power law between nodes of energy, even within cells, four to a bin along each axis (two of a grid). */
export function backgroundTable(bkg: Background): BackgroundTable {
  const known = tables.get(bkg);
  if (known !== undefined) return known;
  const table = compile(bkg);
  tables.set(bkg, table);
  return table;
}

/** Responses do not change, and the runs of a night share them. */
const tables = new WeakMap<Background, BackgroundTable>();

function compile(bkg: Background): BackgroundTable {
  checkPositive(bkg.energy);
  const cells: FieldCells =
    bkg.kind === "bkg-2d"
      ? { kind: "rings", edges: refined(bkg.offset, 4).map((theta) => Math.max(0, theta)) }
      : { kind: "grid", lon: refined(bkg.fovLon, 2), lat: refined(bkg.fovLat, 2) };
  const nodes = refined(bkg.energy, 4);
  const logs = nodes.map(log);
  const places = middles(cells);
  const [n, segments] = [nodes.length, nodes.length - 1];
  // Per cell the density at each node, and the running sum over segments of all cells.
  const density = new Float64Array(places.length * n);
  const cumulative = new Float64Array(places.length * segments + 1);
  let sum = 0;
  for (const [c, { lon, lat, solidAngle }] of places.entries()) {
    for (let k = 0; k < n; k++) {
      density[c * n + k] = Math.fround(backgroundRate(bkg, nodes[k], lon, lat)) * nodes[k] * solidAngle;
    }
    for (let k = 0; k < segments; k++) {
      sum += cellIntegral(density[c * n + k], density[c * n + k + 1]) * (logs[k + 1] - logs[k]);
      cumulative[c * segments + k + 1] = sum;
    }
  }
  return {
    rate: sum,
    cells,
    draw(u, energy, i) {
      const x = u * sum;
      const at = cellAt(cumulative, x, 0, cumulative.length - 1);
      const cell = Math.floor(at / segments);
      const k = at - cell * segments;
      const v = (x - cumulative[at]) / (cumulative[at + 1] - cumulative[at]);
      const t = cellQuantile(density[cell * n + k], density[cell * n + k + 1], v);
      energy[i] = exp(logs[k] + Math.min(t, 1) * (logs[k + 1] - logs[k]));
      return cell;
    },
  };
}

/** The edges of an axis with `parts` bins for each of its own, in its scale. */
function refined({ edges, scale }: Axis, parts: number): Float64Array {
  const isLog = scale === "log";
  const out = new Float64Array((edges.length - 1) * parts + 1);
  for (let i = 0; i < edges.length - 1; i++) {
    const [a, b] = [edges[i], edges[i + 1]];
    for (let k = 0; k < parts; k++)
      out[i * parts + k] = isLog ? (k === 0 ? a : a * pow(b / a, k / parts)) : a + ((b - a) * k) / parts;
  }
  out[out.length - 1] = edges[edges.length - 1];
  return out;
}

interface CellMiddle {
  readonly lon: number;
  readonly lat: number;
  /** [sr] */
  readonly solidAngle: number;
}

function middles(cells: FieldCells): readonly CellMiddle[] {
  if (cells.kind === "rings") {
    return Array.from(cells.edges.subarray(1), (outer, m) => {
      const inner = cells.edges[m];
      const solidAngle = 2 * Math.PI * (cosDegrees(inner) - cosDegrees(outer));
      return { lon: 0, lat: (inner + outer) / 2, solidAngle };
    });
  }
  return Array.from(cells.lat.subarray(1), (top, row) => {
    const bottom = cells.lat[row];
    const height = sinDegrees(top) - sinDegrees(bottom);
    return Array.from(cells.lon.subarray(1), (right, column) => {
      const left = cells.lon[column];
      const solidAngle = (right - left) * degree * height;
      return { lon: (left + right) / 2, lat: (bottom + top) / 2, solidAngle };
    });
  }).flat();
}
