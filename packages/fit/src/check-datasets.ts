import { type Dataset, fitMask, GammakitError } from "@gammakit/core";

/** Throws "invalid-input" where there is no dataset, or the arrays of one do not belong together. */
export function checkDatasets(datasets: readonly Dataset[]): void {
  if (datasets.length === 0) throw new GammakitError("invalid-input", "There is no dataset. Give at least one.");
  for (const dataset of datasets) {
    const n = dataset.energyEdges.length - 1;
    const m = dataset.energyTrueEdges.length - 1;
    const perBin = "reconstructed energy bins";
    check(dataset, "counts", dataset.counts, n, perBin);
    check(dataset, "maskSafe", dataset.maskSafe, n, perBin);
    if (dataset.maskFit) check(dataset, "maskFit", dataset.maskFit, n, perBin);
    check(dataset, "exposure", dataset.exposure, m, "true energy bins");
    check(dataset, "edisp", dataset.edisp, m * n, "pairs of true and reconstructed bins");
    if (dataset.kind === "spectrum") check(dataset, "background", dataset.background, n, perBin);
    else {
      check(dataset, "countsOff", dataset.countsOff, n, perBin);
      check(dataset, "acceptance", dataset.acceptance, n, perBin);
      check(dataset, "acceptanceOff", dataset.acceptanceOff, n, perBin);
    }
  }
}

/** Throws "invalid-input" where counts or acceptances of bins that a fit uses are none: neither Cash nor WStat is defined for them. */
export function checkBins(dataset: Dataset): void {
  const mask = fitMask(dataset);
  for (let j = 0; j < mask.length; j++) {
    if (mask[j] === 0) continue;
    if (!isCount(dataset.counts[j])) throw wrongBin(dataset, "counts", j, "Counts cannot be negative or missing.");
    if (dataset.kind === "spectrum") continue;
    const { countsOff, acceptance, acceptanceOff } = dataset;
    if (!isCount(countsOff[j])) throw wrongBin(dataset, "countsOff", j, "Counts cannot be negative or missing.");
    // Without OFF acceptance there is no background estimate, and the bin is not used.
    if (!isCount(acceptanceOff[j])) throw wrongBin(dataset, "acceptanceOff", j, unrelated);
    if (acceptanceOff[j] > 0 && !(acceptance[j] > 0 && isCount(acceptance[j]))) {
      throw wrongBin(dataset, "acceptance", j, unrelated);
    }
  }
}

const unrelated =
  "Alpha, the ratio of ON to OFF acceptance, must be above 0 and finite: else ON and OFF cannot be compared.";

function isCount(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}

function wrongBin(
  dataset: Dataset,
  field: "counts" | "countsOff" | "acceptance" | "acceptanceOff",
  bin: number,
  reason: string,
): GammakitError {
  const value = (dataset as unknown as Readonly<Record<typeof field, Float64Array>>)[field][bin];
  return new GammakitError(
    "invalid-input",
    `Dataset "${dataset.name}": "${field}" is ${value} in energy bin ${bin}, counted from 0. ${reason}`,
    { dataset: dataset.name, field, bin, value },
  );
}

function check(dataset: Dataset, field: string, { length }: ArrayLike<number>, expected: number, what: string): void {
  if (length === expected) return;
  throw new GammakitError(
    "invalid-input",
    `Dataset "${dataset.name}" has ${length} entries in "${field}" for ${expected} ${what}. Give one for each.`,
    { dataset: dataset.name, field, expected, actual: length },
  );
}
