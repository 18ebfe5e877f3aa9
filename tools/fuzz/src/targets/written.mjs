import { column, tableOf } from "@gammakit/core";
import {
  readCsv,
  readEcsv,
  readFitsTable,
  writeCsv,
  writeEcsv,
  writeFitsTable,
  writeMarkdown,
  writeVotable,
} from "@gammakit/io";
import fc from "fast-check";
import { anyNumber, anyText } from "../damage/values.mjs";
import { claim, survives } from "../survives.mjs";
import { xmlElements } from "../xml-elements.mjs";

const rows = 3;
const shape = fc.constantFrom(undefined, undefined, undefined, [1], [2], [2, 3], [0]);
const unit = fc.oneof(fc.constantFrom("", "TeV", "cm-2 s-1 TeV-1", "deg"), anyText);
const cells = (/** @type {fc.Arbitrary<any>} */ one, /** @type {readonly number[]} */ sizes) => {
  const count = rows * sizes.reduce((product, size) => product * size, 1);
  return fc.array(one, { minLength: count, maxLength: count });
};
const data = (/** @type {readonly number[] | undefined} */ sizes = []) =>
  fc.oneof(
    cells(fc.oneof(anyNumber, fc.constantFrom(Number.NaN, Infinity, -Infinity)), sizes).map((v) =>
      Float64Array.from(v),
    ),
    cells(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), sizes).map((v) => Int32Array.from(v)),
    cells(fc.boolean(), sizes),
    cells(anyText, sizes),
  );
const anyColumn = shape.chain((sizes) =>
  fc.record({
    name: anyText,
    unit,
    description: fc.option(anyText, { nil: undefined }),
    data: data(sizes),
    shape: fc.constant(sizes),
  }),
);
const meta = fc.dictionary(anyText, fc.oneof(anyText, anyNumber, fc.boolean()), { maxKeys: 3 });

/** Tables with whatever names, units, words and numbers: each writer gives what its reader, or one of XML, understands. @type {import("./targets.mjs").Target} */
export const written = {
  arbitrary: fc.record({ name: anyText, meta, columns: fc.array(anyColumn, { minLength: 1, maxLength: 4 }) }),
  async run({ name, meta, columns }) {
    /** @type {import("@gammakit/core").Table | undefined} */
    let table;
    await survives(() => {
      const made = columns.map((/** @type {any} */ { name, unit, description, data, shape }) =>
        column(name, data, { unit, ...(description !== undefined && { description }), ...(shape && { shape }) }),
      );
      table = tableOf(name, made, meta);
    });
    if (table === undefined) return;
    const given = table;
    await survives(() => {
      const elements = xmlElements(writeVotable(given));
      const count = (/** @type {string} */ element) => elements.get(element) ?? 0;
      const fields = given.columns.reduce((sum, one) => sum + fieldsOf(one), 0);
      claim(count("FIELD") === fields, "a VOTable has a FIELD for each column, and for each string of a vector");
      claim(count("TR") === given.rowCount, "a VOTable has a TR for each row");
      claim(count("TD") === given.rowCount * fields, "a VOTable has a TD for each field of a row");
      claim(count("PARAM") === Object.keys(given.meta).length, "a VOTable has a PARAM for each entry of the meta");
    });
    await survives(() => {
      const text = writeEcsv(given);
      claim(same(given, readEcsv(text, { name: "again.ecsv" })), "ECSV that was written is read as it was");
    });
    await survives(() => readCsv(writeCsv(given), { name: "again.csv" }));
    await survives(async () => {
      const again = await readFitsTable(writeFitsTable(given), { name: "again.fits" });
      claim(again.rowCount === given.rowCount, "a FITS table has as many rows as were written");
    });
    await survives(() => writeMarkdown(given));
  },
};

/** @param {import("@gammakit/core").Column} column */
function fieldsOf({ data, shape = [] }) {
  const isText = Array.isArray(data) && typeof data[0] !== "boolean";
  return isText
    ? Math.max(
        1,
        shape.reduce((product, n) => product * n, 1),
      )
    : 1;
}

/** @param {import("@gammakit/core").Table} a @param {import("@gammakit/core").Table} b */
function same(a, b) {
  return (
    a.rowCount === b.rowCount &&
    a.columns.length === b.columns.length &&
    a.columns.every((one, i) => {
      const other = b.columns[i];
      return (
        one.name === other.name &&
        one.data.length === other.data.length &&
        [...one.data].every((v, k) => Object.is(v, other.data[k]))
      );
    })
  );
}
