import { column, isGammakitError, tableOf } from "@gammakit/core";
import { expect, it } from "vitest";
import { readEcsv, writeEcsv } from "../../src/index.ts";

const table = tableOf(
  "spectra",
  [
    column("index", Float64Array.of(2.6, Number.NaN, 1e-12), { description: 'Photon index: a "slope"' }),
    column("flux", Float64Array.of(1, -0, Infinity), { unit: "cm-2 s-1" }),
    column("n", Int32Array.of(1, -2, 3), { unit: "ct" }),
    column("ok", [true, false, true]),
    column("note", ["", "a b", "plain"]),
    column("scan", Float64Array.of(1, Number.NaN, 3, 4, Infinity, 6), { shape: [2] }),
    column("tags", ["a", "", 'c"', "d", "e", "f"], { shape: [2, 1] }),
  ],
  { creator: "gammakit", pi: Math.PI, count: 3, yes: true, text: "no" },
);

it("a table is written as astropy writes it", () => {
  expect(writeEcsv(table)).toBe(`# %ECSV 1.0
# ---
# datatype:
# - {name: index, datatype: float64, description: "Photon index: a \\"slope\\""}
# - {name: flux, unit: cm-2 s-1, datatype: float64}
# - {name: "n", unit: ct, datatype: int32}
# - {name: ok, datatype: bool}
# - {name: note, datatype: string}
# - {name: scan, datatype: string, subtype: "float64[2]"}
# - {name: tags, datatype: string, subtype: "string[2,1]"}
# meta:
#   EXTNAME: spectra
#   creator: gammakit
#   pi: 3.141592653589793
#   count: 3
#   "yes": true
#   text: "no"
# schema: astropy-2.0
index flux n ok note scan tags
2.6 1.0 1 True "" "[1,NaN]" "[[""a""],[""""]]"
nan -0.0 -2 False "a b" "[3,4]" "[[""c\\""""],[""d""]]"
1.0e-12 inf 3 True plain "[Infinity,6]" "[[""e""],[""f""]]"
`);
  expect(readEcsv(writeEcsv(table))).toEqual(table);
});

// Written by astropy 5.2.1.
const fromAstropy = `# %ECSV 1.0
# ---
# datatype:
# - {name: a, unit: 1 / (cm2 s TeV), datatype: float64, description: "desc: \\"x\\" \\xE9\\nline"}
# - {name: s, datatype: string}
# - {name: b, datatype: bool}
# - {name: v, datatype: string, subtype: 'float64[2]'}
# - {name: m, datatype: int64}
# - {name: t.jd1, unit: d, datatype: float64}
# meta: !!omap
# - {EXTNAME: x}
# - {l: [1, 2]}
# - {u: !astropy.units.Unit {unit: TeV}}
# - __serialized_columns__:
#     t:
#       __class__: astropy.time.core.Time
#       format: mjd
#       jd1: !astropy.table.SerializedColumn {name: t.jd1}
# schema: astropy-2.0
a s b v m t.jd1
1.0 "" True [1.0,NaN] 1 2453343.0
nan "x y" False [3.0,Infinity] "" 2453344.0
`;

// Written by astropy 5.2.1 from a QTable: the second column names the unit of the first by an alias.
const quantities = `# %ECSV 1.0
# ---
# datatype:
# - {name: x, unit: TeV, datatype: float64}
# - {name: y, unit: TeV, datatype: float64}
# meta: !!omap
# - __serialized_columns__:
#     x:
#       __class__: astropy.units.quantity.Quantity
#       unit: &id001 !astropy.units.Unit {unit: TeV}
#       value: !astropy.table.SerializedColumn {name: x}
#     y:
#       __class__: astropy.units.quantity.Quantity
#       unit: *id001
#       value: !astropy.table.SerializedColumn {name: y}
# schema: astropy-2.0
x y
1.0 2.0
`;

it("quantities of one unit that astropy wrote are read", () => {
  const { columns, meta } = readEcsv(quantities);
  expect(columns.map(({ name, unit, data }) => [name, unit, data])).toEqual([
    ["x", "TeV", Float64Array.of(1)],
    ["y", "TeV", Float64Array.of(2)],
  ]);
  expect(meta).toEqual({});
});

it("columns keep names that look like truth values and numbers", () => {
  const names = ["y", "n", "e1", "E5", "no"];
  const written = writeEcsv(
    tableOf(
      "",
      names.map((name) => ({ name, unit: "", data: Float64Array.of(1) })),
      {},
    ),
  );
  expect(readEcsv(written).columns.map(({ name }) => name)).toEqual(names);
});

it("a table that astropy wrote is read", () => {
  const read = readEcsv(fromAstropy);
  expect(read.name).toBe("x");
  expect(read.meta).toEqual({ l: "[1,2]", u: '{"unit":"TeV"}' });
  expect(read.columns[0].description).toBe('desc: "x" é\nline');
  expect(read.columns.map(({ name, unit, data }) => [name, unit, data])).toEqual([
    ["a", "1 / (cm2 s TeV)", Float64Array.of(1, Number.NaN)],
    ["s", "", ["", "x y"]],
    ["b", "", [true, false]],
    ["v", "", Float64Array.of(1, Number.NaN, 3, Infinity)],
    ["m", "", Float64Array.of(1, Number.NaN)],
    ["t.jd1", "d", Float64Array.of(2453343, 2453344)],
  ]);
});

it("a table of quantities and positions is read, whose columns share a unit", () => {
  // As astropy 5.2.1 writes a SkyCoord.
  const text = `# %ECSV 1.0
# ---
# datatype:
# - {name: c.ra, unit: deg, datatype: float64}
# - {name: c.dec, unit: deg, datatype: float64}
# meta: !!omap
# - __serialized_columns__:
#     c:
#       __class__: astropy.coordinates.sky_coordinate.SkyCoord
#       dec: !astropy.table.SerializedColumn
#         unit: &id001 !astropy.units.Unit {unit: deg}
#         value: !astropy.table.SerializedColumn {name: c.dec}
#       ra: !astropy.table.SerializedColumn
#         unit: *id001
#         value: !astropy.table.SerializedColumn {name: c.ra}
#         wrap_angle: !astropy.coordinates.Angle
#           unit: *id001
#           value: 360.0
# schema: astropy-2.0
c.ra c.dec
1.0 3.0
`;
  const { columns, meta } = readEcsv(text);
  expect(meta).toEqual({});
  expect(columns.map(({ name, unit, data }) => [name, unit, data[0]])).toEqual([
    ["c.ra", "deg", 1],
    ["c.dec", "deg", 3],
  ]);
});

it("a comma can separate the columns", () => {
  const text =
    "# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n# - {name: a, datatype: int8}\n# - {name: b, datatype: string}\na,b\n1,x y\n2,\n";
  expect(readEcsv(text).columns.map(({ data }) => data)).toEqual([Int32Array.of(1, 2), ["x y", ""]]);
});

it("a table without rows or columns is one", () => {
  const empty = tableOf("", []);
  expect(readEcsv(writeEcsv(empty))).toEqual(empty);
  const noRows = tableOf("t", [column("x", new Float64Array(0), { unit: "TeV" })]);
  expect(readEcsv(writeEcsv(noRows))).toEqual(noRows);
});

const header = "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: DATATYPE}\na\n";

it.each([
  ["hello", "(text) is not ECSV: it does not begin with"],
  ["# %ECSV 1.0\n# ---\n# meta: {}\n", 'needs a list "datatype"'],
  [header.replace("DATATYPE", "int32").replace("\na\n", "\nb\n"), "does not agree with the columns of the header (a)"],
  [`${header.replace("DATATYPE", "int32")}1 2\n`, "line 6: 2 fields, where the header names 1"],
  [`${header.replace("DATATYPE", "int32")}1.5\n`, "line 6, column a: 1.5 is not a number of the type int32"],
  [`${header.replace("DATATYPE", "int64")}9007199254740993\n`, "that can be kept exactly"],
  [`${header.replace("DATATYPE", "float64")}x\n`, 'line 6, column a: "x" is not a number'],
  [`${header.replace("DATATYPE", "bool")}yes\n`, '"yes" is neither True nor False'],
  [`${header.replace("DATATYPE", "string")}"x\n`, "line 6: a quote is not closed"],
  [`${header.replace("DATATYPE", "string, subtype: 'float64[2]'")}[1]\n`, "not a list of the shape [2]"],
  [`${header.replace("DATATYPE", "string, subtype: 'string[2]'")}[1,2]\n`, "1 is not a string"],
  [`${header.replace("DATATYPE", "string, subtype: 'float64[2]'")}[1\n`, "is not a list in JSON"],
])("what is broken is refused: %j", (text, message) => {
  expect(refusal(() => readEcsv(text), "invalid-file")).toContain(message);
});

it("what a table in memory cannot hold is refused as unsupported", () => {
  expect(refusal(() => readEcsv(`${header.replace("DATATYPE", "complex128")}1j\n`), "unsupported")).toContain(
    "complex128",
  );
  const variable = `${header.replace("DATATYPE", "string, subtype: 'float64[null]'")}[1]\n`;
  expect(refusal(() => readEcsv(variable), "unsupported")).toContain("float64[null]");
});

function refusal(read: () => unknown, code: "invalid-file" | "unsupported"): string {
  try {
    read();
  } catch (error) {
    if (isGammakitError(error, code)) return error.message;
    throw error;
  }
  return "nothing was refused";
}
