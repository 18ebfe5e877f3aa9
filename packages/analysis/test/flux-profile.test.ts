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

    test("the reference has 51 rectangles and 10 rings around one center, which is ours", () => {
      expect(reference.profiles.map(({ regions }) => regions?.length)).toEqual([51, 10]);
      reference.profiles[1].regions?.forEach(({ center }, i) => {
        const { lonDeg, latDeg } = results[1].rows[i].region as Record<string, number>;
        expect(Math.max(Math.abs(lonDeg - center[0]), Math.abs(latDeg - center[1]))).toBeLessThan(1e-6);
      });
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

      test("sqrt(ts), excess, statistic and the limits' flag agree; only rows without a flux have no numbers", () => {
        let compared = 0;
        for (const { energy, named, where } of pairs(results[k], reference.profiles[k])) {
          expect(energy.isUl, where).toBe(Boolean(named("is_ul")));
          expect(energy.norm === null, where).toBe(Number.isNaN(named("norm")));
          if (energy.norm === null) continue;
          const step = 0.01 * named("norm_err");
          within(energy.sqrtTs, named("sqrt_ts"), Math.max(1e-3, 1e-5 * Math.abs(named("sqrt_ts"))), where);
          within(
            energy.npredExcess,
            named("npred_excess"),
            Math.abs((step / named("norm")) * named("npred_excess")),
            where,
          );
          within(energy.stat, named("stat"), 1e-3, where);
          expect((energy.npredBackground ?? 0) + (energy.npredExcess ?? 0), where).toBeCloseTo(energy.npred ?? 0, 9);
          compared++;
        }
        expect(compared).toBe(k === 0 ? 47 : 20);
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

    test("each scan has a statistic for each of its 11 norms", () => {
      for (const { energy } of pairs(results[1], reference.profiles[1])) expect(energy.scan?.stat).toHaveLength(11);
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

    test("regions side by side raise no warning of an overlap", async () => {
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

    test("tall rectangles that turn with a great circle overlap, and are told with the fraction they share", async () => {
      const ends = { start: { lon: 8, lat: 4 }, end: { lon: 352, lat: 4 } };
      const regions = { ...rectanglesJob.regions, ...ends, height: 9, count: 5, path: "great-circle" };
      const { result } = await fluxProfileJob({ ...rectanglesJob, regions } as typeof rectanglesJob, await fileHost());
      const [warning, ...more] = result.warnings.filter(({ code }) => code === "regions-overlap");
      expect(warning.message).toMatch(/^Regions 0 and 1 share 0\.229 % .* and 1 more pair:/);
      expect(more).toEqual([]);
    });

    test("bands without a bin, regions without a pixel, bins where no norm is best: each told in words", async () => {
      const told = async (changes: object) => {
        const { result } = await fluxProfileJob({ ...annuliJob, ...changes } as typeof annuliJob, await fileHost());
        return { codes: new Set(result.warnings.map(({ code }) => code)), rows: result.rows };
      };
      const below = await told({ energyEdges: ["1 GeV", "5 GeV", "100 GeV"] });
      expect(below.codes).toContain("energy-empty");
      expect(below.rows.map(({ energies }) => energies[0].reason)).toEqual(
        Array(10).fill("no energy bin of the data is left between 0.001 and 0.005 TeV"),
      );
      const around = (lon: number) => ({
        ...annuliJob.regions,
        center: { lon, lat: lon },
        radiusMin: 0,
        radiusMax: 0.1,
        count: 4,
      });
      // The center is the corner of four pixels, whose centers are 0.035 deg away.
      const small = await told({ regions: around(0) });
      expect(small.codes).toContain("region-too-small");
      expect(small.rows[0].energies[0]).toMatchObject({ success: false, counts: 0, norm: null });
      expect((await told({ regions: around(0.02) })).codes).toContain("not-computed");
    });

    // The numbers are our own, kept as they were found; the methods have their independent tests in estimators.
    test.each([
      ["bounded", [0.217956, 1.168715, 5.602699]],
      ["feldman-cousins", [0.214902, 1.220022, 5.665713]],
      ["bayesian", [0.256066, 1.106965, 5.514618]],
    ] as const)(
      "%s limits reach the result, with positive norms even where the fit is negative",
      async (ulMethod, known) => {
        const { result } = await fluxProfileJob({ ...rectanglesJob, ulMethod }, await fileHost());
        const limits = [14, 24, 25].map((i) => result.rows[i].energies[0]);
        for (const [k, { normUl }] of limits.entries()) expect(normUl).toBeCloseTo(known[k], 5);
        expect(limits.map((energy) => energy.ulMethod)).toEqual(Array(3).fill(ulMethod));
        for (const { energies } of result.rows) {
          if (energies[0].norm !== null) expect(energies[0].normUl).toBeGreaterThan(0);
        }
      },
    );

    test("asymmetric errors are where the profile has risen by 1, on either side of the error", async () => {
      const job = { ...rectanglesJob, selection: ["errn-errp"] } as typeof rectanglesJob;
      const { result } = await fluxProfileJob(job, await fileHost());
      const measured = result.rows.flatMap(({ energies: [energy] }) => (energy.norm === null ? [] : [energy]));
      expect(measured).toHaveLength(47);
      for (const { normErrn, normErr, normErrp } of measured) {
        expect(normErrn).toBeLessThan(normErr ?? 0);
        expect(normErrp).toBeGreaterThan(normErr ?? 0);
        expect(normErrn).toBeGreaterThan(0.9 * (normErr ?? 0));
        expect(normErrp).toBeLessThan(1.1 * (normErr ?? 0));
      }
    });
  },
);
