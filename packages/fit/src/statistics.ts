import {
  alphaOf,
  type CompiledStatistic,
  cash,
  cashDerivative,
  type Dataset,
  defineExtension,
  fittedBins,
  GammakitError,
  type Statistic,
  wstat,
  wstatBackground,
  wstatDerivative,
} from "@gammakit/core";

/** The statistic for counts with a measured background: see `wstat` of core. Bins without a background estimate are left out. */
export const wstatStatistic = defineExtension(
  "statistic",
  { id: "wstat", summary: "Poisson counts with a background measured in OFF regions", optionHelp: {} },
  () => ({
    accepts: (dataset: Dataset) => dataset.kind === "spectrum-on-off",
    compile: compileWstat,
  }),
);

/** The statistic for counts with a known background: see `cash` of core. A negative prediction counts as none. */
export const cashStatistic = defineExtension(
  "statistic",
  { id: "cash", summary: "Poisson counts with a known background", optionHelp: {} },
  () => ({
    accepts: (dataset: Dataset) => dataset.kind === "spectrum",
    compile: compileCash,
  }),
);

/** Expected counts below which a bin's information is taken to be that of so many: it is infinite for none. */
const leastExpected = 1e-3;

const defaults: readonly Statistic[] = [wstatStatistic(), cashStatistic()];

/** The first of `statistics` that accepts the dataset; wstat for ON/OFF spectra and cash for others by default. */
export function statisticFor(dataset: Dataset, statistics: readonly Statistic[] = defaults): Statistic {
  const found = statistics.find((statistic) => statistic.accepts(dataset));
  if (found !== undefined) return found;
  throw new GammakitError(
    "invalid-input",
    `No statistic accepts the dataset "${dataset.name}" of kind "${dataset.kind}". Given: ${statistics.map(({ id }) => id).join(", ") || "none"}.`,
    { dataset: dataset.name, kind: dataset.kind },
  );
}

/** Whether a statistic is the likelihood of counts, which has no minimum where there are none. */
export function isPoisson({ id }: Statistic): boolean {
  return defaults.some((statistic) => statistic.id === id);
}

/** Number of bins that a joint fit uses. */
export function countFittedBins(datasets: readonly Dataset[]): number {
  return datasets.reduce((sum, dataset) => sum + fittedBins(dataset).length, 0);
}

function compileWstat(dataset: Dataset): CompiledStatistic {
  if (dataset.kind !== "spectrum-on-off") throw refuse("wstat", dataset);
  const bins = fittedBins(dataset);
  const nOn = pick(bins, (j) => dataset.counts[j]);
  const nOff = pick(bins, (j) => dataset.countsOff[j]);
  const alpha = pick(bins, (j) => alphaOf(dataset, j));
  return {
    value(npred) {
      let sum = 0;
      for (let k = 0; k < bins.length; k++) sum += wstat(nOn[k], nOff[k], alpha[k], npred[bins[k]]);
      return sum;
    },
    gradient(npred, out) {
      out.fill(0);
      for (let k = 0; k < bins.length; k++) out[bins[k]] = wstatDerivative(nOn[k], nOff[k], alpha[k], npred[bins[k]]);
    },
    // Of nOn − alpha·nOff, whose variance is mu + alpha²·b: the information about the signal that profiling b leaves.
    curvature(npred, out) {
      out.fill(0);
      for (let k = 0; k < bins.length; k++) {
        const signal = Math.max(0, npred[bins[k]]);
        const off = wstatBackground(nOn[k], nOff[k], alpha[k], signal);
        out[bins[k]] = 2 / Math.max(signal + alpha[k] * (1 + alpha[k]) * off, leastExpected);
      }
    },
  };
}

function compileCash(dataset: Dataset): CompiledStatistic {
  if (dataset.kind !== "spectrum") throw refuse("cash", dataset);
  const bins = fittedBins(dataset);
  const counts = pick(bins, (j) => dataset.counts[j]);
  const background = pick(bins, (j) => dataset.background[j]);
  return {
    value(npred) {
      let sum = 0;
      for (let k = 0; k < bins.length; k++) sum += cash(counts[k], npred[bins[k]] + background[k]);
      return sum;
    },
    gradient(npred, out) {
      out.fill(0);
      for (let k = 0; k < bins.length; k++) out[bins[k]] = cashDerivative(counts[k], npred[bins[k]] + background[k]);
    },
    curvature(npred, out) {
      out.fill(0);
      for (let k = 0; k < bins.length; k++) {
        out[bins[k]] = 2 / Math.max(npred[bins[k]] + background[k], leastExpected);
      }
    },
  };
}

function pick(bins: Int32Array, value: (j: number) => number): Float64Array {
  const out = new Float64Array(bins.length);
  for (let k = 0; k < bins.length; k++) out[k] = value(bins[k]);
  return out;
}

function refuse(statistic: string, dataset: Dataset): GammakitError {
  return new GammakitError(
    "invalid-input",
    `The statistic "${statistic}" does not apply to the dataset "${dataset.name}" of kind "${dataset.kind}".`,
    { statistic, dataset: dataset.name },
  );
}
