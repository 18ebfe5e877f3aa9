import { expect, test } from "vitest";
import { column } from "../../src/table/column.ts";
import { cellSize, columnOf, selectRows, tableOf } from "../../src/table/columns.ts";

const events = tableOf("EVENTS", [
  column("ENERGY", Float64Array.of(1, 2, 3), { unit: "TeV" }),
  column("ID", Int32Array.of(7, 8, 9)),
  column("NAME", ["a", "b", "c"]),
  column("GOOD", [true, false, true]),
  column("XY", Float64Array.of(1, 2, 3, 4, 5, 6), { shape: [2] }),
]);

test("a column is found by its name, in any case", () => {
  expect(columnOf(events, "energy").unit).toBe("TeV");
  expect(columnOf(events, "ID").unit).toBe("");
  expect(events.rowCount).toBe(3);
});

test("a missing column is named with those that are there", () => {
  expect(() => columnOf(events, "ENERGI")).toThrow(
    'Table "EVENTS" has no column ENERGI; found ENERGY, ID, NAME, GOOD, XY. Did you mean "ENERGY"?',
  );
});

test("rows are taken in the order asked for, vectors with them", () => {
  const rows = selectRows(events, [2, 0, 2]);
  expect(rows.rowCount).toBe(3);
  expect(rows.columns.map(({ data }) => [...data])).toEqual([
    [3, 1, 3],
    [9, 7, 9],
    ["c", "a", "c"],
    [true, true, true],
    [5, 6, 1, 2, 5, 6],
  ]);
  expect(rows.columns[1].data).toBeInstanceOf(Int32Array);
  expect(() => selectRows(events, [3])).toThrow(/no row 3; it has 3 rows/);
});

test("columns of different length, and two of one name, are no table", () => {
  expect(() => tableOf("T", [column("A", [true]), column("B", [true, false])])).toThrow(
    /Column B .* has 2 rows; column A has 1/,
  );
  expect(() => tableOf("T", [column("A", [true]), column("A", [true])])).toThrow(/two columns named A/);
  expect(tableOf("T", []).rowCount).toBe(0);
});

test("a cell of 2 × 3 values has six", () => {
  expect(cellSize(column("M", new Float64Array(12), { shape: [2, 3] }))).toBe(6);
});
