import type { FluxPoint, Optimizer, SpectrumDataset } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose, assertWithinSigma } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { type FluxPointsOptions, fluxPoints } from "../../src/index.ts";
import { allOf, countsToy, flat, galacticCenter } from "../support/counts-toy.ts";
import { onOffToy } from "../support/toys.ts";

async function pointOf(dataset: SpectrumDataset, options: Partial<FluxPointsOptions> = {}): Promise<FluxPoint> {
  const found = await fluxPoints([dataset], { reference: flat, energyEdges: allOf(dataset), ...options });
  return found.points[0];
}

const center = countsToy(galacticCenter.counts, galacticCenter.background, galacticCenter.signal);

describe("the flux point of a spectrum", () => {
  test("has the numbers of the reference around the Galactic center, and the limit that it misses", async () => {
    for (const optimizer of [undefined, minuit()]) {
      const point = await pointOf(center, optimizer && { optimizer });
      expect(point).toMatchObject({ success: true, counts: 923, isUl: false });
      expect(point.reason).toBeUndefined();
      assertWithinSigma(point.norm, 5.00103595998, 0.293588243019);
      assertClose(point.normErr, 0.293588243019, { relative: 5e-3 });
      assertClose(point.ts, 485.014980138, { absolute: 1e-3 });
      assertClose([point.stat, point.statNull], [-7895.47643043, -7410.46145029], { relative: 1e-8 });
      assertClose(point.npred, 916.615040257, { relative: 1e-3 });
      assertClose(point.npredExcess, 517.001403809, { relative: 1e-3 });
      assertClose(point.normUl, 5.603, { absolute: 3e-3 });
    }
  });

  test("of one bin is the excess over the signal, with the errors of Poisson", async () => {
    const { norm, normErr, npred, npredExcess, ts } = await pointOf(countsToy([30], [10], [4]));
    assertClose(norm, 5, { relative: 1e-12 });
    assertClose(normErr, Math.sqrt(30) / 4, { relative: 1e-12 });
    assertClose([npred, npredExcess], [30, 20], { relative: 1e-12 });
    assertClose(ts, 2 * (30 * Math.log(3) - 20), { relative: 1e-12 });
  });

  test("has the interval of one event: 1 −0.698 +1.358", async () => {
    const { normErrn, normErrp } = await pointOf(countsToy([1], [0], [1]), { selection: ["errn-errp"] });
    assertClose([normErrn, normErrp], [0.698290437, 1.357676674], { absolute: 1e-8 });
  });

  test("has errors of the length asked for", async () => {
    const options = { selection: ["errn-errp", "ul"] } as const;
    const one = await pointOf(center, options);
    const two = await pointOf(center, { ...options, nSigma: 2 });
    assertClose(two.normErr, 2 * one.normErr, { relative: 1e-12 });
    assertClose(two.norm + two.normErrp, two.normUl, { relative: 1e-10 });
    expect(one.normErrp).toBeGreaterThan(one.normErr);
    expect(one.normErrn).toBeLessThan(one.normErr);
  });

  test("is Gaussian for many counts", async () => {
    const many = await pointOf(countsToy([1e8, 2e8], [9e7, 1e8], [1e7, 1e8]), { selection: ["errn-errp", "ul"] });
    assertClose([many.normErrn, many.normErrp], [many.normErr, many.normErr], { relative: 1e-3 });
    assertClose(many.normUl, many.norm + 2 * many.normErr, { relative: 1e-5 });
    assertClose(many.sqrtTs, Math.sqrt(many.ts), { relative: 1e-12 });
  });

  test("has the statistic at each norm of a scan", async () => {
    const { scan, norm, stat, statNull } = await pointOf(countsToy([30], [10], [4]), {
      selection: ["scan"],
      normScan: [0, 5, 1],
    });
    expect(scan?.norm).toEqual([0, 5, 1]);
    expect(norm).toBeCloseTo(5, 12);
    assertClose(scan?.stat ?? [], [statNull, stat, 2 * (14 - 30 * Math.log(14))], { relative: 1e-14 });
  });

  test("is negative where there are fewer counts than background", async () => {
    const { norm, sqrtTs, isUl, success } = await pointOf(countsToy([6], [10], [4]));
    assertClose(norm, -1, { relative: 1e-12 });
    expect(sqrtTs).toBeLessThan(0);
    expect([isUl, success]).toEqual([true, true]);
  });

  test("computes only what is selected", async () => {
    const point = await pointOf(center, { selection: [] });
    expect([point.normErrn, point.normErrp, point.normUl]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(point.scan).toBeUndefined();
    expect(point.isUl).toBe(false);
  });

  test("of two copies has the same norm and half the variance", async () => {
    const one = await pointOf(center);
    const both = await fluxPoints([center, center], { reference: flat, energyEdges: allOf(center) });
    const [two] = both.points;
    assertClose([two.norm, two.ts, two.counts], [one.norm, 2 * one.ts, 1846], { relative: 1e-10 });
    assertClose(two.normErr, one.normErr / Math.SQRT2, { relative: 1e-10 });
  });

  test("of an ON/OFF spectrum has the excess and its error", async () => {
    const dataset = onOffToy("crab", [12, 0, 0], [20, 0, 0]);
    const { points } = await fluxPoints([dataset], { reference: powerLaw({ index: 0 }), energyEdges: [1, 2] });
    assertClose(points[0].norm, 1, { relative: 1e-10 });
    assertClose(points[0].normErr, Math.sqrt(12 + 0.2) / 10, { relative: 1e-10 });
    assertClose(points[0].npred, 12, { relative: 1e-10 });
  });
});

describe("flux points", () => {
  test("are in the bins of the data nearest to those asked for, with the fluxes of the reference", async () => {
    const energyEdges = Float64Array.from(galacticCenter.edges);
    const dataset = { ...center, energyEdges, energyTrueEdges: energyEdges };
    const reference = powerLaw({ index: 2.3 });
    const { points, ...head } = await fluxPoints([dataset], { reference, energyEdges: [0.01, 0.1, 2] });
    expect(head).toMatchObject({
      kind: "flux-points",
      nSigma: 1,
      nSigmaUl: 2,
      ulMethod: "profile",
      sqrtTsThresholdUl: 2,
    });
    expect(head.reference).toMatchObject({ id: "power-law" });
    expect(points.map(({ eMin, eMax }) => [eMin, eMax])).toEqual([
      [0.01, 0.08447164],
      [0.08447164, 0.5],
    ]);
    assertClose(points[0].eRef, 0.029064005, { relative: 1e-7 });
    assertClose(points[0].refDnde, 1e-12 * points[0].eRef ** -2.3, { relative: 1e-12 });
    const [a, b] = [points[1].eMin, points[1].eMax];
    assertClose(points[1].refFlux, (1e-12 * (a ** -1.3 - b ** -1.3)) / 1.3, { relative: 1e-12 });
    assertClose(points[1].refEflux, (1e-12 * (a ** -0.3 - b ** -0.3)) / 0.3, { relative: 1e-12 });
    expect(points[0].counts + points[1].counts).toBe(923);
  });

  test("fit with an optimizer what they find without one", async () => {
    const options = { reference: flat, energyEdges: [1, 4, 8, 12], selection: ["ul", "errn-errp"] } as const;
    const own = await fluxPoints([center], options);
    const given = await fluxPoints([center], { ...options, optimizer: minuit() });
    own.points.forEach((point, k) => {
      assertWithinSigma(given.points[k].norm, point.norm, point.normErr, 1e-3);
      assertClose(given.points[k].normUl, point.normUl, { relative: 1e-4 });
    });
  });

  test("do not succeed where the optimizer does not", async () => {
    const optimizer: Optimizer = {
      id: "lazy",
      minimize: ({ start }) => ({ status: "failed", x: start, value: 0, evaluations: 0, message: "too tired" }),
    };
    const point = await pointOf(center, { optimizer });
    expect(point).toMatchObject({ success: false, norm: Number.NaN });
    expect(point.reason).toContain("too tired");
    assertClose(point.normUl, 5.603, { absolute: 3e-3 });
  });

  test("report progress and can be aborted", async () => {
    const seen: unknown[] = [];
    const onProgress = (done: number, total: number | undefined) => seen.push([done, total]);
    const options = { reference: flat, energyEdges: [1, 2, 3] };
    await fluxPoints([center], { ...options, context: { onProgress } });
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
    ]);
    const context = { signal: AbortSignal.abort() };
    await expect(fluxPoints([center], { ...options, context })).rejects.toMatchObject({ code: "aborted" });
  });

  test("are refused for options that make no sense", async () => {
    const refused = async (options: Partial<FluxPointsOptions>, message: string) =>
      expect(pointOf(center, options)).rejects.toThrow(message);
    await refused({ energyEdges: [1] }, "energyEdges");
    await refused({ energyEdges: [2, 1] }, "energyEdges");
    await refused({ nSigma: 0 }, "nSigma");
    await refused({ nSigmaUl: Number.NaN }, "nSigmaUl");
    await refused({ normScan: [Number.NaN] }, "normScan");
    await refused({ sqrtTsThresholdUl: Number.NaN }, "sqrtTsThresholdUl");
    await refused({ selection: ["uls" as "ul"] }, 'did you mean "ul"');
    await refused({ ulMethod: "baysian" as "bayesian" }, 'did you mean "bayesian"');
    await expect(fluxPoints([], { reference: flat, energyEdges: [1, 2] })).rejects.toThrow("no dataset");
  });
});
