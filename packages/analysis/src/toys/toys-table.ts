import { column, type Table, tableOf } from "@gammakit/core";
import { placeName, type ToyPlace, type ToysResult } from "./result.ts";

/** A row for each quantity of each interval or flux: bias, pulls, coverage, goodness of fit. */
export function toysTable({ subjects }: ToysResult): Table {
  const rows = subjects.flatMap((subject) => subject.quantities.map((quantity) => ({ subject, quantity })));
  type Row = (typeof rows)[number];
  const numbers = (name: string, value: (row: Row) => number | null, description: string) =>
    column(
      name,
      Float64Array.from(rows, (row) => value(row) ?? Number.NaN),
      { description },
    );
  return tableOf("toys", [
    column(
      "of",
      rows.map(({ subject }) => shortName(subject)),
      { description: "Start of the interval (UTC), or region and energies" },
    ),
    column(
      "parameter",
      rows.map(({ quantity }) => quantity.name),
    ),
    numbers("truth", ({ quantity }) => quantity.truth, "Value from which toys were drawn"),
    numbers("coverage", ({ quantity }) => quantity.coverage.share, "Part of the errors that hold the truth"),
    numbers("coverage_err", ({ quantity }) => quantity.coverage.error, "Its error"),
    numbers("bias", ({ quantity }) => quantity.bias, "Mean minus truth"),
    numbers("bias_err", ({ quantity }) => quantity.biasError, "Error of the bias"),
    numbers("pull_mean", ({ quantity }) => quantity.pullMean, "Mean of (value - truth) / error"),
    numbers("pull_width", ({ quantity }) => quantity.pullWidth, "Standard deviation of the same"),
    numbers("coverage_asym", ({ quantity }) => quantity.asymmetricCoverage.share, "The same of asymmetric errors"),
    numbers(
      "coverage_ul",
      ({ subject }) => subject.limitCoverage.share,
      "Part of the upper limits not below the truth",
    ),
    numbers(
      "p_fit",
      ({ subject }) => subject.goodness.pValue,
      "Part of the toys with a larger statistic than the data",
    ),
    numbers("p_chi2", ({ subject }) => subject.goodness.chi2PValue, "What chi-square would say"),
    numbers(
      "p_ratio",
      ({ subject }) => subject.likelihoodRatio.ksPValue,
      "Likelihood ratio of the truth against chi-square",
    ),
    numbers("toys", ({ quantity }) => quantity.used, "Toys with a value and an error"),
    column(
      "unit",
      rows.map(({ quantity }) => quantity.unit),
      { description: "Of truth and bias" },
    ),
  ]);
}

function shortName(place: ToyPlace): string {
  return "interval" in place ? place.tStartIso.slice(0, 19).replace("T", " ") : placeName(place);
}
