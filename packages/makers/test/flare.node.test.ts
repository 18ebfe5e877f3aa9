import {
  addSeconds,
  compileWcs,
  containment,
  createWcs,
  type Dataset,
  effectiveAreaAt,
  emptySpectrum,
  energyDispersionAt,
  energyDispersionMatrix,
  gtiIntervals,
  gtiRounding,
  intervalsFromEdges,
  type Observation,
  onTime,
  regionCenter,
  type SkyMask,
  type SpectrumDatasetOnOff,
  secondsBetween,
  separationBetween,
  splitByTime,
  toPixelCircle,
} from "@gammakit/core";
import { describeWith } from "@gammakit-tools/vitest/data";
import { type FlareReference, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { beforeAll, describe, expect, test } from "vitest";
import { chain, findReflectedRegions, reflectedRegions, safeMask, spectrumMaker, stackOnOff } from "../src/index.ts";
import {
  flareEnergy,
  flareEnergyTrue,
  flareIntervals,
  flareRegion,
  flareRunIds,
  flareTarget,
  readRuns,
} from "./support/hess.ts";
import { asOnOff } from "./support/synthetic.ts";

const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

const empty = emptySpectrum({ region: flareRegion, energy: flareEnergy, energyTrue: flareEnergyTrue });
const makers = [spectrumMaker({ containmentCorrection: true }), reflectedRegions(), safeMask()];
const offsetOf = (run: Observation) => separationBetween(flareTarget, run.pointing);

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the flare of PKS 2155-304", () => {
  let runs: readonly Observation[];
  let slices: readonly Observation[];
  let datasets: readonly SpectrumDatasetOnOff[];
  let reference: FlareReference;

  beforeAll(async () => {
    runs = await readRuns(flareRunIds);
    slices = splitByTime(runs, flareIntervals(15, 24)).flat();
    datasets = slices.map((slice) => asOnOff(chain(empty, ...makers)(slice)));
    reference = await readFlareReference();
  });

  describe("slices", () => {
    test("34 short observations; 14 of the 24 intervals have one, 10 have two", () => {
      const perBin = splitByTime(runs, flareIntervals(15, 24)).map((bin) => bin.length);
      expect(slices).toHaveLength(34);
      expect(perBin.map((n, i) => (n === 2 ? i : -1)).filter((i) => i >= 0)).toEqual([
        1, 3, 5, 7, 9, 11, 16, 18, 20, 22,
      ]);
      expect(perBin.filter((n) => n === 1)).toHaveLength(14);
    });

    test.each([
      [0, 33787, 175897801, 900, 877.0570194349, 3876],
      [1, 33787, 175898701, 462, 450.2226033099, 2023],
      [2, 33788, 175897801 + 1492, 308, 291.0594149232, 1452],
      [3, 33788, 175897801 + 1800, 900, 850.49829036, 4383],
      [4, 33788, 175897801 + 2700, 481, 454.5440862924, 2460],
      [5, 33789, 175897801 + 3309, 291, 272.9751685448, 1606],
      [33, 33798, 175897801 + 20700, 900, 837.8342069685, 4671],
    ])("slice %d of run %d: start, on-time, livetime, number of events", (i, id, start, length, livetime, events) => {
      const slice = slices[i];
      expect(slice.id).toBe(id);
      expect(gtiIntervals(slice.gti)).toHaveLength(1);
      expect(Math.abs(slice.gti.start[0] - start)).toBeLessThan(1e-6);
      near(onTime(slice.gti), length, 1e-9);
      near(onTime(slice.gti) * slice.liveFraction, livetime, 1e-12);
      expect(slice.events.time).toHaveLength(events);
    });

    test.each([
      [33787, 0.974507799372077, 0.500033499789],
      [33788, 0.94499810039997, 0.500259992453],
      [33789, 0.93805899843574, 0.499790653425],
      [33790, 0.92389179766179, 0.499966610348],
    ])("run %d: live fraction and offset from the target", (id, liveFraction, offset) => {
      const run = runs[id - 33787];
      near(run.liveFraction, liveFraction, 2e-14);
      near(offsetOf(run), offset, 1e-11);
    });
  });

  describe("responses of run 33787", () => {
    const theta = 0.500033499789;

    test("effective area at its nodes' offset, in the half bin beyond, and out of range", () => {
      const { aeff } = runs[0];
      const at = (energies: readonly number[], offset: number) =>
        [...effectiveAreaAt(aeff!, Float64Array.from(energies), offset)].map((cm2) => cm2 / 1e4);
      const check = (found: readonly number[], expected: readonly number[]) =>
        expected.forEach((value, i) => {
          near(found[i], value, 1e-12);
        });
      check(at([0.5, 1, 10], 0.5), [2086.1008926726, 206830.5834871721, 684771.8563139909]);
      check(at([0.5, 1, 10], 2.6), [324.4922545941, 3548.1976325808, 241904.8040736599]);
      expect(at([0.005, 150], 0.5)).toEqual([0, 0]);
      expect(at([1], 2.76)).toEqual([0]);
    });

    test("energy dispersion: raw table and rows of the matrix", () => {
      const { edisp } = runs[0];
      const { edges, centers } = edisp!.migra;
      near(edges[0], 0.200000003, 1e-8);
      near(edges[1], 0.2300000042, 1e-9);
      expect(edges[edges.length - 1]).toBe(5);
      const density = energyDispersionAt(edisp!, 1, 0.5);
      // The table is asked for between the centers: linear there.
      const at = (mu: number) => {
        const k = centers.findIndex((center) => center > mu);
        const t = (mu - centers[k - 1]) / (centers[k] - centers[k - 1]);
        return (1 - t) * density[k - 1] + t * density[k];
      };
      [3.6421562033e-4, 2.1771386094, 2.0611432571, 1.5146733581].forEach((value, k) => {
        near(at([0.5, 0.9, 1, 1.1][k]), value, 1e-9);
      });
      const matrix = energyDispersionMatrix(edisp!, theta, flareEnergyTrue.centers, flareEnergy.edges);
      const rows: readonly (readonly [number, readonly number[]])[] = [
        [
          7,
          [
            5.021573579e-4, 0.27675145848, 0.5946949939, 0.092334414684, 0.029975323318, 5.6121452803e-3,
            1.2950697979e-4, 0, 0, 0,
          ],
        ],
        [
          10,
          [
            2.0048423523e-5, 7.5323296664e-3, 0.053831297136, 0.20795780749, 0.54006926803, 0.14590234416,
            0.039668205321, 4.9250111811e-3, 9.3688591802e-5, 0,
          ],
        ],
        [
          14,
          [
            0, 0, 0, 1.9577663071e-4, 6.2315243458e-3, 0.041242598896, 0.17345424147, 0.59702667729, 0.14735592379,
            0.03056808961,
          ],
        ],
      ];
      for (const [i, row] of rows) {
        row.forEach((value, j) => {
          near(matrix[i * 10 + j], value, 1e-9);
        });
      }
    });

    test("containment, and beyond the table its total where the reference gives 0", () => {
      const { psf } = runs[0];
      if (psf?.kind !== "psf-table") throw new Error("H.E.S.S. responses have tables.");
      near(psf.rad.edges[psf.rad.edges.length - 1], 0.6656057835, 1e-9);
      const at = (radius: number) => containment(psf, Float64Array.of(1), 0.5, radius)[0];
      [0.2040957669, 0.5548726244, 0.8269482717, 0.9881235867].forEach((value, k) => {
        near(at([0.05, 0.11, 0.2, 0.5][k]), value, 1e-9);
      });
      // Within the first ring ours is linear from 0 at the center; the reference continues the line through the next two edges.
      const [, first, second] = psf.rad.edges;
      expect(first).toBeGreaterThan(0.02);
      near(at(0.02), (at(first) * 0.02) / first, 1e-12);
      near(at(first) + ((0.02 - first) / (second - first)) * (at(second) - at(first)), 0.0380606916, 1e-9);
      const total = at(psf.rad.edges[psf.rad.edges.length - 1]);
      expect(total).toBeGreaterThan(0.98);
      expect(at(0.7)).toBe(total);
    });

    test("exposure of the first interval", () => {
      const { aeff, psf } = runs[0];
      const area = effectiveAreaAt(aeff!, flareEnergyTrue.centers, theta);
      const inside = containment(psf!, flareEnergyTrue.centers, theta, 0.11);
      const { exposure, livetime } = datasets[0];
      near(livetime, 877.0570194349, 1e-12);
      for (const [i, m2, fraction, m2s] of [
        [4, 0, 0.4309256225, 0],
        [5, 5104.541591597, 0.4600658756, 2059702.97905307],
        [7, 191906.372631, 0.5478627015, 92212322.3937657],
        [10, 398635.4254265, 0.5942790747, 207775414.601626],
        [15, 687816.8612955, 0.6417253383, 387123766.32853],
        [19, 739481.2762925, 0.7442326048, 482684889.498278],
      ]) {
        near(area[i] / 1e4, m2, 1e-10);
        near(inside[i], fraction, 1e-9);
        near(exposure[i] / 1e4, m2s, 1e-12);
      }
    });
  });

  describe("reflected regions", () => {
    test.each([
      [33787, 230, 114.47653208296, 64.49538599496, 11.0008373879, 0.435108238268, 5.748077068912],
      [33788, 230, 64.47289993231, 114.36941312652, 11.0004193025, 0.439636021039, 5.74354928614],
      [33789, 230, 164.48016305297, 114.36965177729, 11.0004185161, 0.439636021039, 5.74354928614],
      [33790, 230, 114.4765320832, 164.49792455082, 11.0008380947, 0.435108238268, 5.748077068912],
    ])("run %d: image, ON circle, its angular size, 12 regions", (id, n, x, y, radius, size, angleMax) => {
      const run = runs[id - 33787];
      const { circles, wcs } = findReflectedRegions(flareRegion, run.pointing);
      expect(wcs.wcs.shape).toEqual([n, n]);
      const on = toPixelCircle(flareRegion, wcs);
      expect(Math.abs(on.x - x)).toBeLessThan(1e-8);
      expect(Math.abs(on.y - y)).toBeLessThan(1e-8);
      near(on.radius, radius, 1e-9);
      expect(circles).toHaveLength(12);
      // The first is turned by the size and the smallest distance from the ON region, 0.1 rad.
      const center = (n - 1) / 2;
      const angle = (circle: { x: number; y: number }) => Math.atan2(circle.y - center, circle.x - center);
      const turned = (angle(circles[0]) - angle(on) + 2 * Math.PI) % (2 * Math.PI);
      expect(Math.abs(turned - 0.1 - size)).toBeLessThan(1e-10);
      expect(Math.abs(2 * Math.PI - size - 0.1 - angleMax)).toBeLessThan(1e-10);
    });

    test("run 33787: centers 1, 2 and 12, on the sky and in pixels", () => {
      const { regions, circles } = findReflectedRegions(flareRegion, runs[0].pointing);
      for (const [k, lon, lat, x, y] of [
        [0, 329.42200914745, -30.15548444069, 139.97887294, 71.47339188],
        [1, 329.24043399107, -30.00747626387, 155.74094778, 86.22198383],
        [11, 330.1904872586, -30.01052532854, 73.46919095, 85.91793078],
      ]) {
        expect(Math.abs(regions[k].center.lon - lon)).toBeLessThan(1e-10);
        expect(Math.abs(regions[k].center.lat - lat)).toBeLessThan(1e-10);
        expect(Math.abs(circles[k].x - x)).toBeLessThan(1e-7);
        expect(Math.abs(circles[k].y - y)).toBeLessThan(1e-7);
        expect(regions[k].radius).toBeGreaterThan(0.10999);
        expect(regions[k].radius).toBeLessThan(0.110005);
      }
    });

    test("with a mask image that excludes a circle two regions drop out and one moves", () => {
      const wcs = createWcs({ center: flareTarget, projection: "TAN", binSize: 0.02, width: 4 });
      const [nx, ny] = wcs.shape!;
      const compiled = compileWcs(wcs);
      const sky = new Float64Array(2);
      const hole = { frame: "icrs", lon: 329.3, lat: -29.5 } as const;
      const values = Uint8Array.from({ length: nx * ny }, (_, k) => {
        compiled.toSky(k % nx, Math.floor(k / nx), sky);
        return separationBetween({ frame: "icrs", lon: sky[0], lat: sky[1] }, hole) < 0.2 ? 0 : 1;
      });
      const exclusion: SkyMask = { kind: "mask", wcs: { ...wcs, shape: [nx, ny] }, values };
      const free = findReflectedRegions(flareRegion, runs[0].pointing).regions;
      const dataset = asOnOff(chain(empty, makers[0], reflectedRegions({ exclusion }))(slices[0]));
      expect([...dataset.acceptanceOff]).toEqual(Array(10).fill(10));
      expect([...dataset.countsOff]).toEqual([0, 29, 41, 21, 9, 5, 1, 2, 3, 1]);
      expect(dataset.offRegions.slice(0, 3)).toEqual(free.slice(0, 3));
      const { lon, lat } = regionCenter(dataset.offRegions[3]);
      expect(Math.abs(lon - 329.54641557)).toBeLessThan(1e-8);
      expect(Math.abs(lat + 29.24798776)).toBeLessThan(1e-8);
      // The same circle as a region: evaluated at the pixels of the plane itself, not of an image.
      const region = { kind: "circle", center: hole, radius: 0.2 } as const;
      expect(findReflectedRegions(flareRegion, runs[0].pointing, { exclusion: [region] }).regions).toHaveLength(10);
    });
  });

  test("counts of the first and the last datasets", () => {
    const table: readonly (readonly [number, string, string])[] = [
      [0, "0 40 48 20 16 4 1 0 0 0", "0 31 46 25 12 10 2 2 4 1"],
      [1, "1 47 28 10 5 5 1 0 0 0", "1 30 11 8 3 2 1 3 0 0"],
      [2, "9 61 24 10 6 1 0 0 0 0", "5 23 7 0 2 4 1 0 1 0"],
      [3, "120 168 89 43 25 9 1 0 0 0", "56 55 19 7 10 3 1 1 0 0"],
      [4, "115 89 51 30 9 6 1 0 0 0", "35 22 9 3 5 2 2 1 2 0"],
      [33, "79 39 21 7 3 0 0 0 0 0", "38 8 7 1 6 2 0 0 0 0"],
    ];
    for (const [i, on, off] of table) {
      expect(datasets[i].counts.join(" ")).toBe(on);
      expect(datasets[i].countsOff.join(" ")).toBe(off);
    }
  });

  test("all 34 datasets: counts, acceptances and masks exact, livetime, exposure and dispersion to 1e-12", () => {
    reference.datasets.forEach((expected, i) => {
      const dataset = datasets[i];
      expect(dataset.observationIds).toEqual([expected.obsId]);
      expect([...dataset.counts]).toEqual(expected.counts);
      expect([...dataset.countsOff]).toEqual(expected.countsOff);
      expect([...dataset.acceptance]).toEqual(expected.acceptance);
      expect([...dataset.acceptanceOff]).toEqual(expected.acceptanceOff);
      expect([...dataset.maskSafe].map(Boolean)).toEqual(expected.maskSafe);
      near(dataset.livetime, expected.livetimeS, 1e-13);
      expected.exposureM2s.forEach((m2s, k) => {
        near(dataset.exposure[k] / 1e4, m2s, 1e-12);
      });
      expected.edispKernel.flat().forEach((p, k) => {
        expect(Math.abs(dataset.edisp[k] - p)).toBeLessThanOrEqual(1e-13);
      });
      expected.offRegionCentersIcrsDeg.forEach(([lon, lat], k) => {
        const center = regionCenter(dataset.offRegions[k]);
        expect(Math.abs(center.lon - lon)).toBeLessThan(1e-11);
        expect(Math.abs(center.lat - lat)).toBeLessThan(1e-11);
      });
    });
  });

  test("the energy above which 10 % of the effective area is reached, for every run", () => {
    const thresholds = [
      0.7340692232, 0.5011901489, 0.3736698441, 0.2886033794, 0.2537248011, 0.2149558353, 0.2057625333, 0.2021401801,
      0.2032489421, 0.2077504249, 0.2259023485, 0.2678270037,
    ];
    runs.forEach((run, i) => {
      // The threshold shows in which bins are safe: on a dataset whose first edge lies just above or below it.
      const safeFrom = (low: number) => {
        const edges = Float64Array.of(low, 2 * low, 40);
        const made = makers[0].run({ ...empty, energyEdges: edges, counts: new Float64Array(2) }, run);
        return (makers[2].run(made, run) as Dataset).maskSafe[0];
      };
      expect([safeFrom(thresholds[i] * (1 - 1e-9)), safeFrom(thresholds[i] * (1 + 1e-9))]).toEqual([0, 1]);
    });
    const masked = runs.slice(0, 4).map((run) => asOnOff(chain(empty, ...makers)(run)).maskSafe.indexOf(1));
    expect(masked).toEqual([2, 1, 0, 0]);
  });

  test("the two datasets of the second interval stacked", () => {
    const stacked = stackOnOff([datasets[1], datasets[2]]);
    expect(stacked.counts.join(" ")).toBe("0 61 52 20 11 6 1 0 0 0");
    expect(stacked.countsOff.join(" ")).toBe("0 23 18 8 5 6 2 3 1 0");
    expect(stacked.acceptance.join(" ")).toBe("0 1 2 2 2 2 2 2 2 2");
    [0, 12, 24, 24, 24, 24, 24, 24, 24, 24].forEach((value, j) => {
      near(stacked.acceptanceOff[j], value, 1e-12);
    });
    near(stacked.exposure[5] / 1e4, 1.6288511e7, 1e-7);
    near(stacked.exposure[10] / 1e4, 1.7706883e8, 1e-7);
    near(stacked.livetime, 741.2820182331, 1e-12);
    expect(stacked.observationIds).toEqual([33787, 33788]);
    expect(gtiIntervals(stacked.gti)).toHaveLength(2);
    // Row 10, in the reference's single precision.
    [
      0, 2.0641547e-3, 0.04700543, 0.20022392, 0.56087571, 0.14453316, 0.035968229, 4.4615893e-3, 6.4678999e-5, 0,
    ].forEach((value, j) => {
      near(stacked.edisp[10 * 10 + j], value, 2e-7);
    });
  });

  test("events up to 0.7 s after the good time, which ends on whole seconds here, are counted", () => {
    const late = runs.flatMap(({ gti, events }) => {
      const shift = secondsBetween(gti.reference, events.reference);
      return [...events.time].map((time) => time + shift - gti.stop[0]).filter((seconds) => seconds >= 0);
    });
    expect(late).toHaveLength(40);
    expect(Math.max(...late)).toBeLessThan(gtiRounding);
  });

  test("a run and its parts have the same counts and livetime in all", () => {
    const start = addSeconds(flareIntervals(15, 1)[0].start, -3600);
    const edges = Array.from({ length: 50 }, (_, i) => addSeconds(start, 900 * i));
    const parts = splitByTime(runs, intervalsFromEdges(edges)).flat();
    const reduce = (list: readonly Observation[]) => list.map((run) => asOnOff(chain(empty, ...makers)(run)));
    const [whole, cut] = [reduce(runs), reduce(parts)];
    const sum = (list: readonly SpectrumDatasetOnOff[], pick: (dataset: SpectrumDatasetOnOff) => Float64Array) =>
      list.reduce((total, dataset) => total + pick(dataset).reduce((a, b) => a + b, 0), 0);
    expect(cut.length).toBeGreaterThan(whole.length);
    expect(sum(cut, ({ counts }) => counts)).toBe(sum(whole, ({ counts }) => counts));
    expect(sum(cut, ({ countsOff }) => countsOff)).toBe(sum(whole, ({ countsOff }) => countsOff));
    near(
      sum(cut, ({ exposure }) => exposure),
      sum(whole, ({ exposure }) => exposure),
      1e-9,
    );
  });
});
