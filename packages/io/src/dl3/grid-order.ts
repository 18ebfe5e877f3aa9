import { type Axis, GammakitError, type GridValues } from "@gammakit/core";
import type { FitsTable } from "@gammakit/fits";
import { placeName } from "./events.ts";

/**
 * Which of `axes` each dimension of a response is, the fastest first: by CREFn, else by the order of the axis columns where
 * their lengths agree with TDIMn, else in the order given or the reverse of it, whichever agrees.
 * Throws "invalid-file" where none does.
 */
export function gridOrder(
  table: FitsTable,
  column: string,
  prefixes: readonly string[],
  axes: readonly Axis[],
): readonly number[] {
  const { dim, number } = table.describe(column);
  const given = axes.map((_, k) => k);
  if (dim.length !== axes.length) return given;
  const places = prefixes.map((prefix) => table.columns.findIndex(({ name }) => name.toUpperCase() === `${prefix}_LO`));
  const byColumn = [...given].sort((a, b) => places[a] - places[b]);
  const named = namedOrder(table.header.string(`CREF${number}`), prefixes);
  const fits = (order: readonly number[]) => order.every((k, i) => axes[k].centers.length === dim[i]);
  const found = [...(named ? [named] : []), byColumn, given, [...given].reverse()].find(fits);
  if (found !== undefined) return found;
  const shape = axes.map(({ name, centers }) => `${name} ${centers.length}`).join(", ");
  throw new GammakitError(
    "invalid-file",
    `${placeName(table)}: column ${column} has the shape (${dim.join(",")}), which is no order of its axes (${shape}).`,
    { file: table.file, column },
  );
}

/** The order in `CREFn = '(ENERG_LO:ENERG_HI,DETX_LO:DETX_HI,DETY_LO:DETY_HI)'`. */
function namedOrder(text: string | undefined, prefixes: readonly string[]): readonly number[] | undefined {
  const names = (text ?? "").toUpperCase().match(/[A-Z]+(?=_LO)/g) ?? [];
  const order = names.map((name) => prefixes.indexOf(name));
  return order.length === prefixes.length && new Set(order).size === order.length && !order.includes(-1)
    ? order
    : undefined;
}

/** Values whose dimensions are `order` of `axes`, brought into the order of `axes`, the first fastest. */
export function reorder(values: GridValues, axes: readonly Axis[], order: readonly number[]): GridValues {
  if (order.every((k, i) => k === i)) return values;
  const sizes = axes.map(({ centers }) => centers.length);
  const strides = sizes.map((_, k) => sizes.slice(0, k).reduce((product, n) => product * n, 1));
  const out = values.slice();
  const index = order.map(() => 0);
  for (const value of values) {
    let at = 0;
    for (let i = 0; i < order.length; i++) at += index[i] * strides[order[i]];
    out[at] = value;
    for (let i = 0; i < order.length && ++index[i] === sizes[order[i]]; i++) index[i] = 0;
  }
  return out;
}
