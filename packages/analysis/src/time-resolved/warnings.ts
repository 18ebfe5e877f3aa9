import type { Dataset, TimeInterval } from "@gammakit/core";
import type { SpectralBin, TimeBin } from "@gammakit/estimators";
import type { JobWarning } from "../job/warning.ts";
import { isoTime } from "./result.ts";
import type { TimeResolvedSettings } from "./schema.ts";

/** What the job itself invites to go wrong. */
export function settingWarnings({ energy, energyTrue }: TimeResolvedSettings): readonly JobWarning[] {
  if (energyTrue.min <= energy.min && energyTrue.max >= energy.max) return [];
  const message = `The true energies, ${energyTrue.min} to ${energyTrue.max} TeV, do not hold the reconstructed ones, ${energy.min} to ${energy.max} TeV: events from beyond are not predicted, and fluxes come out too high. Widen energyTrue.`;
  return [{ code: "energy-true-too-narrow", message, where: "energyTrue" }];
}

/** What the user should know of the reduced data: runs and intervals that could not be used, and why. */
export function dataWarnings(store: string, selected: number, bins: readonly TimeBin[]): readonly JobWarning[] {
  if (selected === 0) {
    return [{ code: "no-observation", message: `No run of ${store} passes the selection.`, where: "data.select" }];
  }
  return bins.flatMap((bin) =>
    bin.datasets.length === 0
      ? [{ code: "empty-bin", message: emptyReason(selected), where: intervalName(bin.interval) }]
      : bin.datasets.flatMap(datasetWarnings),
  );
}

/** Why an interval has no data. */
export function emptyReason(selected: number): string {
  if (selected === 0) return "no run was selected";
  return "no selected run has good time in this interval";
}

function datasetWarnings(dataset: Dataset): readonly JobWarning[] {
  const warn = (code: string, message: string): JobWarning => ({ code, message, where: dataset.name });
  const warnings: JobWarning[] = [];
  if (!(dataset.livetime > 0)) {
    warnings.push(warn("zero-livetime", "The livetime is zero, so the exposure is too and nothing can be measured."));
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
    warnings.push(warn("no-safe-bin", "No energy bin is safe; the dataset does not take part in the fit."));
  } else if (dataset.counts.every((count) => count === 0)) {
    warnings.push(warn("no-events", "There is no event in the ON region."));
  }
  return warnings;
}

/** Fits that did not converge, and parameters that a limit holds. */
export function fitWarnings(bins: readonly SpectralBin[]): readonly JobWarning[] {
  const held = bins.flatMap(({ result, interval }) => {
    const { atLimit } = result.diagnostics;
    if (!result.success || !Array.isArray(atLimit) || atLimit.length === 0) return [];
    const message = `At its limit: ${atLimit.join(", ")}. It has no error, and the errors of the rest and of the flux hold for it staying there.`;
    return [{ code: "parameter-at-limit", message, where: intervalName(interval) }];
  });
  const failed = bins
    .filter(({ result }) => !result.success)
    .map(({ result, interval }) => ({
      code: "not-converged",
      message: `The fit ended as "${result.status}": ${result.message}`,
      where: intervalName(interval),
    }));
  return [...held, ...failed];
}

function intervalName({ start, stop }: TimeInterval): string {
  return `${isoTime(start)} to ${isoTime(stop)}`;
}
