import { type Table, tableOf } from "@gammakit/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readCsv, readEcsv, readFitsTable, writeCsv, writeEcsv, writeFitsTable } from "../../src/index.ts";
import { asciiStrings, tables } from "./table-arbitrary.ts";

const runs = { numRuns: 300, seed: 20260801 };
const unitStrings = fc.constantFrom("", "TeV", "cm-2 s-1 TeV-1", "deg", "1e-12 cm-2", "%");
const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
const anyKeys = anyText.filter((key) => key !== "" && key !== "__proto__" && key !== "EXTNAME" && key !== "<<");

it("ECSV gives every table back", () => {
  const all = tables({ strings: anyText, metaKeys: anyKeys, units: unitStrings, descriptions: anyText });
  fc.assert(
    fc.property(all, (table) => {
      expect(readEcsv(writeEcsv(table))).toEqual(table);
    }),
    runs,
  );
});

it("FITS gives every table of printable ASCII back", async () => {
  const metaKeys = fc.stringMatching(/^[A-Z][A-Z0-9_-]{3,7}$|^[a-z][a-zA-Z0-9_]{0,20}( [a-z0-9.]{1,10})?$/);
  // The strings of the numbers that a header cannot hold.
  const strings = asciiStrings.filter((text) => !["NaN", "Inf", "-Inf"].includes(text));
  const all = tables({ strings, metaKeys: metaKeys.filter(isFree), units: unitStrings, descriptions: asciiStrings });
  await fc.assert(
    fc.asyncProperty(all, async (table) => {
      expect(await readFitsTable(writeFitsTable(table))).toEqual(table);
    }),
    runs,
  );
});

it("CSV gives names and values back where no string looks like a number", () => {
  const strings = anyText.map((text) => `x${text}`);
  const all = tables({ strings, metaKeys: anyKeys, units: unitStrings, descriptions: anyText });
  fc.assert(
    fc.property(all, (table) => {
      expect(readCsv(writeCsv(table))).toEqual(bare(table));
    }),
    runs,
  );
});

/** What CSV keeps. */
function bare(table: Table): Table {
  const columns = table.columns.map(({ name, data, shape }) => ({
    name,
    unit: "",
    data,
    ...(shape === undefined ? {} : { shape }),
  }));
  return tableOf("", columns);
}

function isFree(key: string): boolean {
  return !/^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|EXTEND|PCOUNT|GCOUNT|GROUPS|TFIELDS|THEAP|BSCALE|BZERO|EXTNAME|CHECKSUM|DATASUM|LONGSTRN|CONTINUE|COMMENT|HISTORY|HIERARCH|T[A-Z]{4}\d+)$/i.test(
    key,
  );
}
