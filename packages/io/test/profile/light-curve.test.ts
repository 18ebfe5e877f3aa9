import {
  column,
  createGti,
  createRegistry,
  type LightCurve,
  secondsBetween,
  type Table,
  tableOf,
} from "@gammakit/core";
import { describe, expect, test } from "vitest";
import {
  fluxPointsFromTable,
  ioPlugin,
  lightCurveFromTable,
  lightCurveTable,
  readLightCurve,
} from "../../src/index.ts";
import { smallProfile } from "./small-profile.ts";

const curve: LightCurve = {
  kind: "light-curve",
  intervals: createGti(
    { scale: "tt", day: 53945, fraction: 0 },
    smallProfile.rows.map((_, i) => [900 * i, 900 * i + 864]),
  ),
  rows: smallProfile.rows,
};

describe("a light curve", () => {
  test.each(["curve.fits", "curve.ecsv"])("written as %s through the registry comes back whole", async (name) => {
    const writer = createRegistry([ioPlugin]).create("writer", "flux-points");
    expect(writer.accepts(curve)).toBe(true);
    const [file] = await writer.write(curve, name);
    const { rows, intervals } = await readLightCurve(file.bytes, { name });
    expect(rows).toEqual(curve.rows);
    // MJD in double precision.
    for (const [i, start] of intervals.start.entries()) {
      expect(start).toBeCloseTo(curve.intervals.start[i], 5);
      expect(intervals.stop[i]).toBeCloseTo(curve.intervals.stop[i], 5);
    }
    expect(intervals.reference).toEqual(curve.intervals.reference);
  });

  test("written as CSV keeps its times, of which it is said what was taken", async () => {
    const writer = createRegistry([ioPlugin]).create("writer", "flux-points");
    const [file] = await writer.write(curve, "curve.csv");
    const warnings: string[] = [];
    const { intervals } = await readLightCurve(file.bytes, {
      name: "curve.csv",
      onWarning: (message) => void warnings.push(message),
    });
    expect(intervals.reference).toEqual(curve.intervals.reference);
    expect(Array.from(intervals.start)).toEqual(Array.from(curve.intervals.start, (start) => expect.closeTo(start, 5)));
    expect(warnings).toContain(
      "curve.csv: CSV cannot say what its times are; MJD in TT are taken, as they are written here.",
    );
    expect(warnings.join()).not.toContain("TIMESYS");
  });

  test("has the times of its reference, scale and unit", () => {
    const table = lightCurveTable(curve, "likelihood");
    const seconds = table.columns.map((one) =>
      one.name.startsWith("time")
        ? { ...one, data: (one.data as Float64Array).map((mjd) => (mjd - 53945) * 86400) }
        : one,
    );
    const meta = { ...table.meta, MJDREFI: 53945, MJDREFF: 0, TIMEUNIT: "s" };
    const quiet = { onWarning: () => undefined };
    expect(lightCurveFromTable({ ...table, columns: seconds, meta }, quiet).intervals.start[1]).toBeCloseTo(900, 4);
    const utc = lightCurveFromTable({ ...table, meta: { ...table.meta, TIMESYS: "utc" } }, quiet).intervals;
    const tt = lightCurveFromTable(table, quiet).intervals;
    expect(secondsBetween(tt.reference, utc.reference) + utc.start[0] - tt.start[0]).toBeCloseTo(65.184, 5);
    const { MJDREFI: _, MJDREFF: __, ...rest } = table.meta;
    for (const zero of [{ MJDREF: 0 }, { MJDREF: 0, MJDREFI: 0, MJDREFF: 0 }, { MJDREFI: 0 }]) {
      const read = lightCurveFromTable({ ...table, meta: { ...rest, ...zero, TIMESYS: "utc" } }, quiet).intervals;
      expect([zero, read]).toEqual([zero, utc]);
    }
  });

  test("in days without any reference counts them as MJD, in UTC unless it says otherwise", () => {
    const table = lightCurveTable(curve, "likelihood");
    const { MJDREFI: _, MJDREFF: __, TIMEUNIT: ___, TIMESYS: ____, ...bare } = table.meta;
    const warnings: string[] = [];
    const read = (meta: Table["meta"], unit = "") => {
      const columns = table.columns.map((one) => (one.name.startsWith("time") ? { ...one, unit } : one));
      const options = { onWarning: (message: string) => void warnings.push(message) };
      return lightCurveFromTable({ ...table, columns, meta }, options).intervals;
    };
    const [tt, utc] = ["tt", "utc"].map((TIMESYS) => read({ ...table.meta, TIMESYS }));
    expect(warnings).toEqual([]);
    expect(read(bare)).toEqual(utc);
    expect(warnings).toEqual([expect.stringMatching(/scale.*TIMESYS.*UTC is taken, as by Gammapy/)]);
    expect(read(bare, "d")).toEqual(utc);
    expect(read({ ...bare, TIMESYS: "TT", TIMEUNIT: "d" })).toEqual(tt);
    warnings.length = 0;
    expect(read({ ...bare, MJDREFI: 0, TIMEUNIT: "d" })).toEqual(tt);
    expect(warnings).toEqual([expect.stringContaining("TIMESYS is missing; TT is assumed")]);
    expect(() => read(bare, "s")).toThrow(/the times are in "s", not in days, so its times count from nowhere/);
    expect(() => read({ ...bare, TIMEUNIT: "s" })).toThrow(/count from nowhere/);
    const seconds = table.columns.map((one) =>
      one.name.startsWith("time") ? { ...one, data: (one.data as Float64Array).map((mjd) => mjd * 86400) } : one,
    );
    expect(() => lightCurveFromTable({ ...table, columns: seconds, meta: bare })).toThrow(
      /time_min, row 1 is 4660848000, which is no MJD from 1972 to 2132, so its times count from nowhere/,
    );
    // A date is a reference as good as MJDREF.
    const sinceDate = table.columns.map((one) =>
      one.name.startsWith("time") ? { ...one, data: (one.data as Float64Array).map((mjd) => mjd - 53945) } : one,
    );
    const dated = {
      ...table,
      columns: sinceDate,
      meta: { ...bare, DATEREF: "2006-07-29", TIMEUNIT: "d", TIMESYS: "tt" },
    };
    expect(lightCurveFromTable(dated).intervals.start[1]).toBeCloseTo(tt.start[1], 5);
  });

  test("is not taken for a spectrum", () => {
    expect(() => fluxPointsFromTable(lightCurveTable(curve, "likelihood"))).toThrow(
      /is a light curve.*Use readLightCurve/,
    );
  });

  test("needs intervals that follow each other, and something that they count from", () => {
    const table = lightCurveTable(curve, "likelihood");
    const withTimes = (from: readonly number[], to: readonly number[]) => ({
      ...table,
      columns: [
        column("time_min", Float64Array.from(from)),
        column("time_max", Float64Array.from(to)),
        ...table.columns.slice(2),
      ],
    });
    const n = curve.rows.length;
    const days = Array.from({ length: n }, (_, i) => 53945 + i);
    expect(() => lightCurveFromTable(withTimes(days, days))).toThrow(/interval 1 does not end after its start/);
    expect(() =>
      lightCurveFromTable(
        withTimes(
          days,
          days.map((day) => day + 1.5),
        ),
      ),
    ).toThrow(/interval 2 begins before the end/);
    expect(() => lightCurveFromTable(withTimes(days.fill(Number.NaN), days))).toThrow(/time_min, row 1 is NaN/);
    expect(() => lightCurveFromTable({ ...table, columns: table.columns.slice(1) })).toThrow(/no column time_min/);
    expect(() => lightCurveFromTable(tableOf("empty", []))).toThrow(/no rows/);
  });
});
