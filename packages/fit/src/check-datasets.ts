import { type Dataset, GammakitError } from "@gammakit/core";

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

function check(dataset: Dataset, field: string, { length }: ArrayLike<number>, expected: number, what: string): void {
  if (length === expected) return;
  throw new GammakitError(
    "invalid-input",
    `Dataset "${dataset.name}" has ${length} entries in "${field}" for ${expected} ${what}. Give one for each.`,
    { dataset: dataset.name, field, expected, actual: length },
  );
}
