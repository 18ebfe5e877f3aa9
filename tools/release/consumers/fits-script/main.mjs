import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { column, convert, tableOf } from "@gammakit/core";
import { readFitsTable, writeFitsTable } from "@gammakit/io";
import { fileSource } from "@gammakit/io/node";

const energy = column("ENERGY", Float64Array.of(0.4, 1.5, 20), { unit: "TeV" });
writeFileSync("events.fits", writeFitsTable(tableOf("EVENTS", [energy])));
const table = await readFitsTable(fileSource("events.fits"));
const [{ data, unit }] = table.columns;
assert.deepEqual(
  [...data].map((value) => convert(value, unit, "GeV")),
  [400, 1500, 20000],
);
console.log("ok");
