import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { cash } from "../../src/statistics/cash.ts";
import { summarizeCounts } from "../../src/statistics/counts.ts";
import { chiSquareQuantile, chiSquareTail, normalTail } from "../../src/statistics/tails.ts";
import { wstat, wstatBackground } from "../../src/statistics/wstat.ts";

/** Numbers that are not finite are strings. */
type Value = number | "NaN" | "Infinity" | "-Infinity";

interface Corpus {
  readonly cash_cstat: readonly { readonly n_on: number; readonly mu_on: number; readonly cash: number }[];
  readonly wstat: readonly {
    readonly n_on: number;
    readonly n_off: number;
    readonly alpha: number;
    readonly mu_sig: number;
    readonly mu_bkg: Value;
    readonly truth_wstat: number | null;
  }[];
  readonly wstat_counts_statistic: readonly {
    readonly n_on: number;
    readonly n_off: number;
    readonly alpha: number;
    readonly n_sig: number;
    readonly error: number;
    readonly sqrt_ts: number;
    readonly truth_li_ma?: number | null;
  }[];
  readonly cash_sum: readonly {
    readonly counts: readonly number[] | null;
    readonly mu: readonly number[] | null;
    readonly fsum_truth: number;
  }[];
  readonly cash_sum_single: readonly { readonly n: number; readonly mu: number; readonly numpy_cash: number }[];
  readonly quantiles: {
    readonly norm_sf: readonly [number, number][];
    readonly norm_cdf: readonly [number, number][];
    readonly norm_isf: readonly [number, number][];
    readonly chi2_sf: readonly [number, number, number][];
    readonly chi2_isf: readonly [number, number, number][];
  };
}

const excessOf = (value: number, expected: number) => Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-300);

describeWith(["GAMMAKIT_CORPORA"], "statistics judged by Gammapy, SciPy and 40-digit arithmetic", () => {
  const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "stats/stats.json");

  test("cash", async () => {
    const { cash_cstat, cash_sum, cash_sum_single } = await read();
    for (const row of cash_cstat) expect(excessOf(cash(row.n_on, row.mu_on), row.cash)).toBeLessThanOrEqual(1e-14);
    for (const row of cash_sum_single) {
      expect(excessOf(cash(row.n, row.mu), row.numpy_cash)).toBeLessThanOrEqual(1e-14);
    }
    for (const { counts, mu, fsum_truth } of cash_sum) {
      // The largest sum has lost its data.
      if (counts === null || mu === null) continue;
      const sum = counts.reduce((total, n, j) => total + cash(n, mu[j]), 0);
      expect(excessOf(sum, fsum_truth)).toBeLessThanOrEqual(1e-13);
    }
    expect(cash_cstat.length + cash_sum.length + cash_sum_single.length).toBeGreaterThanOrEqual(47);
  });

  test("wstat, and the background it takes", async () => {
    const { wstat: rows } = await read();
    let judged = 0;
    for (const { n_on, n_off, alpha, mu_sig, mu_bkg, truth_wstat } of rows) {
      // null: undefined in exact arithmetic too.
      if (truth_wstat === null) continue;
      judged++;
      // What cancels is of the order of the counts.
      const tolerance = 1e-14 * (1 + n_on + n_off + mu_sig);
      expect(Math.abs(wstat(n_on, n_off, alpha, mu_sig) - truth_wstat)).toBeLessThanOrEqual(tolerance);
      if (typeof mu_bkg !== "number") continue;
      const background = wstatBackground(n_on, n_off, alpha, mu_sig);
      expect(Math.abs(background - mu_bkg)).toBeLessThanOrEqual(1e-12 * (n_on + n_off + mu_sig) * (1 + 1 / alpha));
    }
    expect(judged).toBeGreaterThanOrEqual(50);
  });

  test("excess, error and the significance of Li & Ma", async () => {
    const { wstat_counts_statistic: rows } = await read();
    for (const { n_on, n_off, alpha, n_sig, error, sqrt_ts, truth_li_ma } of rows) {
      const found = summarizeCounts(n_on, n_off, alpha);
      expect(Math.abs(found.excess - n_sig)).toBeLessThanOrEqual(1e-14 * (n_on + alpha * n_off));
      expect(excessOf(found.error, error)).toBeLessThanOrEqual(1e-14);
      const truth = truth_li_ma ?? sqrt_ts;
      // One row has an excess of 0 but for the rounding of its alpha.
      expect(Math.abs(found.significance - truth)).toBeLessThanOrEqual(1e-12 * Math.abs(truth) + 1e-15);
    }
    expect(rows.length).toBeGreaterThanOrEqual(54);
  });

  test("tails and quantiles to 1e-10, far into the tails", async () => {
    const { quantiles } = await read();
    for (const [z, p] of quantiles.norm_sf) expect(excessOf(normalTail(z), p)).toBeLessThanOrEqual(1e-10);
    for (const [z, p] of quantiles.norm_cdf) expect(excessOf(normalTail(-z), p)).toBeLessThanOrEqual(1e-10);
    for (const [chi2, dof, p] of quantiles.chi2_sf) {
      expect(excessOf(chiSquareTail(chi2, dof), p)).toBeLessThanOrEqual(1e-10);
    }
    for (const [p, dof, chi2] of quantiles.chi2_isf) {
      expect(excessOf(chiSquareQuantile(p, dof), chi2)).toBeLessThanOrEqual(1e-10);
    }
    for (const [p, z] of quantiles.norm_isf) {
      // The deviate with a one-sided probability: the root of the χ² with twice that.
      if (p >= 0.5) continue;
      expect(excessOf(Math.sqrt(chiSquareQuantile(2 * p, 1)), z)).toBeLessThanOrEqual(1e-10);
    }
  });
});
