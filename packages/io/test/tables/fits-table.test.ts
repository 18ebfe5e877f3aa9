import { column, tableOf } from "@gammakit/core";
import { parseFits, writeFits } from "@gammakit/fits";
import { expect, it } from "vitest";
import { readFitsTable, tableFromFits, writeFitsTable } from "../../src/index.ts";

it("units, descriptions and meta become keywords", () => {
  const columns = [column("flux", Float64Array.of(1, 2), { unit: "cm-2 s-1", description: "Flux ± its σ" })];
  const file = parseFits(
    writeFitsTable(tableOf("spectra", columns, { TELESCOP: "HESS", creator: "gammakit", UL_CONF: 0.95 })),
  );
  const { header } = file.table("spectra");
  expect(header.get("TUNIT1")).toBe("cm-2 s-1");
  expect(header.get("TCOMM1")).toBe("Flux +/- its sigma");
  expect(header.get("TELESCOP")).toBe("HESS");
  expect(header.get("creator")).toBe("gammakit");
  expect(header.get("UL_CONF")).toBe(0.95);
});

it("text that FITS cannot hold is spelled in ASCII", async () => {
  const columns = [column("name", ["Čerenkov", "γ → μ", "日", "a\nb"])];
  const read = await readFitsTable(writeFitsTable(tableOf("τ", columns, { "unit of E": "≥ 1 TeV", "": "é" })));
  expect(read.columns[0].data).toEqual(["Cerenkov", "gamma -> mu", "?", "a b"]);
  expect(read.name).toBe("tau");
  expect(read.meta).toEqual({ "unit of E": ">= 1 TeV", _: "e" });
});

it("units are spelled as FITS spells them", () => {
  const units = ["µs", "μG", "Å", "erg cm-2 s-1", "µfoo"];
  const columns = units.map((unit, i) => column(`c${i}`, Int32Array.of(i), { unit }));
  const [, table] = parseFits(writeFitsTable(tableOf("t", columns))).hdus;
  expect(units.map((_, i) => table.header.get(`TUNIT${i + 1}`))).toEqual([
    "us",
    "uG",
    "Angstrom",
    "erg cm-2 s-1",
    "mufoo",
  ]);
});

it("meta of the form of another file is left out, NaN and infinities are not lost", async () => {
  const meta = { NAXIS1: 7, CHECKSUM: "x", A: Number.NaN, B: -Infinity };
  const read = await readFitsTable(writeFitsTable(tableOf("t", [column("x", Int32Array.of(1))], meta)));
  expect(read.meta).toEqual({ A: Number.NaN, B: -Infinity });
});

it("columns of all types become those of a table", () => {
  const columns = [
    { name: "I", data: Int16Array.of(1, -2), unit: "ct" },
    { name: "UJ", data: Uint32Array.of(1, 2 ** 32 - 1) },
    { name: "K", data: BigInt64Array.of(1n, 2n ** 40n) },
    { name: "E", data: Float32Array.of(0.5, Number.NaN) },
    { name: "NULLS", type: "J", null: -1, data: [3, Number.NaN] },
    { name: "L", data: [true, false] },
    { name: "LU", type: "L", data: [1, 255] },
    { name: "GRID", data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), shape: [3, 2] },
  ] as const;
  const table = tableFromFits(parseFits(writeFits([{ kind: "table", columns }])).table(1));
  expect(Object.fromEntries(table.columns.map(({ name, data }) => [name, data]))).toEqual({
    I: Int32Array.of(1, -2),
    UJ: Float64Array.of(1, 2 ** 32 - 1),
    K: Float64Array.of(1, 2 ** 40),
    E: Float64Array.of(0.5, Number.NaN),
    NULLS: Float64Array.of(3, Number.NaN),
    L: [true, false],
    LU: Float64Array.of(1, Number.NaN),
    GRID: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
  });
  expect(table.columns[7].shape).toEqual([2, 3]);
});

it("integers beyond 2^53 are refused by the name of the column", () => {
  const file = parseFits(
    writeFits([{ kind: "table", name: "T", columns: [{ name: "ID", data: BigInt64Array.of(2n ** 60n) }] }]),
  );
  expect(() => tableFromFits(file.table("T"))).toThrow("column ID has integers beyond 2^53 (K)");
});

it("a table is chosen by name, and a file without one is refused", async () => {
  const table = (name: string, value: number) =>
    ({ kind: "table", name, columns: [{ name: "x", data: [value] }] }) as const;
  const bytes = writeFits([table("A", 1), table("B", 2)]);
  expect((await readFitsTable(bytes)).name).toBe("A");
  expect((await readFitsTable(bytes, { hdu: "b" })).columns[0].data).toEqual(Float64Array.of(2));
  await expect(readFitsTable(writeFits([]), { name: "f.fits" })).rejects.toThrow("f.fits has no table.");
});
