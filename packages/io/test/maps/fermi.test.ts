import type { MapDataset, MapValues } from "@gammakit/core";
import { parseFits, verifyFits } from "@gammakit/fits";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import { readMapDataset, writeMapDataset } from "../../src/index.ts";

const nodes = [
  10000, 14270.915, 20365.902, 29064.004, 41476.996, 59191.464, 84471.64, 120548.752, 172034.096, 245508.4, 350362.944,
  500000,
];

/** A dataset with the type and the length of its maps' values in place of the values, which `toEqual` walks through one by one. */
function digested(dataset: object): object {
  return Object.fromEntries(
    Object.entries(dataset).map(([key, part]) =>
      isMap(part)
        ? [key, { ...part, values: `${part.values.constructor.name} of ${part.values.length}` }]
        : [key, part],
    ),
  );
}

/** That each value of each map is the same number, the sign of zero and NaN included, as with `toEqual`. */
function expectSameValues(found: object, wanted: object): void {
  const others = new Map(Object.entries(found));
  for (const [key, part] of Object.entries(wanted)) {
    if (!isMap(part)) continue;
    const { values } = others.get(key) as { readonly values: MapValues };
    const wrong = part.values.findIndex((value, i) => !Object.is(value, values[i]));
    expect([key, wrong]).toEqual([key, -1]);
  }
}

function isMap(part: unknown): part is { readonly values: MapValues } {
  return typeof part === "object" && part !== null && "values" in part && ArrayBuffer.isView(part.values);
}

describeWith(["GAMMAPY_DATA"], "the Fermi-LAT cube of the Galactic center", () => {
  let dataset: MapDataset;
  beforeAll(async () => {
    dataset = await readMapDataset(await readData("GAMMAPY_DATA", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"));
  });

  test("has the shapes and types of its HDUs", () => {
    const { counts, exposure, background, maskSafe, edisp, psf } = dataset;
    expect([counts.values.length, exposure.values.length]).toEqual([400 * 200 * 11, 400 * 200 * 12]);
    expect(counts.values).toBeInstanceOf(Int32Array);
    expect(exposure.values).toBeInstanceOf(Float32Array);
    expect(background?.values).toBeInstanceOf(Float32Array);
    expect(maskSafe?.values).toBeInstanceOf(Uint8Array);
    expect([edisp?.values.length, psf?.values.length]).toEqual([132, 1430]);
    expect([counts.unit, exposure.unit, psf?.unit, dataset.psfExposure?.unit]).toEqual(["", "cm2 s", "sr-1", "cm2 s"]);
    expect([dataset.maskFit, dataset.gti]).toEqual([undefined, undefined]);
  });

  test("has 32684 counts, and the reference's image of them", () => {
    const { values } = dataset.counts;
    expect(Array.from(values).reduce((sum, value) => sum + value, 0)).toBe(32684);
    const image = (x: number, y: number) => {
      let sum = 0;
      for (let k = 0; k < 11; k++) sum += values[(k * 200 + y) * 400 + x];
      return sum;
    };
    const rows = Array.from({ length: 5 }, (_, j) => Array.from({ length: 10 }, (_, i) => image(195 + i, 95 + j)));
    expect(rows).toEqual([
      [2, 3, 3, 3, 3, 5, 1, 5, 1, 5],
      [5, 5, 6, 3, 6, 6, 9, 2, 6, 1],
      [6, 7, 11, 16, 9, 10, 15, 10, 5, 3],
      [4, 11, 14, 5, 19, 24, 39, 15, 5, 4],
      [6, 2, 10, 10, 14, 33, 38, 16, 10, 2],
    ]);
  });

  test("has energies in TeV: edges of the counts, centers of the exposure with edges half a step beyond", () => {
    const [energy] = dataset.counts.axes;
    expect(energy).toMatchObject({ name: "energy", unit: "TeV", scale: "log", nodes: "edges" });
    expect(Array.from(energy.edges, (edge) => edge * 1e6)).toEqual(nodes.map((node) => expect.closeTo(node, 3)));
    const [energyTrue] = dataset.exposure.axes;
    expect(energyTrue).toMatchObject({ name: "energy_true", unit: "TeV", scale: "log", nodes: "center" });
    // Single precision in the file.
    expect(Array.from(energyTrue.centers, (center, i) => (center * 1e6) / nodes[i])).toEqual(
      new Array(12).fill(expect.closeTo(1, 6)),
    );
    const edges = Array.from(energyTrue.edges, (edge) => edge * 1e6);
    expect(edges.slice(0, 3)).toEqual([
      expect.closeTo(8370.937, 2),
      expect.closeTo(11946.094, 2),
      expect.closeTo(17048.169, 2),
    ]);
    expect(edges.slice(-2)).toEqual([expect.closeTo(418546.872, 1), expect.closeTo(597304.666, 1)]);
  });

  test("lies on galactic coordinates in plate carrée", () => {
    expect(dataset.counts.wcs).toEqual({
      projection: "CAR",
      frame: "galactic",
      crval: [0, 0],
      crpix: [200.5, 100.5],
      cd: [-0.05, 0, 0, 0.05],
      lonpole: 0,
      latpole: 90,
      shape: [400, 200],
    });
  });

  test("has a kernel with two numbers per row", () => {
    const values = dataset.edisp?.values ?? [];
    const row = (i: number) => Array.from(values.slice(11 * i, 11 * i + 11));
    const [left, right] = [0.45566195, 0.54433805];
    for (let i = 0; i < 12; i++) {
      const wanted = Array.from({ length: 11 }, (_, j) => (j === i ? right : j === i - 1 ? left : 0));
      expect(row(i)).toEqual(wanted.map((value) => expect.closeTo(value, 5)));
    }
    const sums = Array.from({ length: 12 }, (_, i) => row(i).reduce((sum, value) => sum + value, 0));
    expect(sums).toEqual([
      expect.closeTo(right, 7),
      ...new Array(10).fill(expect.closeTo(1, 7)),
      expect.closeTo(left, 7),
    ]);
  });

  test("has the point-spread function on 130 radii and 11 energies of its own", () => {
    expect(dataset.psf?.axes.map(({ name, unit, nodes: kind, centers }) => [name, unit, kind, centers.length])).toEqual(
      [
        ["rad", "deg", "center", 130],
        ["energy_true", "TeV", "center", 11],
      ],
    );
  });

  test("has a mask of the same rectangle in every energy bin", () => {
    const { values } = dataset.maskSafe ?? { values: new Uint8Array(0) };
    let wrong = values.length === 880000 ? 0 : 1;
    for (let i = 0; i < values.length; i++) {
      const [x, y] = [i % 400, Math.floor(i / 400) % 200];
      const inside = x >= 20 && x <= 379 && y >= 20 && y <= 179;
      if (values[i] !== (inside ? 1 : 0)) wrong++;
    }
    expect(wrong).toBe(0);
  });

  test("written and read again is the same", async () => {
    const bytes = writeMapDataset(dataset);
    const again = await readMapDataset(bytes);
    expect(digested(again)).toEqual(digested({ ...dataset, name: "(bytes)" }));
    expectSameValues(again, dataset);
    const file = parseFits(bytes);
    expect(verifyFits(file)).toEqual([]);
    expect(file.hdus.filter(({ name }) => !name.endsWith("_BANDS")).map(({ name }) => name)).toEqual([
      "PRIMARY",
      "COUNTS",
      "EXPOSURE",
      "BACKGROUND",
      "EDISP",
      "EDISP_EXPOSURE",
      "PSF",
      "PSF_EXPOSURE",
      "MASK_SAFE",
    ]);
  });

  test("is read in part where only a part is asked for", async () => {
    const file = writeMapDataset(dataset);
    const part = await readMapDataset(file, { hdus: ["BACKGROUND", "MASK_SAFE"], name: "part" });
    const { counts, exposure, background, maskSafe } = dataset;
    const wanted = { kind: "map", name: "part", counts, exposure, background, maskSafe, meta: {} };
    expect(digested(part)).toEqual(digested(wanted));
    expectSameValues(part, wanted);
  });
});
