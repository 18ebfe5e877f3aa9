import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { test } from "vitest";
import { cash, cstat } from "../../src/statistics/cash.ts";
import {
  type Counts,
  type CountsStatistic,
  countsStatistic,
  excessErrors,
  excessForSignificance,
  excessUpperLimit,
} from "../../src/statistics/counts.ts";
import {
  chiSquareQuantile,
  chiSquareTail,
  normalQuantile,
  normalTail,
  poissonTail,
} from "../../src/statistics/tails.ts";
import { wstat, wstatBackground } from "../../src/statistics/wstat.ts";
import { tally } from "../tally.ts";

/** Numbers that are not finite are strings. */
type Value = number | "NaN" | "Infinity" | "-Infinity";
type Sigma = 1 | 2 | 3;

type CountsRow = Readonly<Record<`${"errn" | "errp" | "ul"}_${Sigma}`, number>> & {
  readonly n_on: number;
  readonly n_sig: number;
  readonly error: number;
  readonly stat_null: number;
  readonly stat_max: number;
  readonly ts: number;
  readonly sqrt_ts: number;
  readonly p_value: number;
  readonly n_sig_for_5_sigma: Value;
};
type CashRow = CountsRow & {
  readonly mu_bkg: number;
  readonly n_sig_for_3_sigma: Value;
  readonly truth_sqrt_ts: number | null;
};
type WStatRow = CountsRow & {
  readonly n_off: number;
  readonly alpha: number;
  readonly n_bkg: number;
  readonly truth_li_ma: number;
  readonly truth_errp_1?: number;
  readonly truth_errp_3?: number;
};

interface Corpus {
  readonly cash_cstat: readonly {
    readonly n_on: number;
    readonly mu_on: number;
    readonly cash: number;
    readonly cstat: number;
  }[];
  readonly wstat: readonly {
    readonly n_on: number;
    readonly n_off: number;
    readonly alpha: number;
    readonly mu_sig: number;
    readonly mu_bkg: number;
    readonly wstat: number;
    readonly wstat_no_extra: number;
    readonly gof_terms: number;
    readonly truth_wstat: number;
  }[];
  readonly cash_counts_statistic: readonly CashRow[];
  readonly wstat_counts_statistic: readonly WStatRow[];
  readonly cash_sum: readonly {
    readonly n: number;
    readonly counts: readonly number[] | null;
    readonly mu: readonly number[] | null;
    readonly fsum_truth: number;
  }[];
  readonly cash_sum_single: readonly { readonly n: number; readonly mu: number; readonly numpy_cash: number }[];
  readonly quantiles: {
    readonly norm_sf: readonly [z: number, p: number][];
    readonly norm_cdf: readonly [z: number, p: number][];
    readonly norm_isf: readonly [p: number, z: number][];
    readonly chi2_sf: readonly [chi2: number, dof: number, p: number][];
    readonly chi2_isf: readonly [p: number, dof: number, chi2: number][];
    readonly poisson_sf: readonly [n: number, mu: number, p: number][];
  };
}

/** Asked of quantiles, tails and everything that 40-digit arithmetic judges, relative. */
const exact = 1e-10;
/** What Gammapy's root finder is good to at its best, by the notes of the corpus. */
const rooted = 1e-6;

function near(found: number, expected: number, relative: number, absolute = 0): boolean {
  return found === expected || Math.abs(found - expected) <= relative * Math.abs(expected) + absolute;
}

function nearValue(found: number, expected: Value, relative: number): boolean {
  return expected === "NaN" ? Number.isNaN(found) : near(found, Number(expected), relative);
}

/** Names of the quantities that do not agree. */
function wrong(checks: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(checks).filter((name) => !checks[name]);
}

/** What both kinds of counts have in common; `noise` is what the differences of the reference carry. */
function checkCounts(counts: Counts, found: CountsStatistic, row: CountsRow, truth: number, noise: number) {
  const errors = ([1, 2, 3] as const).map((n) => excessErrors(counts, n));
  return {
    excess: near(found.excess, row.n_sig, 1e-14, 1e-14 * (found.background + row.n_on)),
    error: near(found.error, row.error, 1e-14),
    statNull: near(found.statNull, row.stat_null, 1e-13, noise),
    statBest: near(found.statBest, row.stat_max, 1e-13, noise),
    ts: near(found.ts, row.ts, 1e-13, noise),
    // One row has an excess of 0 but for the rounding of its alpha.
    significance: near(found.significance, truth, 1e-12, 1e-15),
    pValue: near(found.pValue, row.p_value, exact, found.ts < 1e-9 ? Math.sqrt(noise) : noise * row.p_value),
    lower: ([1, 2, 3] as const).every((n, i) => near(errors[i].lower, row[`errn_${n}`], rooted)),
    upper: ([1, 2, 3] as const).every((n, i) => near(errors[i].upper, row[`errp_${n}`], rooted)),
    for5: nearValue(excessForSignificance(counts, 5), row.n_sig_for_5_sigma, rooted),
  };
}

function limitsAgree(counts: Counts, row: CountsRow, nonNegative: boolean): boolean {
  return ([1, 2, 3] as const).every((nSigma) =>
    near(excessUpperLimit(counts, { nSigma, nonNegative }), row[`ul_${nSigma}`], rooted),
  );
}

describeWith(["GAMMAKIT_CORPORA"], "statistics judged by Gammapy, SciPy and 40-digit arithmetic", () => {
  const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "stats/stats.json");

  test("cash and cstat", async () => {
    const { cash_cstat, cash_sum, cash_sum_single } = await read();
    const single = tally("cash and cstat", {});
    for (const row of cash_cstat) {
      const { n_on, mu_on } = row;
      const found = { cash: cash(n_on, mu_on), cstat: cstat(n_on, mu_on) };
      // The terms of cstat cancel in the reference.
      const noise = 2e-15 * (1 + n_on + Math.abs(row.cash));
      const agrees = near(found.cash, row.cash, 1e-14) && near(found.cstat, row.cstat, 1e-14, noise);
      single.check(`${n_on}, ${mu_on}`, agrees, found);
    }
    for (const { n, mu, numpy_cash } of cash_sum_single) {
      single.check(`single ${mu}`, near(cash(n, mu), numpy_cash, 1e-14), cash(n, mu));
    }
    single.finish();
    const sums = tally("sums of cash", { "100000": "the corpus gives the sum without its data" });
    for (const { n, counts, mu, fsum_truth } of cash_sum) {
      const sum = counts?.reduce((total, each, j) => total + cash(each, mu?.[j] ?? Number.NaN), 0) ?? Number.NaN;
      sums.check(String(n), near(sum, fsum_truth, 1e-13), sum);
    }
    sums.finish();
  });

  test("wstat, and the background it takes", async () => {
    const { wstat: rows } = await read();
    const cases = tally("wstat");
    for (const row of rows) {
      const { n_on, n_off, alpha, mu_sig } = row;
      const found = wstat(n_on, n_off, alpha, mu_sig);
      const size = n_on + n_off + mu_sig;
      const failed = wrong({
        // What cancels is of the order of the counts.
        truth: near(found, row.truth_wstat, 0, 1e-14 * (1 + size)),
        gammapy: near(found, row.wstat, 1e-13, 1e-14 * (1 + size)),
        withoutConstants: near(found - row.gof_terms, row.wstat_no_extra, 1e-13, 1e-14 * (1 + size)),
        background: near(wstatBackground(n_on, n_off, alpha, mu_sig), row.mu_bkg, 0, 1e-12 * size * (1 + 1 / alpha)),
      });
      cases.check(`${n_on}, ${n_off}, ${alpha}, ${mu_sig}`, failed.length === 0, failed);
    }
    cases.finish();
  });

  test("counts over a known background", async () => {
    const { cash_counts_statistic: rows } = await read();
    const cases = tally("counts over a known background");
    const limits = tally(
      "limits over a known background",
      Object.fromEntries(
        rows
          .filter(({ n_on, mu_bkg }) => n_on === 0 && mu_bkg > 0)
          .map(({ mu_bkg }) => [
            `0, ${mu_bkg}`,
            "Gammapy counts the rise from signal 0 here, and from the excess everywhere else; agrees with `nonNegative`",
          ]),
      ),
    );
    for (const row of rows) {
      const { n_on, mu_bkg } = row;
      const counts = { nOn: n_on, background: mu_bkg };
      const found = countsStatistic(counts);
      // Differences of the reference lose the digits of what cancels.
      const noise = 1e-14 * (1 + Math.abs(row.stat_null));
      const failed = wrong({
        ...checkCounts(counts, found, row, row.truth_sqrt_ts ?? row.sqrt_ts, noise),
        for3: nearValue(excessForSignificance(counts, 3), row.n_sig_for_3_sigma, rooted),
        nonNegative: n_on > 0 || limitsAgree(counts, row, true),
      });
      cases.check(`${n_on}, ${mu_bkg}`, failed.length === 0, failed);
      limits.check(`${n_on}, ${mu_bkg}`, limitsAgree(counts, row, false));
    }
    cases.finish();
    limits.finish();
  });

  test("ON and OFF counts", async () => {
    const { wstat_counts_statistic: rows } = await read();
    const cases = tally("ON and OFF counts");
    for (const row of rows) {
      const { n_on, n_off, alpha } = row;
      const counts = { nOn: n_on, nOff: n_off, alpha };
      const found = countsStatistic(counts);
      const noise = 1e-14 * (1 + n_on + n_off) * (1 + Math.log(1 + n_on + n_off));
      const { truth_errp_1: upper1, truth_errp_3: upper3 } = row;
      const failed = wrong({
        ...checkCounts(counts, found, row, row.truth_li_ma, noise),
        background: near(found.background, row.n_bkg, 1e-15),
        upper1: upper1 === undefined || near(excessErrors(counts, 1).upper, upper1, exact),
        upper3: upper3 === undefined || near(excessErrors(counts, 3).upper, upper3, exact),
        limits: limitsAgree(counts, row, false),
      });
      cases.check(`${n_on}, ${n_off}, ${alpha}`, failed.length === 0, failed);
    }
    cases.finish();
  });

  test("tails and quantiles to 1e-10, far into the tails", async () => {
    const { quantiles } = await read();
    const cases = tally("tails and quantiles");
    const check = (name: string, row: readonly number[], found: number) =>
      cases.check(`${name} ${row}`, near(found, row[row.length - 1], exact), found);
    for (const row of quantiles.norm_sf) check("norm_sf", row, normalTail(row[0]));
    for (const row of quantiles.norm_cdf) check("norm_cdf", row, normalTail(-row[0]));
    for (const row of quantiles.norm_isf) check("norm_isf", row, normalQuantile(row[0]));
    for (const row of quantiles.chi2_sf) check("chi2_sf", row, chiSquareTail(row[0], row[1]));
    for (const row of quantiles.chi2_isf) check("chi2_isf", row, chiSquareQuantile(row[0], row[1]));
    for (const row of quantiles.poisson_sf) check("poisson_sf", row, poissonTail(row[0], row[1]));
    cases.finish();
  });
});
