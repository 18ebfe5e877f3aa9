import { column, type Table, tableOf } from "@gammakit/core";
import type { PosteriorParameterResult, PosteriorResult } from "../job/posterior-result.ts";

/** How the posterior was sampled, in a sentence. */
export function posteriorText({ sampler, samples, walkers, acceptance, parameters }: PosteriorResult): string {
  const effective = Math.min(...parameters.map(({ effectiveSamples }) => effectiveSamples ?? 0));
  const accepted = acceptance === null ? "" : `; ${(100 * acceptance).toFixed(0)} % of the proposals were accepted`;
  return `The posterior has ${samples} samples (${sampler}, ${walkers} walkers), worth at least ${Math.floor(effective)} independent ones${accepted}.`;
}

/** What the posterior says of each parameter, and how well the chain has told it. */
export function posteriorTable({ parameters }: PosteriorResult): Table {
  const numbers = (name: string, value: (row: PosteriorParameterResult) => number | null) =>
    column(
      name,
      Float64Array.from(parameters, (row) => value(row) ?? Number.NaN),
    );
  return tableOf("posterior", [
    column(
      "name",
      parameters.map(({ name }) => name),
    ),
    numbers("median", ({ quantiles }) => quantiles.median),
    numbers("minus_1_sigma", ({ quantiles }) => quantiles.minus1Sigma),
    numbers("plus_1_sigma", ({ quantiles }) => quantiles.plus1Sigma),
    numbers("mean", ({ mean }) => mean),
    numbers("sigma", ({ sigma }) => sigma),
    numbers("upper_limit_95", ({ upperLimit95 }) => upperLimit95),
    column(
      "unit",
      parameters.map(({ unit }) => unit),
    ),
    numbers("autocorrelation_time", ({ autocorrelationTime }) => autocorrelationTime),
    numbers("r_hat", ({ rHat }) => rHat),
    numbers("effective_samples", ({ effectiveSamples }) => effectiveSamples),
  ]);
}
