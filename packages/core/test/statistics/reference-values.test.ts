import { expect, test } from "vitest";
import {
  type Counts,
  countsStatistic,
  excessErrors,
  excessForSignificance,
  excessUpperLimit,
} from "../../src/statistics/counts.ts";
import { logGammaP, logGammaQ } from "../../src/statistics/gamma.ts";
import {
  chiSquareLowerQuantile,
  chiSquareQuantile,
  chiSquareTail,
  logChiSquareTail,
  logNormalTail,
  normalQuantile,
  normalTail,
  poissonTail,
} from "../../src/statistics/tails.ts";
import truth from "../fixtures/tails-and-counts.json" with { type: "json" };

/** What is asked of tails and quantiles, relative. */
const tolerance = 1e-10;

function near(found: number, expected: number, what: unknown, allowed = tolerance) {
  const error = found === expected ? 0 : Math.abs(found - expected) / Math.abs(expected);
  expect(error, `${what}: ${found}, not ${expected}`).toBeLessThanOrEqual(allowed);
}

/** A logarithm within `tolerance` of a probability, or of itself where the probability has no double. */
function nearLog(found: number, expected: number, what: unknown) {
  const error = Math.abs(found - expected);
  expect(error, `${what}: ${found}, not ${expected}`).toBeLessThanOrEqual(
    tolerance * (expected < -745 ? -expected : Math.min(1, -expected)),
  );
}

test("both tails of χ² from 0.1 to two million degrees of freedom", () => {
  for (const row of truth.chiSquare.rows) {
    const [dof, chi2, lower, upper] = row;
    nearLog(logGammaP(dof / 2, chi2 / 2), lower, row);
    nearLog(logChiSquareTail(chi2, dof), upper, row);
    nearLog(logGammaQ(dof / 2, chi2 / 2), upper, row);
    if (upper > -700) near(chiSquareTail(chi2, dof), Math.exp(upper), row);
  }
});

test("quantiles of χ², down to probabilities of 1e-300", () => {
  for (const row of truth.chiSquareQuantile.rows) {
    const [dof, p, lower, upper] = row;
    near(chiSquareLowerQuantile(p, dof), lower, row);
    near(chiSquareQuantile(p, dof), upper, row);
  }
});

test("normal tails and quantiles", () => {
  for (const row of truth.normal.rows) nearLog(logNormalTail(row[0]), row[1], row);
  for (const row of truth.normalQuantile.rows) {
    near(normalQuantile(row[0]), row[1], row);
    near(normalTail(row[1]), row[0], row);
  }
});

test("Poisson tails", () => {
  for (const row of truth.poisson.rows) near(poissonTail(row[0], row[1]), row[2], row);
});

const measurements: readonly (readonly [Counts, readonly number[]])[] = [
  ...truth.knownBackground.rows.map(([nOn, background, ...rest]) => [{ nOn, background }, rest] as const),
  ...truth.onOff.rows.map(([nOn, nOff, alpha, ...rest]) => [{ nOn, nOff, alpha }, rest] as const),
];

test.each(measurements)("significance, errors and limits of %j", (counts, expected) => {
  const [significance, lower1, upper1, lower2, upper2, lower3, upper3, needed, limit] = expected;
  near(countsStatistic(counts).significance, significance, "significance");
  near(excessErrors(counts).lower, lower1, "lower 1");
  near(excessErrors(counts, 1).upper, upper1, "upper 1");
  near(excessErrors(counts, 2).lower, lower2, "lower 2");
  near(excessErrors(counts, 2).upper, upper2, "upper 2");
  near(excessErrors(counts, 3).lower, lower3, "lower 3");
  near(excessErrors(counts, 3).upper, upper3, "upper 3");
  near(excessForSignificance(counts, 5), needed, "excess for 5 sigma");
  near(excessUpperLimit(counts, { nonNegative: true }), limit, "non-negative limit");
  const { excess } = countsStatistic(counts);
  near(excessUpperLimit(counts), excess + upper3, "limit");
});
