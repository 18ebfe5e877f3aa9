import { type Dataset, GammakitError, type Maker, type Observation, type RunContext } from "@gammakit/core";

/** The dataset that `Makers` make of an `Empty` one: what the last of them says that does not keep the kind, as `safeMask()` does. */
export type ReducedDataset<Empty extends Dataset, Makers extends readonly Maker[]> = Makers extends readonly []
  ? Empty
  : Makers extends readonly [...infer Before extends readonly Maker[], infer Last extends Maker]
    ? Last["run"] extends <D extends Dataset>(dataset: D, observation: Observation, context?: RunContext) => D
      ? ReducedDataset<Empty, Before>
      : ReturnType<Last["run"]>
    : Dataset;

/**
 * A function that reduces an observation to a dataset: `empty` passed through the makers in their order. Its type is that of
 * the last of them: an ON/OFF spectrum, where the makers are listed one by one and one takes OFF counts. It throws
 * "incompatible-plugin" where a maker gives something else than a dataset.
 */
export function chain<Empty extends Dataset, Makers extends readonly Maker[]>(
  empty: Empty,
  ...makers: Makers
): (observation: Observation, context?: RunContext) => ReducedDataset<Empty, Makers> {
  return (observation, context) => {
    let dataset: Dataset = empty;
    for (const maker of makers) dataset = checked(maker, maker.run(dataset, observation, context));
    return dataset as ReducedDataset<Empty, Makers>;
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
