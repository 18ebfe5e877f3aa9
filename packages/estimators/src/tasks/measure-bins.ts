import type { Dataset, Executor, FluxPoint, Task } from "@gammakit/core";
import { emptyPoint, fluxPoint } from "../flux-points/flux-point.ts";
import { binData, signalsOf } from "../flux-points/flux-points.ts";
import { asReason } from "../flux-points/give-up.ts";
import type { SignalInDataset } from "../flux-points/norm-profile.ts";
import type { FluxPointsSettings } from "../flux-points/options.ts";
import { type FluxSettingsRecord, fluxSettingsOf, toFluxSettings } from "./flux-settings.ts";
import { moduleName } from "./module-name.ts";
import { runTasks } from "./run-tasks.ts";

/** Measures the flux point of energy bin number `k`. What all bins share is `settings` and `datasets`. */
export const fluxPointTask: Task<number, FluxPoint> = {
  module: moduleName,
  export: "fluxPointTask",
  async run(k, { shared, registry, signal }) {
    const record = shared.settings as FluxSettingsRecord;
    const settings = fluxSettingsOf(record, registry);
    const signals = knownSignals(record, shared.datasets as readonly Dataset[], settings);
    const bin = binData(signals, settings.energyEdges[k], settings.energyEdges[k + 1]);
    return fluxPoint(bin, { ...settings, context: { signal } });
  },
};

const known = new WeakMap<
  FluxSettingsRecord,
  { readonly datasets: readonly Dataset[]; readonly signals: readonly SignalInDataset[] }
>();

/** The prediction is made once for all bins that a worker measures. */
function knownSignals(
  record: FluxSettingsRecord,
  datasets: readonly Dataset[],
  settings: FluxPointsSettings,
): readonly SignalInDataset[] {
  const last = known.get(record);
  if (last?.datasets === datasets) return last.signals;
  const signals = signalsOf(datasets, settings);
  known.set(record, { datasets, signals });
  return signals;
}

/** The flux points of all energy bins on an executor. */
export async function measureBins(
  executor: Executor,
  datasets: readonly Dataset[],
  settings: FluxPointsSettings,
): Promise<readonly FluxPoint[]> {
  const { context = {}, energyEdges, reference } = settings;
  const bins = Array.from({ length: energyEdges.length - 1 }, (_, k) => k);
  const shared = { settings: toFluxSettings(settings), datasets };
  const found = await runTasks(executor, fluxPointTask, bins, { context, shared, isAlone: true });
  return found.map((result, k) => {
    if ("value" in result) return result.value;
    const { eMin, eMax } = binData(signalsOf(datasets, settings), energyEdges[k], energyEdges[k + 1]);
    return emptyPoint(reference, eMin, eMax, asReason(result.lost.message));
  });
}
