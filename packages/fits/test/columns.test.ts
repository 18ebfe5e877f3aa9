import { type ByteSource, bufferSource, isGammakitError } from "@gammakit/core";
import { gzip } from "pako";
import { describe, expect, it } from "vitest";
import { type FitsHeader, type ReadFitsOptions, readFits, writeFits } from "../dist/index.js";

const megabyte = 2 ** 20;
const rows = 400_000;
const ramp = (scale: number) => Float64Array.from({ length: rows }, (_, i) => (scale * ((i * 7919) % rows)) / rows);

/** A table of 48 bytes per row, and a small one behind it. */
const file = writeFits([
  { kind: "image" },
  {
    kind: "table",
    name: "EVENTS",
    columns: [
      { name: "EVENT_ID", data: Int32Array.from({ length: rows }, (_, i) => i) },
      { name: "TIME", unit: "s", data: ramp(1800) },
      { name: "RA", unit: "deg", data: Float32Array.from(ramp(5)) },
      { name: "WEIGHTS", data: ramp(3) },
      { name: "TELS", data: Uint8Array.from({ length: 24 * rows }, (_, i) => i), shape: [24] },
    ],
  },
  { kind: "table", name: "GTI", columns: [{ name: "START", unit: "s", data: Float64Array.of(1, 2, 3) }] },
]);

const wanted = ["TIME", "RA"] as const;
const columns = (header: FitsHeader) => (header.string("EXTNAME")?.trim() === "EVENTS" ? wanted : undefined);

/** The source, and how much was asked of it at most at once. */
function counting(bytes: Uint8Array<ArrayBuffer>, name = "events.fits") {
  const inner = bufferSource(bytes, name);
  const seen = { largest: 0, total: 0 };
  const source: ByteSource = {
    ...inner,
    read(offset, length, signal) {
      seen.largest = Math.max(seen.largest, length);
      seen.total += length;
      return inner.read(offset, length, signal);
    },
  };
  return { source, seen };
}

async function failure(bytes: Uint8Array<ArrayBuffer>, options: ReadFitsOptions = {}) {
  const error: unknown = await readFits(bytes, { name: "a.fits.gz", columns, ...options }).catch(
    (caught: unknown) => caught,
  );
  return { code: isGammakitError(error) ? error.code : undefined, message: String(error) };
}

/** Level 0: so that the packed file is a large one, as those of real events are. */
const packed = new Uint8Array(gzip(file, { level: 0 }));

describe("columns of a large table", () => {
  it("are what the whole table gives, and no more than a few megabytes are read at a time", async () => {
    const whole = (await readFits(file)).table("EVENTS");
    const { source, seen } = counting(file);
    const table = (await readFits(source, { columns })).table("EVENTS");
    for (const name of wanted) expect(table.numbers(name)).toEqual(whole.numbers(name));
    expect(file.length).toBeGreaterThan(18 * megabyte);
    expect(seen.largest).toBeLessThanOrEqual(4 * megabyte);
    expect(seen.total).toBeLessThan(1.01 * file.length);
  });

  it("are the same from a gzip file that is never unpacked as a whole", async () => {
    const whole = (await readFits(file)).table("EVENTS");
    const { source, seen } = counting(packed, "events.fits.gz");
    const read = await readFits(source, { columns });
    for (const name of wanted) expect(read.table("EVENTS").numbers(name)).toEqual(whole.numbers(name));
    expect(read.table("GTI").numbers("START")).toEqual(Float64Array.of(1, 2, 3));
    expect(read.warnings).toEqual([]);
    expect(packed.length).toBeGreaterThan(16 * megabyte);
    expect(seen.largest).toBeLessThanOrEqual(megabyte);
    expect(seen.total).toBe(packed.length + 2);
  });

  it("leave the other tables of the file as they are, and what is small", async () => {
    const read = await readFits(file, { columns });
    expect(read.table("GTI").column("START")).toEqual(Float64Array.of(1, 2, 3));
    const small = writeFits([
      { kind: "image" },
      { kind: "table", name: "EVENTS", columns: [{ name: "A", data: Int32Array.of(7) }] },
    ]);
    expect((await readFits(small, { columns })).table("EVENTS").column("A")).toEqual(Int32Array.of(7));
  });

  it("are the only ones that can be asked for", async () => {
    const table = (await readFits(file, { name: "a.fits", columns: () => ["time", "TELS", "NONE"] })).table("EVENTS");
    expect(table.numbers("TIME").length).toBe(rows);
    expect(table.rowCount).toBe(rows);
    expect(table.has("RA")).toBe(true);
    expect(() => table.numbers("RA")).toThrow(/a\.fits, HDU 1 \(EVENTS\): .* column RA is not among them/);
    expect(() => table.column("TIME")).toThrow(/as `numbers`/);
    expect(() => table.numbers("NONE")).toThrow(/no column NONE/);
  });

  it("are left alone where select leaves the unit out", async () => {
    const { source, seen } = counting(file);
    const read = await readFits(source, { columns, select: () => false });
    expect(() => read.table("EVENTS").numbers("TIME")).toThrow(/was not read/);
    expect(seen.total).toBeLessThan(megabyte);
  });
});

describe("a large gzip file", () => {
  it("can have several members, end inside a header or a row, and be padded", async () => {
    const whole = (await readFits(file)).table("EVENTS");
    const cuts = [0, 1000, 9001, 5 * megabyte + 13, file.length - 2000, file.length];
    const members = cuts.slice(1).map((end, i) => gzip(file.subarray(cuts[i], end), { level: 0 }));
    const bytes = new Uint8Array(members.reduce((sum, { length }) => sum + length, 700));
    let at = 0;
    for (const member of members) {
      bytes.set(member, at);
      at += member.length;
    }
    const read = await readFits(bytes, { name: "a.fits.gz", columns });
    expect(read.table("EVENTS").numbers("TIME")).toEqual(whole.numbers("TIME"));
    expect(read.warnings).toEqual([]);
    bytes[at + 9] = 1;
    expect((await readFits(bytes, { name: "a.fits.gz", columns })).warnings).toEqual([
      "a.fits.gz: the 700 bytes after the end of the gzip data are ignored.",
    ]);
  });

  it("that was cut off or changed is refused, and why", async () => {
    expect(await failure(packed.subarray(0, packed.length - 9))).toMatchObject({
      code: "invalid-file",
      message: expect.stringContaining("ends too early"),
    });
    const changed = packed.slice();
    changed[10 * megabyte] ^= 1;
    expect((await failure(changed)).message).toMatch(/a\.fits\.gz: the gzip data is damaged .* CRC/);
  });

  it("whose content ends too early is refused", async () => {
    const inRows = new Uint8Array(gzip(file.subarray(0, 17 * megabyte), { level: 0 }));
    expect((await failure(inRows)).message).toMatch(/EVENTS\): the data is truncated: .* are left in the file/);
    const unread = await failure(inRows, { select: () => false });
    expect(unread.message).toMatch(/EVENTS\): the data is truncated/);
  });

  it("that would become too large is stopped", async () => {
    expect((await failure(packed, { maxBytes: 17 * megabyte })).code).toBe("limit-exceeded");
    expect((await failure(packed, { maxBytes: 5000 })).code).toBe("limit-exceeded");
  });

  it("is refused where its header promises more than it may become, before anything is set aside for that", async () => {
    for (const promised of [4e7, 1e12]) {
      const changed = file.slice();
      const card = new TextDecoder().decode(changed.subarray(0, 8640)).indexOf("NAXIS2  =");
      changed.set(new TextEncoder().encode(String(promised).padStart(20)), card + 10);
      const bytes = new Uint8Array(gzip(changed, { level: 0 }));
      expect([promised, (await failure(bytes)).code]).toEqual([promised, "limit-exceeded"]);
    }
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const { source } = counting(packed);
    const read = source.read;
    let reads = 0;
    const watched = {
      ...source,
      read: (offset: number, length: number) => {
        if (++reads === 4) stop.abort();
        return read(offset, length);
      },
    };
    await expect(readFits(watched, { columns, signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    expect(reads).toBeLessThan(6);
  });
});
