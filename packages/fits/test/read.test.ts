import { type ByteSource, bufferSource } from "@gammakit/core";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { describe, expect, it } from "vitest";
import { parseFits, readFits, verifyFits } from "../dist/index.js";
import { big, card, join, primary, table } from "./build.ts";

const rows = 20_000;
const file = join(
  primary(),
  table({
    rowLength: 2,
    rows,
    bytes: new Uint8Array(2 * rows).fill(1),
    forms: ["1I"],
    cards: [card("EXTNAME", "LARGE")],
  }),
  table({ rowLength: 4, rows: 1, bytes: big("Int32", 7), forms: ["1J"], cards: [card("EXTNAME", "SMALL")] }),
);

describe("a selection of units", () => {
  it("reads the data of those alone, and all headers", async () => {
    const ranges: number[] = [];
    const all = bufferSource(file, "selected.fits");
    const source: ByteSource = {
      ...all,
      read: (offset, length) => {
        ranges.push(length);
        return all.read(offset, length);
      },
    };
    const read = await readFits(source, { select: (header) => header.string("EXTNAME") === "SMALL" });
    expect(read.table("SMALL").column("A")).toEqual(Int32Array.of(7));
    expect(read.table("LARGE").rowCount).toBe(rows);
    expect(() => read.table("LARGE").column("A")).toThrow(/selected\.fits, HDU 1 \(LARGE\): the data was not read/);
    expect(Math.max(...ranges)).toBeLessThan(2 * rows);
  });

  it("is not needed to find the data of a unit", async () => {
    const read = await readFits(bufferSource(file), { select: () => false });
    const { offset, length } = read.dataRange("SMALL");
    expect([...file.subarray(offset, offset + length)]).toEqual([0, 0, 0, 7]);
    expect(read.dataRange(1).length).toBe(2 * rows);
  });

  it("is an error where the source has fewer bytes than it said", async () => {
    const short = bufferSource(file.subarray(0, file.length - 2880), "short.fits");
    const source: ByteSource = { ...short, size: async () => file.length };
    const select = (_: unknown, index: number) => index === 2;
    await expect(readFits(source, { select })).rejects.toThrow(/short\.fits: 2880 of the 5760 bytes from byte \d+ on/);
  });

  it("is one for bytes in memory too", () => {
    const read = parseFits(file, { select: (_, index) => index === 2 });
    expect(read.table(2).column("A")).toEqual(Int32Array.of(7));
    expect(() => read.table(1).column("A")).toThrow(/was not read/);
  });
});

describe("reading", () => {
  it("leaves the globals as they were", () => {
    expect("astro" in globalThis).toBe(false);
    expect(Object.hasOwn(File.prototype, "slice")).toBe(false);
  });

  it("does not write to the bytes", () => {
    const copy = file.slice();
    const read = parseFits(copy);
    read.table("LARGE").numbers("A");
    verifyFits(read);
    expect(copy).toEqual(file);
  });
});

describeWith(["GAMMAPY_DATA"], "a run of H.E.S.S. DL3 DR1", () => {
  it("has its events, intervals and responses", async () => {
    const bytes = await readData("GAMMAPY_DATA", "hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz");
    const run = await readFits(bytes);
    expect(run.warnings).toEqual([]);
    expect(run.hdus.map(({ name }) => name)).toEqual(["PRIMARY", "EVENTS", "GTI", "AEFF", "EDISP", "PSF", "BKG"]);
    const events = run.table("EVENTS");
    expect(events.header.number("OBS_ID")).toBe(23523);
    expect(events.columns.map(({ name, unit }) => `${name} ${unit}`.trim())).toEqual([
      "EVENT_ID",
      "TIME s",
      "RA deg",
      "DEC deg",
      "ENERGY TeV",
    ]);
    expect(events.numbers("ENERGY").length).toBe(events.rowCount);
    expect(events.numbers("ENERGY").every((energy) => energy > 0)).toBe(true);
    expect(events.column("EVENT_ID")).toBeInstanceOf(BigInt64Array);
    expect(run.table("AEFF").describe("EFFAREA").dim).toEqual([96, 6]);
    expect(run.table("EDISP").describe("MATRIX").dim).toEqual([96, 160, 6]);
    expect(run.table("PSF").describe("RPSF").dim).toEqual([32, 6, 144]);
    expect(run.table("BKG").column("BKG").length).toBe(50 * 50 * 20);
  });
});
