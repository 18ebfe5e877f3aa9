import type { FluxPoint, SpectrumDataset, UpperLimitMethod } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { type FluxPointsOptions, fluxPoints } from "../../src/index.ts";
import { allOf, countsToy, flat } from "../support/counts-toy.ts";
import { onOffToy } from "../support/toys.ts";

async function pointOf(dataset: SpectrumDataset, options: Partial<FluxPointsOptions> = {}): Promise<FluxPoint> {
  const selection = ["ul", "errn-errp"] as const;
  const found = await fluxPoints([dataset], { reference: flat, energyEdges: allOf(dataset), selection, ...options });
  return found.points[0];
}

describe("without any event", () => {
  const empty = countsToy([0, 0], [4, 9], [2, 3]);

  test("there is no norm, but a limit, from where nothing is expected in some bin", async () => {
    for (const optimizer of [undefined, minuit()]) {
      const point = await pointOf(empty, optimizer && { optimizer });
      expect(point).toMatchObject({ success: false, norm: Number.NaN, normErr: Number.NaN, counts: 0, isUl: true });
      expect(point.reason).toContain("no event");
      // Bins expect 4 + 2 norm and 9 + 3 norm: norms from −2 on are allowed, and the statistic rises by 10 per unit.
      assertClose(point.normUl, -2 + 0.4, { relative: 1e-10 });
      assertClose([point.stat, point.statNull, point.ts], [6, 26, 20], { relative: 1e-10 });
      assertClose([point.npred, point.npredExcess, point.sqrtTs], [3, -10, -Math.sqrt(20)], { relative: 1e-10 });
    }
  });

  test("the limits for physical norms are positive", async () => {
    const limit = async (ulMethod: UpperLimitMethod) => (await pointOf(empty, { ulMethod })).normUl;
    assertClose(await limit("bounded"), 0.4, { relative: 1e-10 });
    assertClose(await limit("bayesian"), -Math.log(0.0455002638963584) / 5, { relative: 1e-6 });
    expect(await limit("feldman-cousins")).toBeGreaterThan(0);
  });

  test("an ON/OFF spectrum has a limit, too", async () => {
    const dataset = onOffToy("empty", [0, 0, 0], [20, 0, 0]);
    const { points } = await fluxPoints([dataset], { reference: powerLaw({ index: 0 }), energyEdges: [1, 2] });
    expect(points[0]).toMatchObject({ success: false, norm: Number.NaN, counts: 0 });
    expect(points[0].normUl).toBeGreaterThan(-0.2);
    expect(points[0].normUl).toBeLessThan(0.4);
  });
});

describe("the best norm", () => {
  test("where an empty bin is clipped is no measurement, yet has a limit", async () => {
    // 1 event over a background of 1 alone fits a norm of 0. The empty bin is clipped below −0.2.
    const dataset = countsToy([1, 0], [1, 0.2], [1, 1]);
    const point = await pointOf(dataset);
    expect(point).toMatchObject({ success: false, norm: Number.NaN });
    expect(point.reason).toContain("empty bin");
    expect(await pointOf(dataset, { optimizer: minuit() })).toEqual(point);
    assertClose(point.npredExcess, -0.4, { absolute: 1e-9 });
    assertClose(point.stat, 2 * (0.8 - Math.log(0.8)), { absolute: 1e-9 });
    const [x, rise] = [point.normUl, 4];
    assertClose(2 * (1 + x - Math.log(1 + x)) + 2 * (0.2 + x) - point.stat, rise, { relative: 1e-9 });
  });

  test("below which an empty bin is clipped is that of the other bins", async () => {
    const point = await pointOf(countsToy([2, 0], [10, 0.2], [1, 1]));
    expect(point.success).toBe(true);
    assertClose(point.norm, -8, { relative: 1e-10 });
    assertClose(point.npred, 2, { relative: 1e-10 });
  });

  test("stays where every event is expected", async () => {
    // Far below, the truncated statistic of the bin with one event is smaller than any at allowed norms.
    const point = await pointOf(countsToy([1, 0], [0.001, 1000], [1, 1000]));
    expect(point.success).toBe(true);
    expect(point.norm).toBeGreaterThan(-0.001);
  });

  test("without background is positive", async () => {
    const point = await pointOf(countsToy([3, 1], [0, 0], [1, 1]));
    assertClose(point.norm, 2, { relative: 1e-10 });
    assertClose(point.normErr, 1, { relative: 1e-10 });
  });
});

describe("nothing is measured", () => {
  test("where no bin is in the mask", async () => {
    const point = await pointOf(countsToy([5], [1], [1], { maskSafe: Uint8Array.of(0) }));
    expect(point).toMatchObject({ success: false, counts: 0, norm: Number.NaN, ts: Number.NaN, isUl: false });
    expect(point.reason).toContain("mask");
  });

  test("where there is no exposure", async () => {
    const point = await pointOf(countsToy([5], [1], [0]));
    expect(point).toMatchObject({ success: false, counts: 5, norm: Number.NaN, normUl: Number.NaN });
    expect(point.reason).toContain("no exposure");
  });

  test("where the background is no number", async () => {
    const point = await pointOf(countsToy([5], [Number.NaN], [1]));
    expect(point).toMatchObject({ success: false, norm: Number.NaN });
    expect(point.reason).toContain("not numbers");
  });

  test("where no energy bin is left", async () => {
    const dataset = countsToy([5, 6], [1, 1], [1, 1]);
    const { points } = await fluxPoints([dataset], { reference: flat, energyEdges: [1, 3, 10] });
    expect(points[0].success).toBe(true);
    expect(points[1]).toMatchObject({ success: false, eMin: 3, eMax: 10, counts: 0 });
    expect(points[1].reason).toContain("no energy bin");
    expect(points[1].refFlux).toBeGreaterThan(0);
  });
});
