import { assertClose } from "@gammakit/testing";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { doublingTimes, fractionalVariance, pointToPoint, structureFunction } from "../../src/index.ts";
import { moved, timed, truth } from "./golden.ts";
import { normals } from "./normal.ts";

const curve = timed(truth.lightCurve);

describe("point-to-point variability", () => {
  test("of three values follows from its definition", () => {
    const { fpp } = pointToPoint([1, 3, 2].map((value) => ({ value, error: 0.5 })));
    // ½ ⟨4, 1⟩ − ¼ over the mean of 2.
    assertClose(fpp, Math.sqrt(1.25 - 0.25) / 2, { relative: 1e-12 });
  });

  test("equals the fractional variance for white noise, which it would not without its ½", () => {
    const normal = normals(7);
    const white = Array.from({ length: 20_000 }, () => ({ value: 10 + 3 * normal(), error: 1 }));
    const { fvar } = fractionalVariance(white);
    assertClose(pointToPoint(white).fpp, fvar, { relative: 0.02 });
    // Gammapy: sqrt(2 · 9 − 1) in place of sqrt(9 − 1).
    const gammapy = pointToPoint(white, { definition: "gammapy" }).fpp;
    assertClose(gammapy / fvar, Math.sqrt(17 / 8), { relative: 0.03 });
  });

  test("in Gammapy's definition has Gammapy's numbers", () => {
    const { fpp, fppError } = pointToPoint(curve, { definition: "gammapy" });
    assertClose([fpp, fppError], truth.lightCurve.fppGammapy, { relative: 1e-12 });
  });

  test("does not know the unit, nor the direction of time, and does not jump over gaps", () => {
    const found = pointToPoint(curve);
    const other = pointToPoint(moved(curve, 1e11, 0).toReversed());
    assertClose([other.fpp, other.fppError], [found.fpp, found.fppError], { relative: 1e-12 });
    const gap = { value: Number.NaN, error: 1 };
    const one = { value: 1, error: 0.1 };
    const two = { value: 2, error: 0.1 };
    assertClose(pointToPoint([one, two, gap, one, two]).fpp, Math.sqrt(0.5 - 0.01) / 1.5, { relative: 1e-12 });
    expect(pointToPoint([one, gap, two])).toEqual({ fpp: NaN, fppError: NaN });
  });
});

describe("doubling times", () => {
  test("are those of Gammapy", () => {
    const found = doublingTimes(curve);
    assertClose([found.doublingTime, found.doublingFrom], truth.lightCurve.doubling, { relative: 1e-12 });
    assertClose([found.halvingTime, found.halvingFrom], truth.lightCurve.halving, { relative: 1e-12 });
  });

  test("of an exponential are its own, with errors that derivatives confirm", () => {
    const points = [0, 100, 200].map((time) => ({ time, value: 2 ** (time / 300), error: 0.1 }));
    const found = doublingTimes(points);
    assertClose(found.doublingTime, 300, { relative: 1e-12 });
    expect(found.halvingTime).toBeNaN();
    const [a, b] = points;
    const slopes = [a, b].map((point, k) => {
      const time = (h: number) =>
        doublingTimes([a, b].map((each, i) => (i === k ? { ...each, value: point.value + h } : each))).doublingTime;
      return (time(1e-6) - time(-1e-6)) / 2e-6;
    });
    // Gammapy 2.0 multiplies by the square of ln(x₂/x₁) where the derivative divides by it.
    assertClose(doublingTimes([a, b]).doublingTimeError, 0.1 * Math.hypot(...slopes), { relative: 1e-6 });
  });

  test("scale with time, not with the value, and turn into halving times with it", () => {
    const found = doublingTimes(curve);
    const slow = doublingTimes(moved(curve, 7, 0).map((point) => ({ ...point, time: 3 * point.time + 5 })));
    assertClose([slow.doublingTime, slow.halvingTime], [3 * found.doublingTime, 3 * found.halvingTime], {
      relative: 1e-9,
    });
    const back = doublingTimes(curve.map((point) => ({ ...point, time: -point.time })).toReversed());
    assertClose([back.doublingTime, back.halvingTime], [found.halvingTime, found.doublingTime], { relative: 1e-12 });
  });

  test("leave out what is not positive", () => {
    const points = [1, -2, 4].map((value, time) => ({ time, value, error: 0.1 }));
    expect(Object.values(doublingTimes(points))).toEqual(new Array(6).fill(Number.NaN));
  });
});

describe("structure function", () => {
  test("has Gammapy's numbers", () => {
    const found = structureFunction(curve);
    expect(found.map(({ lag, pairs }) => [lag, pairs])).toEqual(
      truth.lightCurve.structureFunction.map(([lag, , pairs]) => [lag, pairs]),
    );
    assertClose(
      found.map(({ value }) => value),
      truth.lightCurve.structureFunction.map(([, value]) => value),
      { relative: 1e-11 },
    );
  });

  test("of white noise of the size of the errors is what the errors give, at every lag", () => {
    const normal = normals(3);
    const noise = Array.from({ length: 400 }, (_, i) => ({ time: 10 * i, value: 50 + normal(), error: 1 }));
    for (const { value, noise: expected } of structureFunction(noise).slice(0, 20)) {
      assertClose(value, expected, { relative: 0.3 });
    }
  });

  test("of a straight line is the square of the lag; times that nearly agree are one lag", () => {
    const line = [0, 10, 20.2, 30].map((time, i) => ({ time, value: i + 1, error: (i + 1) / 10 }));
    const found = structureFunction(line);
    expect(found.map(({ lag, pairs, value }) => [lag, pairs, value.toFixed(9)])).toEqual([
      [10, 3, "1.000000000"],
      [20, 2, "4.000000000"],
      [30, 1, "9.000000000"],
    ]);
    expect(() => structureFunction(line, { precision: 0 })).toThrow("must be positive; it is 0 s");
  });
});

interface LightCurve {
  readonly lightCurve: {
    readonly flux: Readonly<
      Record<"flux" | "flux_err", { readonly values: readonly (readonly (number | string)[])[] }>
    >;
  };
  readonly fvar: readonly [readonly number[], readonly number[]];
  readonly fpp: readonly [readonly number[], readonly number[]];
}

describeWith(["GAMMAKIT_REFERENCE"], "the flare of PKS 2155-304 in two energy bands of ten minutes", () => {
  test("has the reference's fractional excess and point-to-point variability", async () => {
    const { lightCurve, fvar, fpp } = await readJson<LightCurve>("GAMMAKIT_REFERENCE", "lightcurve_flare.json");
    const { flux, flux_err } = lightCurve.flux;
    for (const band of [0, 1]) {
      const series = flux.values.map((row, i) => ({
        value: Number(row[band]),
        error: Number(flux_err.values[i][band]),
      }));
      const excess = fractionalVariance(series);
      const steps = pointToPoint(series, { definition: "gammapy" });
      const label = `band ${band}`;
      assertClose([excess.fvar, excess.fvarError], [fvar[0][band], fvar[1][band]], { relative: 1e-6, label });
      assertClose([steps.fpp, steps.fppError], [fpp[0][band], fpp[1][band]], { relative: 1e-6, label });
      // As Edelson et al. define it: red noise, so far below the fractional variance.
      expect(pointToPoint(series).fpp).toBeLessThan(0.5 * excess.fvar);
    }
  });
});
