import { modelFromRecord } from "@gammakit/core";
import { compileFit } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";

/** @type {WeakMap<object, import("@gammakit/fit").CompiledFit[]>} */
const compiled = new WeakMap();
const optimizer = minuit();

/**
 * Fit number i: a power law in the interval i modulo their number, from a start that moves with i. What is fitted is compiled once in
 * each thread, for all fits of the same datasets. Gives index, amplitude and their errors.
 * @type {import("@gammakit/core").Task<number, readonly number[]>}
 */
export const fitTask = {
  module: "fit-task",
  export: "fitTask",
  async run(i, { shared, registry }) {
    const { bins, model } = /** @type {FitData} */ (shared.data);
    let fits = compiled.get(bins);
    if (fits === undefined) {
      fits = bins.map((datasets) => compileFit(datasets, [modelFromRecord(model, registry)]));
      compiled.set(bins, fits);
    }
    const { objective } = fits[i % fits.length];
    const start = objective.start.map((value, k) => value * (1 + 0.02 * (((i >> k) % 11) - 5)));
    const { x, covariance } = await optimizer.minimize({ ...objective, start });
    const n = x.length;
    return [...x, ...Array.from(x, (_, k) => Math.sqrt(covariance?.[k * (n + 1)] ?? Number.NaN))];
  },
};

/**
 * @typedef {object} FitData
 * @property {readonly (readonly import("@gammakit/core").Dataset[])[]} bins
 * @property {import("@gammakit/core").ModelRecord} model
 */
