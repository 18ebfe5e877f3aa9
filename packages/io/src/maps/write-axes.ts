import type { Axis } from "@gammakit/core";
import type { WritableCard, WritableColumn, WritableTable } from "@gammakit/fits";

/** Keywords AXCOLSk and INTERPk, which say in which columns of the bands table the axes stand. */
export function axisCards(axes: readonly Axis[]): readonly WritableCard[] {
  return axes.flatMap((axis, k) => [
    { keyword: `AXCOLS${k + 1}`, value: usedColumns(axis).join(",") },
    ...(axis.labels ? [] : [{ keyword: `INTERP${k + 1}`, value: axis.scale }]),
  ]);
}

/** The bands table of a map: one row per bin of the mesh of axes, the first fastest, with center and edges. */
export function bandsTable(name: string, axes: readonly Axis[]): WritableTable {
  const rowCount = axes.reduce((product, { centers }) => product * centers.length, 1);
  const columns: WritableColumn[] = [
    { name: "CHANNEL", type: "K", data: Int32Array.from({ length: rowCount }, (_, i) => i) },
  ];
  let stride = 1;
  for (const axis of axes) {
    columns.push(...axisColumns(axis, stride, rowCount));
    stride *= axis.centers.length;
  }
  return { kind: "table", name, header: axisCards(axes), columns, rowCount };
}

/** The center alone, or both edges: what the axis was made of. */
function usedColumns(axis: Axis): readonly string[] {
  const [center, lower, upper] = columnNames(axis);
  if (axis.labels) return [center];
  return axis.nodes === "center" ? [center] : [lower, upper];
}

function columnNames({ name }: Axis): readonly [string, string, string] {
  const upper = name.toUpperCase();
  return upper === "ENERGY" ? ["ENERGY", "E_MIN", "E_MAX"] : [upper, `${upper}_MIN`, `${upper}_MAX`];
}

function axisColumns(axis: Axis, stride: number, rowCount: number): readonly WritableColumn[] {
  const { centers, edges, unit, labels } = axis;
  const spread = (values: Float64Array) =>
    Float64Array.from({ length: rowCount }, (_, i) => values[Math.floor(i / stride) % centers.length]);
  const [center, lower, upper] = columnNames(axis);
  if (labels) {
    const data = Array.from({ length: rowCount }, (_, i) => labels[Math.floor(i / stride) % labels.length]);
    return [{ name: center, data }];
  }
  return [
    { name: center, unit, data: spread(centers) },
    { name: lower, unit, data: spread(edges) },
    { name: upper, unit, data: spread(edges.subarray(1)) },
  ];
}
