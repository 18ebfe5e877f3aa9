import type { Dataset } from "@gammakit/core";
import type { DatasetFault } from "./warnings.ts";

/** What is wrong with a dataset, and what may be the reason. */
export function faultInWords(fault: DatasetFault, dataset: Dataset): string {
  switch (fault) {
    case "zero-livetime":
      return "The livetime is zero: nothing can be measured.";
    case "no-background":
      return "No background was measured: the counts are fitted as if all were signal.";
    case "no-off-region":
      return dataset.kind === "spectrum-on-off" && dataset.offRegions.length === 0
        ? "No OFF region fits around the pointing: the ON region is too near to it or too large, or the rest is excluded. There is no background estimate."
        : "The OFF regions have no acceptance. There is no background estimate.";
    case "no-safe-bin": {
      const hint = dataset.exposure.every((value) => value === 0)
        ? "Its exposure is zero: is the ON region outside the field of view, or energyTrue outside the effective area?"
        : "Is safeMask too strict?";
      return `No energy bin is safe; the dataset does not take part in the fit. ${hint}`;
    }
    case "no-events":
      return "There is no event in the ON region.";
    case "no-off-events":
      return "There is no event in the OFF regions: all background counts as signal.";
  }
}
