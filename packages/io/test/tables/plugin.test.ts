import { bufferSource, column, createRegistry, tableOf } from "@gammakit/core";
import { expect, it } from "vitest";
import { ioPlugin } from "../../src/index.ts";

const registry = createRegistry([ioPlugin]);
const table = tableOf("t", [column("x", Float64Array.of(1.5, 2.5), { unit: "TeV" })]);

it.each([
  ["ecsv", "t.ecsv", true],
  ["csv", "t.csv", false],
  ["fits-table", "t.fits", true],
] as const)("the reader %s recognizes and reads what the writer wrote", async (id, name, keepsAll) => {
  const writer = registry.create("writer", id);
  expect(writer.extensions).toContain(name.slice(1));
  expect(writer.accepts(table)).toBe(true);
  expect(writer.accepts({ name: "t", rowCount: 0 })).toBe(false);
  const [file] = await writer.write(table, name);
  expect(file.name).toBe(name);
  const recognizing = registry.list("reader").filter((extension) => {
    return registry.create("reader", extension.id).sniff(file.bytes.subarray(0, 2880), name);
  });
  expect(recognizing.map((extension) => extension.id)).toEqual([id]);
  const read = await registry.create("reader", id).read(bufferSource(file.bytes, name));
  expect(read).toEqual(keepsAll ? table : tableOf("", [column("x", Float64Array.of(1.5, 2.5))]));
});
