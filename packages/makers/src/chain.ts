import { type Dataset, GammakitError, type Maker, type Observation, type RunContext } from "@gammakit/core";

/**
 * A function that reduces an observation to a dataset: `empty` passed through the makers in their order. It throws
 * "incompatible-plugin" where a maker gives something else than a dataset.
 */
export function chain(
  empty: Dataset,
  ...makers: readonly Maker[]
): (observation: Observation, context?: RunContext) => Dataset {
  return (observation, context) => {
    let dataset = empty;
    for (const maker of makers) dataset = checked(maker, maker.run(dataset, observation, context));
    return dataset;
  };
}

function checked({ id }: Maker, made: unknown): Dataset {
  const { kind, counts, then } = (made ?? {}) as Partial<Dataset> & { readonly then?: unknown };
  if ((kind === "spectrum" || kind === "spectrum-on-off") && counts instanceof Float64Array) return made as Dataset;
  const isPromise = typeof then === "function";
  // Nobody waits for it: should it fail, that is not another error.
  if (isPromise) then.call(made, undefined, () => undefined);
  const what = isPromise ? "a promise: makers are synchronous" : "no dataset";
  throw new GammakitError("incompatible-plugin", `The maker "${id}" returned ${what}. This is a fault of its plugin.`, {
    maker: id,
  });
}
