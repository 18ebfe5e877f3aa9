import {
  type Dataset,
  defineExtension,
  type EstimatorContext,
  type FluxPoints,
  type ModelRecord,
  type UpperLimitMethod,
} from "@gammakit/core";
import { fluxPoints } from "../flux-points/flux-points.ts";
import { type FluxPointQuantity, type FluxPointsOptions, settingsOf } from "../flux-points/options.ts";
import { fittedModels } from "./fitted-models.ts";
import { energyOption, optionsOf, refuseOption } from "./options.ts";

/** What the estimator "flux-points" takes. The rest is as in `fluxPoints`. */
export interface FluxPointsEstimatorOptions {
  /** Edges [TeV], numbers or texts with units; all bins of the data where absent. */
  readonly energyEdges?: readonly (number | string)[];
  readonly selection?: readonly FluxPointQuantity[];
  readonly nSigma?: number;
  readonly nSigmaUl?: number;
  readonly ulMethod?: UpperLimitMethod;
  readonly sqrtTsThresholdUl?: number;
}

const id = "flux-points";
const known = ["energyEdges", "selection", "nSigma", "nSigmaUl", "ulMethod", "sqrtTsThresholdUl"];

/** Flux points of the datasets, relative to the fitted model. */
export const fluxPointsEstimator = defineExtension(
  "estimator",
  {
    id,
    summary: "Flux points relative to the fitted model, with limits",
    optionHelp: {
      energyEdges: "Edges [TeV] (all bins of the data)",
      selection: "Of ul, errn-errp, scan (ul)",
      nSigma: "Length of the errors, in standard deviations (1)",
      nSigmaUl: "Where the upper limit is, in standard deviations (2)",
      ulMethod: "profile, bounded, feldman-cousins or bayesian (profile)",
      sqrtTsThresholdUl: "Square root of the test statistic below which a point is a limit (2)",
    },
  },
  (options?: FluxPointsEstimatorOptions) => {
    const { energyEdges, ...rest } = optionsOf(id, options, known);
    const edges = energyEdges === undefined ? undefined : readEdges(energyEdges);
    return {
      async run(
        datasets: readonly Dataset[],
        records: readonly ModelRecord[],
        { registry, statistics, signal }: EstimatorContext,
      ): Promise<FluxPoints> {
        const [reference, ...others] = fittedModels(id, records, registry);
        if (others.length > 0) throw refuseOption(id, `it takes one model, not ${records.length}`);
        const settings = settingsOf({
          ...rest,
          reference,
          energyEdges: edges ?? datasets[0].energyEdges,
        } as FluxPointsOptions);
        return fluxPoints(datasets, {
          ...settings,
          statistics,
          context: { signal },
        });
      },
    };
  },
);

function readEdges(edges: unknown): readonly number[] {
  if (!Array.isArray(edges)) throw refuseOption(id, "energyEdges must be a list of energies");
  return edges.map((edge, i) => energyOption(id, `energyEdges[${i}]`, edge));
}
