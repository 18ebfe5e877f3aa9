import { type Dataset, defineExtension, type EstimatorContext, GammakitError, type ModelRecord } from "@gammakit/core";
import { confidence, fit, statProfile } from "@gammakit/fit";
import { fittedModels } from "./fitted-models.ts";
import { numberOption, optionsOf, refuseOption } from "./options.ts";

/** What the estimator "likelihood-profile" takes. */
export interface LikelihoodProfileOptions {
  /** "parameter", or "model.parameter" where several models have it; the first that is free where absent. */
  readonly parameter?: string;
  /** How far to both sides of the best fit, in standard deviations (3). */
  readonly nSigma?: number;
  /** Number of values (13). */
  readonly count?: number;
  /** Name of the optimizer in the registry ("minuit"). */
  readonly optimizer?: string;
}

/** The statistic along one parameter, the others fitted again at each value. */
export interface LikelihoodProfileResult {
  /** "model.parameter". */
  readonly parameter: string;
  readonly unit: string;
  readonly value: number;
  /** From the covariance. */
  readonly error: number;
  /** Distances from the value to where the statistic has risen by one. */
  readonly errn: number;
  readonly errp: number;
  readonly values: readonly number[];
  /** −2 ln L above that of the best fit. */
  readonly deltaStat: readonly number[];
}

const id = "likelihood-profile";

/** The profile likelihood of one parameter around the fitted model, with its exact errors. */
export const likelihoodProfileEstimator = defineExtension(
  "estimator",
  {
    id,
    summary: "Profile likelihood of one parameter around the fitted model, with its exact errors",
    optionHelp: {
      parameter: "Its name, or model.parameter (the first that is free)",
      nSigma: "How far to both sides, in standard deviations (3)",
      count: "Number of values (13)",
      optimizer: "Name of the optimizer that fits the others (minuit)",
    },
  },
  (options?: LikelihoodProfileOptions) => {
    const given = optionsOf(id, options, ["parameter", "nSigma", "count", "optimizer"]);
    const nSigma = given.nSigma === undefined ? 3 : numberOption(id, "nSigma", given.nSigma);
    const count = given.count === undefined ? 13 : numberOption(id, "count", given.count, true);
    const { parameter, optimizer = "minuit" } = given;
    if (parameter !== undefined && typeof parameter !== "string") throw refuseOption(id, "parameter must be a name");
    if (typeof optimizer !== "string") throw refuseOption(id, "optimizer must be a name");
    return {
      async run(
        datasets: readonly Dataset[],
        records: readonly ModelRecord[],
        { registry, statistics, signal }: EstimatorContext,
      ): Promise<LikelihoodProfileResult> {
        const how = {
          optimizer: registry.create("optimizer", optimizer),
          statistics,
          context: { signal },
        };
        const models = fittedModels(id, records, registry);
        const found = await fit(datasets, models, how);
        throwIfAborted(signal);
        const name = parameter ?? firstFree(records);
        const owned = found.models.flatMap((model) =>
          model.parameters.map((entry) => ({ ...entry, full: `${model.name ?? model.id}.${entry.name}` })),
        );
        const best = owned.find(({ full, name: short }) => full === name || short === name);
        if (best === undefined) {
          throw refuseOption(
            id,
            `there is no parameter "${name}"; there are ${owned.map(({ full }) => full).join(", ")}`,
          );
        }
        const { value, unit, error, min = -Infinity, max = Infinity } = best;
        if (!found.success || error === undefined) {
          throw new GammakitError(
            "invalid-input",
            `The estimator "${id}": ${name} has no error to step by: ${found.message}`,
          );
        }
        const values = Array.from(
          { length: count },
          (_, k) => value + nSigma * error * ((2 * k) / (count - 1) - 1),
        ).filter((x) => x >= min && x <= max);
        const profile = await statProfile(datasets, found, values, { ...how, parameter: name });
        const interval = await confidence(datasets, found, { ...how, parameter: name });
        throwIfAborted(signal);
        return {
          parameter: profile.name,
          unit,
          value,
          error,
          errn: interval.lower,
          errp: interval.upper,
          values,
          deltaStat: Array.from(profile.stat, (stat) => stat - found.stat),
        };
      },
    };
  },
);

/** A fit that was called off has no error, which is no fault of the data. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new GammakitError("aborted", "The likelihood profile was aborted.");
}

function firstFree(records: readonly ModelRecord[]): string {
  for (const { name, id: model, parameters } of records) {
    const free = parameters.find(({ frozen, link }) => !frozen && link === undefined);
    if (free !== undefined) return `${name ?? model}.${free.name}`;
  }
  throw refuseOption(id, "no parameter is free");
}
