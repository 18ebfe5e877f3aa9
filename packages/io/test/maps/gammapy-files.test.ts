import { compileWcs, toMjd } from "@gammakit/core";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import { readMap, readMapDataset } from "../../src/index.ts";
import type { ExpectedAxis } from "../formats/oracle.ts";

interface ExpectedMap {
  readonly shape: readonly number[];
  readonly values?: readonly (number | string)[];
  readonly sum?: number;
  readonly axes?: readonly ExpectedAxis[];
  readonly wcs?: Readonly<Record<string, number | string>>;
}
interface Expected {
  readonly expected: {
    readonly maps: Readonly<Record<string, ExpectedMap>>;
    readonly map_dataset: Readonly<Record<string, ExpectedMap>> & {
      readonly gti: Readonly<Record<"start" | "stop", { readonly values: readonly number[] }>>;
    };
  };
}

const folder = "formats/data";
const load = (name: string) => readData("GAMMAKIT_CORPORA", `${folder}/${name}`);
const sumOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describeWith(["GAMMAKIT_CORPORA"], "maps written by Gammapy", () => {
  let expected: Expected["expected"];
  beforeAll(async () => {
    expected = (await readJson<Expected>("GAMMAKIT_CORPORA", `${folder}/expected.json`)).expected;
  });

  test.each([
    "wcs_gadf.fits",
    "wcs_ccube.fits",
    "wcs_sparse.fits",
    "wcs_gz.fits.gz",
    "wcs_nodes.fits",
    "wcs_template.fits",
    "wcs_bool.fits",
    "region_gadf.fits",
  ])("%s has the values and axes that Gammapy reads", async (name) => {
    const map = await readMap(await load(`maps/${name}`));
    const wanted = expected.maps[name];
    expect(Array.from(map.values)).toEqual(wanted.values?.map(Number));
    expect(map.axes.map((axis) => axis.name)).toEqual((wanted.axes ?? []).map((axis) => axis.name));
    for (const [k, axis] of (wanted.axes ?? []).entries()) {
      expect(map.axes[k]).toMatchObject({ nodes: axis.node_type, scale: axis.interp, unit: "TeV" });
      const found = axis.edges ? map.axes[k].edges : map.axes[k].centers;
      const factor = axis.unit === "GeV" ? 1e-3 : 1;
      const nodes = (axis.edges ?? axis.center ?? []).map((node) => node * factor);
      expect(Array.from(found)).toEqual(nodes.map((node) => expect.closeTo(node, 14)));
    }
    if (map.kind === "wcs-map" && wanted.wcs !== undefined) {
      expect([...map.wcs.crpix, ...map.wcs.crval]).toEqual(
        ["CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2"].map((key) => wanted.wcs?.[key]),
      );
    }
  });

  test("the region of a map is the circle that was written", async () => {
    const map = await readMap(await load("maps/region_gadf.fits"));
    if (map.kind !== "region-map" || map.region?.kind !== "circle") throw new Error("no circle");
    expect(map.region.center.lon).toBeCloseTo(83.63, 9);
    expect(map.region.center.lat).toBeCloseTo(22.01, 9);
    expect(map.region.radius).toBeCloseTo(0.2, 9);
  });

  test.each(["hpx_ring.fits", "hpx_partial_nest.fits"])("%s is refused as a HEALPix map", async (name) => {
    await expect(readMap(await load(`maps/${name}`))).rejects.toThrow(/HEALPix map, which is not supported/);
  });

  test.each(["map_dataset.fits", "map_dataset.fits.gz"])("%s has the numbers that Gammapy reads", async (name) => {
    const dataset = await readMapDataset(await load(name));
    const wanted = expected.map_dataset;
    const { counts, background, exposure, maskSafe, maskFit, psf, edisp, gti } = dataset;
    expect(dataset.name).toBe("cube");
    const sums = [counts, background, exposure, maskSafe, maskFit].map((map) => sumOf(map?.values ?? []));
    const names = ["counts", "background", "exposure", "mask_safe", "mask_fit"] as const;
    for (const [i, key] of names.entries()) expect(sums[i] / (wanted[key].sum ?? 0)).toBeCloseTo(1, 12);
    // The file has the responses at 3 × 3 positions, all alike.
    expect((9 * sumOf(psf?.values ?? [])) / (wanted.psf.sum ?? 0)).toBeCloseTo(1, 12);
    expect(Array.from(edisp?.values ?? [])).toEqual(wanted.edisp.values?.filter((_, i) => i % 9 === 0));
    const days = (times: Float64Array) =>
      Array.from(times, (time) => toMjd(gti?.reference ?? { scale: "tt", day: 0, fraction: 0 }) + time / 86400);
    expect(days(gti?.start ?? new Float64Array())).toEqual(
      wanted.gti.start.values.map((day) => expect.closeTo(day, 9)),
    );
    expect(compileWcs(counts.wcs).wcs.shape).toEqual([15, 10]);
  });

  test("a dataset with OFF counts is not taken for one without", async () => {
    const bytes = await load("map_dataset_onoff.fits");
    await expect(readMapDataset(bytes)).rejects.toThrow(/COUNTS_OFF.*Use readMapDatasetOnOff/);
    expect(sumOf((await readMap(bytes, "COUNTS_OFF")).values)).toBe(4710);
  });
});
