import { axisFromEdges, type ByteSource, bufferSource, type WcsMap } from "@gammakit/core";
import { writeFits } from "@gammakit/fits";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { inspectFits, readFitsParts, writeMapDataset } from "../../src/index.ts";
import { smallDataset } from "../maps/small-dataset.ts";

const rows = 3_000_000;
const large = writeFits([
  { kind: "image", data: new Float32Array(0), shape: [] },
  {
    kind: "table",
    name: "EVENTS",
    columns: [
      { name: "TIME", unit: "s", data: Float64Array.from({ length: rows }, (_, i) => i - 7) },
      {
        name: "ENERGY",
        unit: "TeV",
        data: Float32Array.from({ length: rows }, (_, i) => (i === rows - 1 ? 1e5 : i === 5 ? Number.NaN : 0.5)),
      },
    ],
  },
]);

/** The same bytes, with the longest part that was asked for. */
function watched(bytes: Uint8Array<ArrayBuffer>): { readonly source: ByteSource; readonly longest: () => number } {
  const inner = bufferSource(bytes, "watched.fits");
  let longest = 0;
  const read: ByteSource["read"] = (offset, length, signal) => {
    longest = Math.max(longest, length);
    return inner.read(offset, length, signal);
  };
  return { source: { ...inner, read }, longest: () => longest };
}

describe("the ranges of a table", () => {
  test("are found piece by piece", async () => {
    const { source, longest } = watched(large);
    const { hdus, warnings } = await inspectFits(source);
    expect(warnings).toEqual([]);
    expect(hdus.map(({ kind, name }) => [kind, name])).toEqual([
      ["image", "PRIMARY"],
      ["table", "EVENTS"],
    ]);
    expect(hdus[1].rowCount).toBe(rows);
    expect(hdus[1].columns).toEqual([
      { name: "TIME", unit: "s", form: "D", shape: [1], range: { min: -7, max: rows - 8, missing: 0 } },
      { name: "ENERGY", unit: "TeV", form: "E", shape: [1], range: { min: 0.5, max: 1e5, missing: 1 } },
    ]);
    expect(longest()).toBeLessThanOrEqual(2 ** 24);
  });

  test("are not looked for where nobody asks", async () => {
    const { source, longest } = watched(large);
    const { hdus } = await inspectFits(source, { hdu: "EVENTS", ranges: false });
    expect(hdus).toHaveLength(1);
    expect(hdus[0].columns?.[0]).toEqual({ name: "TIME", unit: "s", form: "D", shape: [1] });
    expect(longest()).toBeLessThan(2 ** 16);
  });
});

test("texts, vectors and images", async () => {
  const bytes = writeFits([
    { kind: "image", data: Int16Array.of(3, -4, 5, 0, 0, 0), shape: [3, 2], header: { BUNIT: "m" } },
    {
      kind: "table",
      name: "T",
      columns: [
        { name: "NAME", data: ["a", "bc"] },
        { name: "V", unit: "deg", data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [3] },
      ],
    },
  ]);
  const { hdus } = await inspectFits(bufferSource(bytes));
  expect(hdus[0]).toMatchObject({ shape: [3, 2], bitpix: 16, unit: "m", range: { min: -4, max: 5, missing: 0 } });
  expect(hdus[1].columns?.[0].range).toBeUndefined();
  expect(hdus[1].columns?.[1]).toMatchObject({ shape: [3], range: { min: 1, max: 6 } });
});

test("a file that is cut off, or none, is refused with its name", async () => {
  const cut = bufferSource(large.subarray(0, 1_000_000), "cut.fits");
  await expect(inspectFits(cut)).rejects.toThrow(/cut\.fits.*truncated/);
  await expect(inspectFits(bufferSource(new Uint8Array(0), "empty.fits"))).rejects.toThrow("empty.fits");
  await expect(inspectFits(bufferSource(large, "a.fits"), { hdu: "EVENTZ" })).rejects.toThrow("Is it EVENTS?");
});

describeWith(["GAMMAPY_DATA"], "files of observatories", () => {
  test("a run of H.E.S.S., packed and unpacked, is the same", async () => {
    const packed = await readData("GAMMAPY_DATA", "hess-dl3-dr1/data/hess_dl3_dr1_obs_id_023523.fits.gz");
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const unpacked = new Uint8Array(await new Response(stream).arrayBuffer());
    const [a, b] = await Promise.all([packed, unpacked].map((bytes) => inspectFits(bufferSource(bytes, "run"))));
    expect(b.hdus).toEqual(a.hdus);
    expect(a.hdus.map(({ what }) => what)).toEqual([
      undefined,
      "events",
      "intervals of good time",
      "effective area",
      "energy dispersion",
      "point-spread function",
      "background rate",
    ]);
    const energy = a.hdus[1].columns?.find(({ name }) => name === "ENERGY");
    expect(energy).toMatchObject({ unit: "TeV", range: { missing: 0 } });
    expect(energy?.range?.max).toBeLessThan(200);
  });

  test("the maps of Fermi-LAT are maps", async () => {
    const packed = await readData("GAMMAPY_DATA", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz");
    const { hdus } = await inspectFits(bufferSource(packed, "fermi"));
    const counts = hdus.find(({ name }) => name === "COUNTS");
    expect(counts).toMatchObject({ what: "map of the sky", shape: [400, 200, 11] });
  });
});

test("the responses of a map dataset are named by their axes, on an image and for a region", async () => {
  const { counts, exposure } = smallDataset;
  const migra = axisFromEdges([0.5, 2], { name: "migra", unit: "", scale: "lin" });
  const edisp: WcsMap = { ...counts, axes: [migra, ...exposure.axes], values: new Float32Array(24) };
  const edispExposure: WcsMap = { ...edisp, unit: "cm2 s" };
  const whats = async (dataset: typeof smallDataset) => {
    const { hdus } = await inspectFits(bufferSource(writeMapDataset(dataset), "small.fits"));
    return ["COUNTS", "EDISP", "EDISP_EXPOSURE", "PSF"].map((wanted) => hdus.find(({ name }) => name === wanted)?.what);
  };
  const inMigra = { ...smallDataset, edisp, edispExposure };
  expect(await whats(inMigra)).toEqual([
    "map of the sky",
    "map of the sky: energy dispersion in migra",
    "map of the sky",
    "map of a region: point-spread function",
  ]);
  expect((await whats(smallDataset))[1]).toBe("map of a region: energy dispersion");
  const { parts, faults } = await readFitsParts(bufferSource(writeMapDataset(inMigra), "small.fits"));
  expect(parts.find(({ name }) => name === "EDISP")?.content).toEqual(edisp);
  expect(faults).toEqual([]);
});
