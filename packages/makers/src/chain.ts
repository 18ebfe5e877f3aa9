import type { Dataset, Maker, Observation, RunContext } from "@gammakit/core";

/** A function that reduces an observation to a dataset: `empty` passed through the makers in their order. */
export function chain(
  empty: Dataset,
  ...makers: readonly Maker[]
): (observation: Observation, context?: RunContext) => Dataset {
  return (observation, context) => {
    let dataset = empty;
    for (const maker of makers) dataset = maker.run(dataset, observation, context);
    return dataset;
  };
}
