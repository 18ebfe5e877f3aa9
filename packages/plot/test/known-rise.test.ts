import type { FluxPoint } from "@gammakit/core";
import { expect, test } from "vitest";
import { compileNormStatistic } from "../src/index.ts";

/** A region of the Galactic plane, 0.3 degrees high, whose error is a twelfth of the step of its scan. */
const thin = {
  norm: 0.02264865956156308,
  normErr: 0.048835277530026575,
  normErrn: Number.NaN,
  normErrp: Number.NaN,
  normUl: 0.13402237160786382,
  stat: -38.84571432405758,
  statNull: -38.615935900430024,
  scan: { norm: [-1, -0.4, 0.2, 0.8, 1.4], stat: [2878.23, 2878.23, -29.87823192, 48.09083594, 147.03375311] },
} as unknown as FluxPoint;

const meaning = { nSigma: 1, nSigmaUl: 2, ulMethod: "profile" } as const;

test("a scan coarser than the error is joined by all else that is known of the point", () => {
  const statistic = compileNormStatistic(thin, meaning);
  expect(statistic(thin.norm)).toBe(0);
  expect(statistic(thin.normUl)).toBeCloseTo(4, 9);
  expect(statistic(0)).toBeCloseTo(thin.statNull - thin.stat, 9);
  expect(statistic(0.2)).toBeCloseTo(-29.87823192 - thin.stat, 9);
  for (const k of [-2, -1, 1]) expect(statistic(thin.norm + k * thin.normErr)).toBeCloseTo(k ** 2, 9);
});

test("asymmetric errors come before the symmetric one, at their number of standard deviations", () => {
  const point = { ...thin, norm: 0.5, normErr: 0.3, normErrn: 0.24, normErrp: 0.4, normUl: Number.NaN, statNull: 0 };
  const statistic = compileNormStatistic(point, { ...meaning, nSigma: 2 });
  expect(statistic(0.5 - 0.24)).toBeCloseTo(4, 9);
  expect(statistic(0.5 + 0.4)).toBeCloseTo(4, 9);
  expect(statistic.norms).toContain(0.9);
  expect(statistic.norms).not.toContain(0.65);
});

test("a limit of another method, and errors of unknown meaning, say nothing of the statistic", () => {
  expect(compileNormStatistic(thin, { ...meaning, ulMethod: "bayesian" }).norms).not.toContain(thin.normUl);
  expect(compileNormStatistic(thin).norms).toEqual([-1, -0.4, 0, thin.norm, 0.2, 0.8, 1.4]);
});

test("a few norms give the statistic of three counts within 0.1", () => {
  const [n, signal, background] = [3, 5.3, 0.38];
  const stat = (norm: number) => 2 * (background + signal * norm - n * Math.log(background + signal * norm));
  const norm = (n - background) / signal;
  const rise = (at: number) => stat(at) - stat(norm);
  const scan = [0.2, 0.28, 0.38, 0.53, 0.72, 1, 1.38, 1.9, 2.63];
  const point = { norm, normErr: Math.sqrt(n) / signal, stat: stat(norm), statNull: stat(0) };
  const known = { ...thin, ...point, normUl: Number.NaN, scan: { norm: scan, stat: scan.map(stat) } };
  const statistic = compileNormStatistic(known, meaning);
  for (let at = 0.2; at < 2.6; at += 0.01) expect(Math.abs(statistic(at) - rise(at))).toBeLessThan(0.1);
});

test("the parabola of the error gives way to what was computed", () => {
  const scan = { norm: [-1, 0.55, 1, 2], stat: [100, 1.5, 3, 3.5] };
  const point = { ...thin, norm: 0.5, normErr: 0.2, normUl: Number.NaN, stat: 0, statNull: 30, scan };
  // Above, the statistic is steeper at first and flatter then than the error says; below, nothing speaks against it.
  expect(compileNormStatistic(point, meaning).norms).toEqual([-1, 0, 0.3, 0.5, 0.55, 1, 2]);
});
