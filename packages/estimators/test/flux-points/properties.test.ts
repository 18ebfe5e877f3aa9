import type { FluxPoint, SpectrumDataset } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type FluxPointsOptions, fluxPoints } from "../../src/index.ts";
import { allOf, countsToy, flat } from "../support/counts-toy.ts";

const bin = fc.record({
  counts: fc.nat(60),
  background: fc.double({ min: 0.01, max: 50, noNaN: true }),
  signal: fc.double({ min: 0.01, max: 50, noNaN: true }),
});
const spectra = fc.array(bin, { minLength: 1, maxLength: 6 }).map((bins) =>
  countsToy(
    bins.map(({ counts }) => counts),
    bins.map(({ background }) => background),
    bins.map(({ signal }) => signal),
  ),
);
const settings = { seed: 8, numRuns: 200 };

async function pointOf(dataset: SpectrumDataset, options: Partial<FluxPointsOptions> = {}): Promise<FluxPoint> {
  const found = await fluxPoints([dataset], { reference: flat, energyEdges: allOf(dataset), ...options });
  return found.points[0];
}

test("no norm of a scan that expects every event is better than the best, and every point has a limit", async () => {
  await fc.assert(
    fc.asyncProperty(spectra, async (dataset) => {
      const normScan = Array.from({ length: 41 }, (_, k) => 0.5 * k);
      const point = await pointOf(dataset, { selection: ["ul", "scan"], normScan });
      expect(point.ts).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.min(...(point.scan?.stat ?? []))).toBeGreaterThanOrEqual(
        point.stat - 1e-9 * (1 + Math.abs(point.stat)),
      );
      expect(point.success || point.reason !== undefined).toBe(true);
      expect(Number.isFinite(point.normUl)).toBe(true);
    }),
    settings,
  );
});

test("limits rise with their standard deviations", async () => {
  await fc.assert(
    fc.asyncProperty(spectra, async (dataset) => {
      for (const ulMethod of ["profile", "bounded", "bayesian", "feldman-cousins"] as const) {
        const limits: number[] = [];
        for (const nSigmaUl of [1, 2, 3]) limits.push((await pointOf(dataset, { ulMethod, nSigmaUl })).normUl);
        expect(limits[0]).toBeLessThan(limits[1]);
        expect(limits[1]).toBeLessThan(limits[2]);
        if (ulMethod !== "profile") expect(limits[0]).toBeGreaterThan(0);
      }
    }),
    { ...settings, numRuns: 50 },
  );
});

test("a reference k times as bright has norms k times smaller", async () => {
  const factor = fc.double({ min: -8, max: 8, noNaN: true }).map((x) => 10 ** x);
  await fc.assert(
    fc.asyncProperty(spectra, factor, async (dataset, k) => {
      const selection = ["ul", "errn-errp"] as const;
      const one = await pointOf(dataset, { selection });
      const other = await pointOf(dataset, { selection, reference: powerLaw({ index: 0, amplitude: k * 1e-12 }) });
      expect(other.success).toBe(one.success);
      const flux = (p: FluxPoint) => [p.norm, p.normErr, p.normErrp, p.normUl].map((norm) => norm * p.refFlux);
      const absolute = 1e-8 * one.refFlux * (one.success ? one.normErr : 1);
      assertClose(flux(other), flux(one), { relative: 1e-8, absolute });
      assertClose(other.ts, one.ts, { absolute: 1e-7 });
    }),
    settings,
  );
});

test("datasets stay as they were", async () => {
  await fc.assert(
    fc.asyncProperty(spectra, async (dataset) => {
      const before = structuredClone(dataset);
      await pointOf(dataset, { selection: ["ul", "errn-errp", "scan"] });
      expect(dataset).toEqual(before);
    }),
    { ...settings, numRuns: 20 },
  );
});
