import { parseResult, planSpectrum, presetRegistry } from "@gammakit/analysis";
import {
  bufferSource,
  column,
  createGti,
  GammakitError,
  instantFromMjd,
  isGammakitError,
  nearest,
  parseAngle,
  parseQuantity,
  parseUnit,
  referenceFromHeader,
  splitByTime,
  tableOf,
  urlSource,
} from "@gammakit/core";
import { readFits, writeFits } from "@gammakit/fits";
import {
  memoryFolder,
  openDataStore,
  parseYaml,
  readCsv,
  readEcsv,
  safePath,
  urlFolder,
  writeFitsTable,
} from "@gammakit/io";
import { expect, test } from "vitest";
import { survives } from "../src/survives.mjs";

// Each failure that fuzzing, or reading with its eyes, has found, and what went wrong then.

/** The error of a call; undefined where there is none. */
function errorOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

test("half of a pair of UTF-16 in a path: encodeURIComponent threw a URIError", () => {
  const path = "data/\ud800.fits";
  expect(isGammakitError(errorOf(() => safePath(path, "store")))).toBe(true);
  expect(isGammakitError(errorOf(() => urlFolder("http://example.org/store").file(path)))).toBe(true);
  expect(isGammakitError(errorOf(() => urlSource("http://example.org/a.yaml").sibling?.(path)))).toBe(true);
});

test("a parameter of compression beyond 2^53 in a tile: JSON.stringify of a BigInt threw a TypeError", async () => {
  const cards = {
    ZIMAGE: true,
    ZBITPIX: 16,
    ZNAXIS: 1,
    ZNAXIS1: 4,
    ZTILE1: 4,
    ZCMPTYPE: "RICE_1",
    ZNAME1: "BLOCKSIZE",
  };
  const bytes = writeFits([
    { kind: "image" },
    {
      kind: "table",
      header: { ...cards, ZVAL1: -9_007_199_254_740_994n },
      columns: [{ name: "COMPRESSED_DATA", type: "B", cells: [Uint8Array.of(1, 2, 3, 4)] }],
    },
  ]);
  const file = await readFits(bytes, { name: "tiles.fits" });
  expect(() => file.image(1).data()).toThrow(
    "tiles.fits, HDU 1: ZVAL1 = -9007199254740994 makes no sense for BLOCKSIZE",
  );
});

test("a job that nests thousands deep: the call stack ended", () => {
  const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
  for (const job of [
    { job: "spectrum", model: deep },
    { job: "spectrum", select: deep },
  ]) {
    expect(
      isGammakitError(
        errorOf(() => planSpectrum(job, presetRegistry())),
        "limit-exceeded",
      ),
    ).toBe(true);
  }
});

test("a TIMEZERO beyond all numbers: the reference of times was not a number", () => {
  const cards = new Map([
    ["MJDREFI", 51544],
    ["MJDREFF", 0.5],
    ["TIMEZERO", Number.MAX_VALUE],
  ]);
  expect(() => referenceFromHeader((keyword) => cards.get(keyword), "run.fits")).toThrow(
    "run.fits: TIMEOFFS, or TIMEZERO",
  );
});

test("units, quantities and angles of many thousand characters: messages repeated them", () => {
  const text = "TeV ".repeat(10_000);
  for (const parse of [() => parseUnit(text), () => parseQuantity(`1 ${text}`, "TeV"), () => parseAngle(text)]) {
    expect((errorOf(parse) as Error).message.length).toBeLessThan(200);
  }
});

test("a mapping of very many keys: the parser compared each key with all others", () => {
  const text = Array.from({ length: 30_000 }, (_, i) => `k${i}: 1`).join("\n");
  expect(Object.keys(parseYaml(text, "f") as object)).toHaveLength(30_000);
  expect(() => parseYaml(`${text}\nk7: 2`, "f")).toThrow('the key "k7" twice');
});

test("YAML of millions of entries: the parser took gigabytes before the entries were counted", () => {
  for (const text of [
    `[${"1,".repeat(300_000)}]`,
    "a: [}\n".repeat(300_000),
    "- ".repeat(300_000),
    "? ".repeat(300_000),
  ]) {
    expect(
      isGammakitError(
        errorOf(() => parseYaml(text, "f")),
        "limit-exceeded",
      ),
    ).toBe(true);
  }
});

test("an index of very many rows, all of one run: each row was compared with all others", async () => {
  const n = 30_000;
  const ids = Int32Array.from({ length: n }, (_, i) => i);
  const zeros = new Float64Array(n);
  const index = tableOf("OBS_INDEX", [column("OBS_ID", ids), column("RA_PNT", zeros), column("DEC_PNT", zeros)]);
  const words = ["HDU_TYPE", "HDU_CLASS", "FILE_DIR", "FILE_NAME", "HDU_NAME"].map((name) =>
    column(name, new Array<string>(n).fill("x")),
  );
  const hdus = tableOf("HDU_INDEX", [column("OBS_ID", new Int32Array(n)), ...words]);
  const files = new Map([
    ["obs-index.fits", writeFitsTable(index)],
    ["hdu-index.fits", writeFitsTable(hdus)],
  ]);
  const store = await openDataStore(memoryFolder("store", files));
  expect(store.observations).toHaveLength(n);
  expect(store.warnings).toEqual([expect.stringContaining("lists OBS_ID 0 (x) more than once")]);
});

test("CSV of very many columns: each name was compared with all others", () => {
  const names = Array.from({ length: 50_000 }, (_, i) => `c${i}`);
  expect(readCsv(`${names.join(",")}\n${names.map(() => 1).join(",")}\n`).columns).toHaveLength(50_000);
  expect(() => readCsv(`${names.join(",")},c3\n`)).toThrow("c3");
});

test("many intervals of good time: each event was compared with all of them", () => {
  const reference = instantFromMjd(60_000, 0, "tt");
  const n = 30_000;
  const gti = createGti(
    reference,
    Array.from({ length: n }, (_, i) => [2 * i, 2 * i + 1] as const),
  );
  const time = Float64Array.from({ length: n }, (_, i) => 2 * i + (i % 2 === 0 ? 0.5 : 1.5));
  const zeros = new Float64Array(n);
  const run = {
    id: 1,
    part: 0,
    pointing: { frame: "icrs", lon: 0, lat: 0 },
    liveFraction: 1,
    gti,
    events: { reference, time, lon: zeros, lat: zeros, energy: zeros },
    meta: {},
  } as const;
  const whole = { start: reference, stop: instantFromMjd(60_010, 0, "tt") };
  // Every second event lies between intervals; that behind the last belongs to it, as files have good time in whole seconds.
  expect(splitByTime([run], [whole])[0][0].events.time).toHaveLength(n / 2 + 1);
});

test("a very long word: to look for the nearest name took a time that grew with both lengths", () => {
  expect(nearest("x".repeat(1_000_000), ["power-law"])).toBeUndefined();
  expect(nearest("power-lav", ["power-law"])).toBe("power-law");
});

test("a stored result whose schema is very long: the message repeated it", () => {
  for (const schema of ["x".repeat(100_000), [..."ab".repeat(50_000)], `gammakit/${"x".repeat(100_000)}/1`]) {
    const error = errorOf(() => parseResult(JSON.stringify({ schema }))) as Error;
    expect(isGammakitError(error)).toBe(true);
    expect(error.message.length).toBeLessThan(500);
  }
});

test("a cell of ECSV of many thousand characters that is no number: the message repeated it", () => {
  for (const type of ["datatype: float64", "datatype: int64", "datatype: string, subtype: 'float64[2]'"]) {
    const text = `# %ECSV 1.0\n# ---\n# datatype:\n# - {name: x, ${type}}\nx\n${"T".repeat(30_000)}\n`;
    const error = errorOf(() => readEcsv(text)) as Error;
    expect(isGammakitError(error, "invalid-file")).toBe(true);
    expect(error.message.length).toBeLessThan(300);
  }
});

test("what is no GammakitError is a finding, as is one without words", async () => {
  await expect(survives(() => Promise.reject(new TypeError("x")))).rejects.toThrow("x");
  await expect(survives(() => Promise.reject(new GammakitError("io", " ")))).rejects.toThrow("an empty message");
  await expect(survives(() => bufferSource(new Uint8Array(1)).size())).resolves.toBeUndefined();
});
