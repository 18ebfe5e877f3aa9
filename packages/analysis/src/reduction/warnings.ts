import type { Dataset } from "@gammakit/core";
import type { DataStore } from "@gammakit/io";
import type { JobWarning } from "../job/warning.ts";
import type { ReductionSettings } from "./reduction-block.ts";

/** What was odd about the indexes of a data store. */
export function storeWarnings({ warnings }: Pick<DataStore, "warnings">): readonly JobWarning[] {
  return warnings.map((message) => ({ code: "data-store", message, where: "data.store" }));
}

/** What the job itself invites to go wrong. The words are loaded where there is something. */
export async function settingWarnings({ energy, energyTrue }: ReductionSettings): Promise<readonly JobWarning[]> {
  if (energyTrue.min <= energy.min && energyTrue.max >= energy.max) return [];
  const { narrowEnergyTrue } = await import("./run-warnings.ts");
  return [narrowEnergyTrue(energy, energyTrue)];
}

/** That a selection leaves no run; nothing where one is left. */
export function selectionWarnings(store: string, selected: number): readonly JobWarning[] {
  if (selected > 0) return [];
  const message = `No run of ${store} passes the selection.`;
  return [{ code: "no-observation", message, where: "data.select" }];
}

/** What the user should know of datasets: those that could not be used, and why. The words are loaded where there is something. */
export async function datasetWarnings(datasets: readonly Dataset[]): Promise<readonly JobWarning[]> {
  const found = datasets.flatMap((dataset) => faultsOf(dataset).map((code) => ({ code, dataset })));
  if (found.length === 0) return [];
  const { faultInWords } = await import("./dataset-faults.ts");
  return found.map(({ code, dataset }) => ({ code, message: faultInWords(code, dataset), where: dataset.name }));
}

/** What may be wrong with a dataset. */
export type DatasetFault =
  | "zero-livetime"
  | "no-background"
  | "no-off-region"
  | "no-safe-bin"
  | "no-events"
  | "no-off-events";

function faultsOf(dataset: Dataset): readonly DatasetFault[] {
  const faults: DatasetFault[] = [];
  const { livetime, exposure, maskSafe, counts } = dataset;
  // A file may tell the exposure, but not how long it took.
  if (!(livetime > 0) && isZero(exposure)) faults.push("zero-livetime");
  if (dataset.kind === "spectrum" && isZero(dataset.background)) faults.push("no-background");
  if (dataset.kind === "spectrum-on-off" && isZero(dataset.acceptanceOff)) faults.push("no-off-region");
  else if (!maskSafe.includes(1)) faults.push("no-safe-bin");
  else if (isZero(counts)) faults.push("no-events");
  else if (dataset.kind === "spectrum-on-off" && !dataset.countsOff.some((n, j) => n > 0 && maskSafe[j]))
    faults.push("no-off-events");
  return faults;
}

function isZero(values: Float64Array): boolean {
  return values.every((value) => value === 0);
}
