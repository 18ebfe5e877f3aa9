import type { Dataset } from "@gammakit/core";
import type { DataStore } from "@gammakit/io";
import type { JobWarning } from "../job/warning.ts";
import type { ReductionSettings } from "./reduction-block.ts";

/** What was odd about the indexes of a data store. */
export function storeWarnings({ warnings }: Pick<DataStore, "warnings">): readonly JobWarning[] {
  return warnings.map((message) => ({ code: "data-store", message, where: "data.store" }));
}

/** What the job itself invites to go wrong. */
export function settingWarnings({ energy, energyTrue }: ReductionSettings): readonly JobWarning[] {
  if (energyTrue.min <= energy.min && energyTrue.max >= energy.max) return [];
  const message = `energyTrue, ${energyTrue.min} to ${energyTrue.max} TeV, does not cover energy, ${energy.min} to ${energy.max} TeV: events from beyond are not predicted, and fluxes come out too high. Widen it.`;
  return [{ code: "energy-true-too-narrow", message, where: "energyTrue" }];
}

/** That a selection leaves no run; nothing where one is left. */
export function selectionWarnings(store: string, selected: number): readonly JobWarning[] {
  if (selected > 0) return [];
  const message = `No run of ${store} passes the selection.`;
  return [{ code: "no-observation", message, where: "data.select" }];
}

/** What the user should know of datasets: those that could not be used, and why. */
export function datasetWarnings(datasets: readonly Dataset[]): readonly JobWarning[] {
  return datasets.flatMap(warningsOf);
}

function warningsOf(dataset: Dataset): readonly JobWarning[] {
  const warn = (code: string, message: string): JobWarning => ({ code, message, where: dataset.name });
  const warnings: JobWarning[] = [];
  if (!(dataset.livetime > 0)) {
    warnings.push(warn("zero-livetime", "The livetime is zero: nothing can be measured."));
  }
  if (dataset.kind === "spectrum" && dataset.background.every((counts) => counts === 0)) {
    warnings.push(warn("no-background", "No background was measured: the counts are fitted as if all were signal."));
  }
  if (dataset.kind === "spectrum-on-off" && dataset.acceptanceOff.every((value) => value === 0)) {
    const message =
      dataset.offRegions.length === 0
        ? "No OFF region fits around the pointing: the ON region is too near to it or too large, or the rest is excluded. There is no background estimate."
        : "The OFF regions have no acceptance. There is no background estimate.";
    warnings.push(warn("no-off-region", message));
  } else if (!dataset.maskSafe.includes(1)) {
    const hint = dataset.exposure.every((value) => value === 0)
      ? "Its exposure is zero: is the ON region outside the field of view, or energyTrue outside the effective area?"
      : "Is safeMask too strict?";
    warnings.push(warn("no-safe-bin", `No energy bin is safe; the dataset does not take part in the fit. ${hint}`));
  } else if (dataset.counts.every((count) => count === 0)) {
    warnings.push(warn("no-events", "There is no event in the ON region."));
  } else if (dataset.kind === "spectrum-on-off" && !dataset.countsOff.some((n, j) => n > 0 && dataset.maskSafe[j])) {
    const message = "There is no event in the OFF regions: all background counts as signal.";
    warnings.push(warn("no-off-events", message));
  }
  return warnings;
}
