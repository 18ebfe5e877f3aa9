import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, describe, expect, test } from "vitest";
import { type EnergyResult, type FluxProfileResult, fluxProfileJob } from "../src/index.ts";
import { fileHost } from "./file-host.ts";
import { annuliJob, rectanglesJob } from "./profile-jobs.ts";

/** A number of the reference; "nan" where it has none. */
type Value = number | "nan";

interface Column {
  /** [region][energy], or [region][energy][dataset or norm]. */
  readonly values: readonly (readonly (Value | boolean | readonly Value[])[])[];
}

interface Reference {
  readonly profiles: readonly {
    readonly columns: Readonly<Record<string, Column>>;
    readonly seds: Readonly<Record<string, Readonly<Record<string, Column>>>>;
    readonly regions?: readonly {
      readonly center: readonly [number, number];
      readonly width: number;
      readonly height: number;
      readonly angle: number;
    }[];
  }[];
}

/** Rows where the reference computed a flux, with its numbers by name. */
function pairs(result: FluxProfileResult, profile: Reference["profiles"][number]) {
  return result.rows.flatMap((row, i) =>
    row.energies.map((energy, j) => {
      const at = (column: Column): number => {
        const cell = column.values[i][j];
        const value = Array.isArray(cell) ? cell[0] : cell;
        return value === "nan" ? Number.NaN : Number(value);
      };
      return {
        where: `region ${i}, energy ${j}`,
        energy,
        i,
        j,
        at,
        named: (name: string) => at(profile.columns[name]),
      };
    }),
  );
}

function within(found: number | null, expected: number, tolerance: number, words: string): void {
  if (Number.isNaN(expected)) return;
  expect(Math.abs((found ?? Number.NaN) - expected), words).toBeLessThanOrEqual(tolerance);
}

describeWith(
  ["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"],
  "flux profiles of the Galactic center against the reference",
  () => {
    let reference: Reference;
    const results: FluxProfileResult[] = [];

    beforeAll(async () => {
      reference = await readJson<Reference>("GAMMAKIT_REFERENCE", "flux-profiles.json");
      for (const job of [rectanglesJob, annuliJob]) results.push((await fluxProfileJob(job, await fileHost())).result);
    });

    test("the map has 11 energies and 32684 counts, 18599 of them in 47 rectangles", () => {
      const [rectangles] = results;
      expect(rectangles.map).toEqual({ shape: [11, 200, 400], counts: 32684 });
      const valid = rectangles.rows.filter((row) => row.energies[0].success);
      expect(valid).toHaveLength(47);
      expect(valid.reduce((sum, row) => sum + row.energies[0].counts, 0)).toBe(18599);
    });

    test("centers and sizes of the regions lie within 1e-6 deg, radii within 1e-12", () => {
      const [rectangles, annuli] = results;
      reference.profiles[0].regions?.forEach(({ center, width, height, angle }, i) => {
        const { lonDeg, latDeg, widthDeg, heightDeg, angleDeg } = rectangles.rows[i].region as Record<string, number>;
        expect(Math.max(Math.abs(lonDeg - center[0]), Math.abs(latDeg - center[1]))).toBeLessThan(1e-6);
        expect(Math.abs(widthDeg - width)).toBeLessThan(1e-6);
        expect(Math.abs(heightDeg - height)).toBeLessThan(1e-6);
        expect(Math.abs(angleDeg - angle)).toBeLessThan(1e-6);
      });
      annuli.rows.forEach(({ region, xMinDeg, xMaxDeg }, i) => {
        expect(xMinDeg).toBeCloseTo(1e-5 + (i * (1.5 - 1e-5)) / 10, 12);
        expect(region.innerRadiusDeg).toBe(xMinDeg);
        expect(region.outerRadiusDeg).toBe(xMaxDeg);
      });
    });

    test("rows carry their true edges: half a width around the center, and each begins where the one before ends", () => {
      const { rows } = results[0];
      const width = 20 / 51;
      rows.forEach(({ xMinDeg, xMaxDeg, xRefDeg }, i) => {
        expect(xRefDeg).toBeCloseTo(i * width, 9);
        expect(xMaxDeg - xMinDeg).toBeCloseTo(width, 9);
      });
      expect(rows[25].solidAngleSr).toBeCloseTo((3 * width * Math.PI ** 2) / 180 ** 2, 5);
    });

    describe.each([
      [0, "rectangles"],
      [1, "annuli"],
    ])("profile %d, %s", (k) => {
      test("counts and success are the same everywhere", () => {
        for (const { energy, named, where, i, j } of pairs(results[k], reference.profiles[k])) {
          expect(energy.counts, where).toBe(named("counts"));
          expect(energy.success, where).toBe(reference.profiles[k].columns.success.values[i][j]);
        }
      });

      test("norms lie within 1 % of their errors, errors within 0.5 %, test statistics within 1e-3 or 1e-5 of themselves", () => {
        for (const { energy, named, where } of pairs(results[k], reference.profiles[k])) {
          const error = named("norm_err");
          within(energy.norm, named("norm"), 0.01 * error, where);
          within(energy.normErr, error, 0.005 * error, where);
          within(energy.ts, named("ts"), Math.max(1e-3, 1e-5 * named("ts")), where);
          within(energy.npred, named("npred"), 1e-3 * named("npred"), where);
          within(energy.statNull, named("success") ? named("stat_null") : Number.NaN, 1e-8, where);
        }
      });

      test("upper limits lie within 1e-4 wherever the reference has one", () => {
        for (const { energy, named, where } of pairs(results[k], reference.profiles[k])) {
          within(energy.normUl, named("norm_ul"), 1e-4 * Math.abs(named("norm_ul")), where);
          expect(energy.ulMethod).toBe("profile");
          expect(energy.ulConfidence).toBeCloseTo(0.9545, 4);
        }
      });

      test.each([
        ["dnde", 1],
        ["flux", 1e-9],
        ["eflux", 1e-18],
        ["e2dnde", 1e-18],
      ] as const)("%s is norm × reference, the reference's once its keV are converted", (type, perKeV) => {
        const column = reference.profiles[k].columns.ref_dnde;
        for (const { energy, at, where } of pairs(results[k], reference.profiles[k])) {
          const sed = energy[type];
          const quantity = reference.profiles[k].seds[type][type];
          if (energy.norm !== null) {
            expect(sed.value).toBe(energy.norm * sed.ref);
            within(sed.value, at(quantity) * perKeV, 0.01 * (sed.err ?? Number.NaN), where);
          }
          within(energy.dnde.ref, at(column), 1e-12 * at(column), where);
        }
      });
    });

    test("scans lie within 1e-4", () => {
      const { stat_scan } = reference.profiles[1].columns;
      for (const { energy, i, j } of pairs(results[1], reference.profiles[1])) {
        const expected = stat_scan.values[i][j] as readonly number[];
        energy.scan?.stat.forEach((stat, n) => {
          within(stat, expected[n], 1e-4 * Math.abs(expected[n]), `region ${i}, energy ${j}, norm ${n}`);
        });
        expect(energy.scan?.norm).toHaveLength(11);
      }
    });

    test("the brightest rectangle has the upper limit that the reference misses", () => {
      const { normUl } = results[0].rows[25].energies[0];
      expect(Math.abs((normUl ?? Number.NaN) - 5.603)).toBeLessThan(0.003);
    });

    test("edges beyond the data, and edges inside a bin, are told once each", () => {
      const codes = results.map(({ warnings }) => warnings.map(({ code }) => code));
      expect(codes[0].filter((code) => code.startsWith("energy"))).toEqual(["energy-clipped"]);
      expect(codes[1].filter((code) => code.startsWith("energy"))).toEqual(["energy-clipped", "energy-snapped"]);
      const energies: readonly EnergyResult[] = results[1].rows[0].energies;
      expect(energies.map(({ eMinTeV, eMaxTeV }) => [eMinTeV, eMaxTeV].map((e) => Number(e.toPrecision(6))))).toEqual([
        [0.01, 0.0844716],
        [0.0844716, 0.5],
      ]);
    });

    test("what the mask hides is told with its fraction; rows without pixels stay", () => {
      const masked = results[0].warnings.filter(({ code }) => code === "region-masked").map(({ where }) => where);
      expect(masked).toEqual(["regions[0]", "regions[1]", "regions[49]", "regions[50]"]);
      const cut = results[0].warnings.filter(({ code }) => code === "region-cut");
      expect(cut.map(({ message }) => message)).toEqual(Array(2).fill(expect.stringContaining("50.0 %")));
      const [first] = results[0].rows[0].energies;
      expect(first).toMatchObject({ success: false, counts: 0, norm: null, ts: null });
      expect(first.reason).toMatch(/\w/);
    });

    test("the job in the result, run again, gives the same rows", async () => {
      const again = await fluxProfileJob(results[1].job as typeof annuliJob, await fileHost());
      expect(again.result.rows).toEqual(results[1].rows);
      expect(again.result.job).toEqual(results[1].job);
    });

    test("a path along the great circle is the plane itself here", async () => {
      const regions = { ...rectanglesJob.regions, path: "great-circle" } as typeof rectanglesJob.regions;
      const { result } = await fluxProfileJob({ ...rectanglesJob, regions }, await fileHost());
      result.rows.forEach((row, i) => {
        expect(row.energies[0].counts).toBe(results[0].rows[i].energies[0].counts);
      });
    });

    test("regions beside the map keep their rows with a warning; none on it is an error", async () => {
      const lay = (start: string, end: string) => ({
        ...rectanglesJob,
        regions: {
          ...rectanglesJob.regions,
          start: { lon: start, lat: "0 deg" },
          end: { lon: end, lat: "0 deg" },
          count: 4,
        },
      });
      const { result } = await fluxProfileJob(lay("12 deg", "4 deg") as typeof rectanglesJob, await fileHost());
      expect(result.rows[0].energies[0]).toMatchObject({ success: false, counts: 0, norm: null });
      expect(result.warnings.filter(({ code }) => code === "region-outside")).toHaveLength(1);
      expect(result.rows[3].energies[0].success).toBe(true);
      const nowhere = fluxProfileJob(lay("100 deg", "90 deg") as typeof rectanglesJob, await fileHost());
      await expect(nowhere).rejects.toThrow(/none of the 4 regions has a pixel on the map/);
    });

    test("overlapping regions are told with the fraction they share", async () => {
      const regions = {
        type: "rectangles",
        frame: "galactic",
        start: { lon: 1, lat: 0 },
        end: { lon: 359, lat: 0 },
        height: "3 deg",
        count: 2,
      };
      const shifted = { ...rectanglesJob, regions } as typeof rectanglesJob;
      expect((await fluxProfileJob(shifted, await fileHost())).result.warnings.map(({ code }) => code)).not.toContain(
        "regions-overlap",
      );
    });
  },
);
