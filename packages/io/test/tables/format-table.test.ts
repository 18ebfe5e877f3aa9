import { column, tableOf } from "@gammakit/core";
import { expect, it } from "vitest";
import { formatTable } from "../../src/index.ts";

const table = tableOf("spectra", [
  column("start", Float64Array.of(53343.92234, 53343.9524, 53344.01), { unit: "d" }),
  column("index", Float64Array.of(2.6012, 2.713, Number.NaN)),
  column("index_err", Float64Array.of(0.1234, 0.0951, Number.NaN)),
  column("amplitude", Float64Array.of(3.8123e-11, 1.2e-11, 5e-12), { unit: "cm-2 s-1 TeV-1" }),
  column("amplitude_errn", Float64Array.of(2.5e-12, 2e-12, 1e-12), { unit: "cm-2 s-1 TeV-1" }),
  column("amplitude_errp", Float64Array.of(2.75e-12, 2.2e-12, Number.NaN), { unit: "cm-2 s-1 TeV-1" }),
  column("n", Int32Array.of(12, 5, 1000)),
  column("ok", [true, true, false]),
]);

it("values carry two digits of their errors, other numbers as many as tell the rows apart", () => {
  expect(formatTable(table, { width: 100 })).toBe(
    [
      "     start          index               amplitude     n  ok",
      "         d                         cm-2 s-1 TeV-1",
      "──────────  ─────────────  ──────────────────────  ────  ─────",
      "53343.9223    2.60 ± 0.12  (3.81 -0.25 +0.28)e-11    12  true",
      "53343.9524  2.713 ± 0.095  (1.20 -0.20 +0.22)e-11     5  true",
      "53344.0100              -     (5.0 -1.0 +nan)e-12  1000  false",
      "",
    ].join("\n"),
  );
});

it("a row without errors of both sides has its symmetric one", () => {
  const both = tableOf("points", [
    column("dnde", Float64Array.of(4e-11, 2e-12, 3e-13)),
    column("dnde_err", Float64Array.of(4e-12, 2e-13, Number.NaN)),
    column("dnde_errn", Float64Array.of(3e-12, Number.NaN, Number.NaN)),
    column("dnde_errp", Float64Array.of(5e-12, 4e-13, Number.NaN)),
  ]);
  const rows = formatTable(both).split("\n").slice(2);
  expect(rows.map((row) => row.trim())).toEqual(["(4.00 -0.30 +0.50)e-11", "(2.00 ± 0.20)e-12", "3.000e-13", ""]);
});

it("a table may have any number of rows", () => {
  const rows = 200_000;
  const text = formatTable(
    tableOf("long", [
      column(
        "n",
        Int32Array.from({ length: rows }, (_, i) => i),
      ),
    ]),
  );
  expect(text.split("\n").length).toBe(rows + 3);
});

it("columns that do not fit are left out from the right", () => {
  const lines = formatTable(table, { width: 30 }).split("\n");
  expect(lines[0].trimEnd()).toMatch(/start +index {2}…$/);
  expect(lines.every((line) => Array.from(line).length <= 30)).toBe(true);
});

it("rows beyond the greatest number are counted", () => {
  expect(formatTable(table, { maxRows: 1 }).trimEnd().split("\n").at(-1)).toBe("… 2 more rows");
});

it("characters that move the cursor are replaced", () => {
  const evil = tableOf("", [column("x", ["\u001b[2Jgone", "a\nb", "\u202eabc"])]);
  expect(formatTable(evil)).not.toMatch(/\p{Cf}|[^\P{Cc}\n]|a\nb/u);
});

it("even one column is cut to the width", () => {
  const wide = tableOf("", [column("x", ["a long text that does not fit"])]);
  expect(formatTable(wide, { width: 10 })).toContain("a long te…");
});

it("a table with tens of thousands of columns is shown as one with few", () => {
  const columns = Array.from({ length: 40_000 }, (_, i) => column(`c${i}`, Float64Array.of(i)));
  expect(formatTable(tableOf("", columns), { width: 20 })).toContain("…");
});
