import { column, tableOf } from "@gammakit/core";
import { expect, it } from "vitest";
import { readCsv, writeCsv } from "../../src/index.ts";

it("a table is a line of names and a line per row, ended as RFC 4180 has it", () => {
  const table = tableOf("t", [
    column("energy", Float64Array.of(1, Number.NaN, 1e-12), { unit: "TeV" }),
    column("n", Int32Array.of(1, 2, 3)),
    column("ok", [true, false, true]),
    column("a, b", ["x", 'say "hi"', " two\nlines"]),
    column("m", Int32Array.of(1, 2, 3, 4, 5, 6), { shape: [1, 2] }),
  ]);
  expect(writeCsv(table)).toBe(
    [
      'energy,n,ok,"a, b",m[0][0],m[0][1]',
      "1.0,1,true,x,1,2",
      ',2,false,"say ""hi""",3,4',
      '1.0e-12,3,true," two\nlines",5,6',
      "",
    ].join("\r\n"),
  );
});

it("an empty field alone in its line is not lost", () => {
  const table = tableOf("", [column("x", Float64Array.of(1.5, Number.NaN, 2))]);
  expect(writeCsv(table)).toBe('x\r\n1.5\r\n""\r\n2.0\r\n');
  expect(readCsv(writeCsv(table))).toEqual(table);
});

it("types are told from all values of a column", () => {
  const text = "\uFEFFi,f,gap,b,s,id,zip,empty\n1,1.5,1,True,a,9007199254740993,007,\n-2,nan,,false,,2,1,\n";
  const read = readCsv(text);
  expect(Object.fromEntries(read.columns.map(({ name, data }) => [name, data]))).toEqual({
    i: Int32Array.of(1, -2),
    f: Float64Array.of(1.5, Number.NaN),
    gap: Float64Array.of(1, Number.NaN),
    b: [true, false],
    s: ["a", ""],
    id: ["9007199254740993", "2"],
    zip: ["007", "1"],
    empty: Float64Array.of(Number.NaN, Number.NaN),
  });
});

it("columns that only look like elements of a vector stay apart", () => {
  const names = (text: string) => readCsv(text).columns.map(({ name }) => name);
  expect(names("x[0],x[2]\n1,2\n")).toEqual(["x[0]", "x[2]"]);
  expect(names("x[1],x[0]\n1,2\n")).toEqual(["x[1]", "x[0]"]);
  expect(names("x[0],x[1]\n1,a\n")).toEqual(["x[0]", "x[1]"]);
  expect(names("x[0],x[1]\n1,2\n")).toEqual(["x"]);
});

it("a trailing comma is an empty field, a blank line is none", () => {
  const read = readCsv("a,b\n1,\n\n2,x");
  expect(read.columns.map(({ data }) => data)).toEqual([Int32Array.of(1, 2), ["", "x"]]);
});

it("broken lines are refused by number", () => {
  expect(() => readCsv("a,b\n1,2\n3\n", { name: "f.csv" })).toThrow(
    "f.csv, line 3: 1 fields, where the header names 2 columns.",
  );
  expect(() => readCsv("a,a\n1,2\n")).toThrow("two columns are named a");
  expect(() => readCsv('a\n"x"y\n')).toThrow("line 2: something follows a closing quote");
  expect(() => readCsv('a\n"x\ny\n')).toThrow("line 2: a quote is not closed");
});

it("a name is looked through once, however many brackets it has", () => {
  const brackets = "[1]".repeat(100_000);
  expect(readCsv(`${brackets}x,a[0]]\n1,2\n`).columns.map(({ name }) => name)).toEqual([`${brackets}x`, "a[0]]"]);
});
