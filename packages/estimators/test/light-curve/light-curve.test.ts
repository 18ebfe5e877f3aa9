import { addSeconds, instantFromMjd, parseTime, secondsBetween } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { describe, expect, test } from "vitest";
import { bandFluxes, bandPoints, constancy, fluxPoints, lightCurve } from "../../src/index.ts";
import { moody } from "../support/moody.ts";
import { binsOf, onOffToy } from "../support/toys.ts";

const options = { reference: powerLaw({ index: 2, amplitude: 1e-12 }), energyEdges: [1, 4, 8] } as const;
const bright = onOffToy("bright", [60, 20, 8], [40, 20, 10]);
const faint = onOffToy("faint", [25, 9, 3], [42, 18, 9]);
const unsafe = { ...bright, maskSafe: new Uint8Array(3) };

describe("a light curve", () => {
  test("has the flux points of each interval, and when it was", async () => {
    const bins = binsOf([[bright], [faint, bright]]);
    const curve = await lightCurve(bins, options);
    expect(curve.kind).toBe("light-curve");
    expect(curve.rows).toEqual([await fluxPoints([bright], options), await fluxPoints([faint, bright], options)]);
    bins.forEach(({ interval }, i) => {
      const { reference, start, stop } = curve.intervals;
      expect(secondsBetween(interval.start, addSeconds(reference, start[i]))).toBeCloseTo(0, 9);
      expect(stop[i] - start[i]).toBeCloseTo(900, 9);
    });
  });

  test("leaves out intervals without datasets, and keeps those whose data can't be used", async () => {
    const { rows, intervals } = await lightCurve(binsOf([[bright], [], [unsafe]]), options);
    expect(rows).toHaveLength(2);
    expect(intervals.start[1] - intervals.start[0]).toBeCloseTo(1800, 9);
    expect(rows[1].points[0]).toMatchObject({ success: false, norm: Number.NaN, counts: 0 });
    expect(rows[1].points[0].reason).toContain("mask");
  });

  test("keeps an interval, or an energy bin of one, in which the optimizer throws", async () => {
    const bins = binsOf([[bright], [faint], [bright]]);
    const { rows } = await lightCurve(bins, { ...options, optimizer: moody((call) => [2, 3, 5].includes(call)) });
    expect(rows.map(({ points }) => points.map(({ success }) => success))).toEqual([
      [true, true],
      [false, false],
      [true, false],
    ]);
    expect(rows[2].points[1].reason).toBe("A bad day");
    await expect(lightCurve(bins, { ...options, optimizer: moody(() => true) })).rejects.toThrow("A bad day.");
  });

  test("of nothing is empty", async () => {
    const { rows, intervals } = await lightCurve(binsOf([[], []]), options);
    expect(rows).toEqual([]);
    expect(intervals.start).toHaveLength(0);
    expect(bandFluxes({ kind: "light-curve", rows, intervals })).toEqual([]);
  });

  test("tells its progress in intervals, and stops when it is told to", async () => {
    const seen: number[] = [];
    const bins = binsOf([[bright], [], [faint]]);
    await lightCurve(bins, { ...options, context: { onProgress: (done, total) => seen.push(done, total ?? -1) } });
    expect(seen).toEqual([1, 2, 2, 2]);
    const signal = AbortSignal.abort();
    await expect(lightCurve(bins, { ...options, context: { signal } })).rejects.toThrow(/aborted/);
  });

  test("refuses intervals that overlap, run backward or have no length", async () => {
    const [first, second] = binsOf([[bright], [faint]]);
    await expect(lightCurve([second, first], options)).rejects.toThrow(/Interval 1 .*begins before/);
    const stop = parseTime("2006-07-29T20:50:00", "utc");
    await expect(lightCurve([{ ...first, interval: { ...first.interval, stop } }, second], options)).rejects.toThrow(
      /Interval 1/,
    );
    const none = { start: instantFromMjd(53945, 0, "tt"), stop: instantFromMjd(53945, 0, "tt") };
    await expect(lightCurve([{ interval: none, datasets: [bright] }], options)).rejects.toThrow(/Interval 0 .*not end/);
  });

  test("has a series of fluxes in each band, whatever the length of its errors", async () => {
    const bins = binsOf([[bright], [unsafe], [faint]]);
    const curve = await lightCurve(bins, options);
    const series = bandFluxes(curve);
    const wide = bandFluxes(await lightCurve(bins, { ...options, nSigma: 3 }));
    expect(series.map((band) => band.length)).toEqual([3, 3]);
    series.forEach((band, k) => {
      expect(band[1]).toEqual({ value: Number.NaN, error: Number.NaN });
      for (const i of [0, 2]) {
        const { norm, normErr, refFlux } = curve.rows[i].points[k];
        expect(band[i]).toEqual({ value: norm * refFlux, error: normErr * refFlux });
        expect(wide[k][i].error / band[i].error).toBeCloseTo(1, 12);
      }
    });
    expect(constancy(series[0])).toMatchObject({ used: 2, omitted: 1, dof: 1 });
  });

  test("has fluxes of one range in a band, also where datasets have other edges", async () => {
    const other = { ...faint, energyEdges: Float64Array.of(1, 3, 5, 8) };
    const curve = await lightCurve(binsOf([[unsafe], [bright], [other]]), options);
    expect(bandPoints(curve)).toEqual(curve.rows[1].points);
    const [low] = bandFluxes(curve);
    expect(curve.rows[2].points[0]).toMatchObject({ eMin: 1, eMax: 5 });
    // The integral of E⁻² from 1 to 4 TeV is 3/4, from 1 to 5 TeV 4/5.
    const { norm, normErr } = curve.rows[2].points[0];
    expect(low[2].value / (norm * 0.75e-12)).toBeCloseTo(1, 12);
    expect(low[2].error / (normErr * 0.75e-12)).toBeCloseTo(1, 12);
    expect(low[1].value).toBe(curve.rows[1].points[0].norm * curve.rows[1].points[0].refFlux);
  });
});
