import { type Dataset, type Statistic, wstatDerivative } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { wstatCurvature } from "../../src/flux-points/curvature.ts";
import { compileNormProfile } from "../../src/flux-points/norm-profile.ts";
import { fluxPoints } from "../../src/index.ts";
import { allOf, countsToy, flat } from "../support/counts-toy.ts";
import { onOffToy } from "../support/toys.ts";

const known = countsToy([9, 0, 4], [2, 2, 1], [3, 2, 1]);
const measured = onOffToy("on-off", [9, 0, 4], [20, 5, 0]);

describe("the derivatives along the norm", () => {
  test("are those of the statistic", () => {
    const reference = powerLaw({ index: 1 });
    const cases: readonly Dataset[] = [known, measured];
    for (const dataset of cases) {
      const model = dataset === known ? flat : reference;
      const profile = compileNormProfile([{ dataset, signal: predictCounts(dataset, [model]) }]);
      for (const norm of [-0.3, 0, 0.2, 1, 5]) {
        const h = 1e-5;
        const slope = (profile.stat(norm + h) - profile.stat(norm - h)) / (2 * h);
        const curvature = (profile.slope(norm + h) - profile.slope(norm - h)) / (2 * h);
        assertClose(profile.slope(norm), slope, { relative: 1e-7, absolute: 1e-6, label: `slope at ${norm}` });
        assertClose(profile.curvature(norm), curvature, {
          relative: 1e-6,
          absolute: 1e-6,
          label: `curvature at ${norm}`,
        });
      }
    }
  });

  test("of the W statistic hold in all its cases", () => {
    for (const [nOn, nOff] of [
      [0, 0],
      [0, 7],
      [5, 0],
      [5, 7],
    ]) {
      for (const s of [-9, -2, 0.4, 3, 60]) {
        const h = 1e-5;
        const slope = (x: number) => wstatDerivative(nOn, nOff, 0.3, x);
        const expected = (slope(s + h) - slope(s - h)) / (2 * h);
        assertClose(wstatCurvature(nOn, nOff, 0.3, s), expected, {
          relative: 1e-6,
          absolute: 1e-8,
          label: `${nOn}, ${nOff}, ${s}`,
        });
      }
    }
  });
});

test("a statistic of one's own is minimized by differences", async () => {
  const chiSquare: Statistic = {
    id: "chi-square",
    accepts: () => true,
    compile: (dataset) => ({
      value: (npred) => npred.reduce((sum, mu, j) => sum + (dataset.counts[j] - mu) ** 2 / 4, 0),
    }),
  };
  const dataset = countsToy([3, 6], [0, 0], [1, 2]);
  const { points } = await fluxPoints([dataset], {
    reference: flat,
    energyEdges: allOf(dataset),
    statistics: [chiSquare],
  });
  expect(points[0].success).toBe(true);
  assertClose([points[0].norm, points[0].normErr], [3, 2 / Math.sqrt(5)], { relative: 1e-6 });
  assertClose(points[0].normUl, 3 + 4 / Math.sqrt(5), { relative: 1e-6 });
});
