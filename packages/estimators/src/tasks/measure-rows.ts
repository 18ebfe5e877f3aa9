import type { Dataset, Executor, FluxPoint, FluxPoints, Task } from "@gammakit/core";
import { emptyRow } from "../flux-points/empty-row.ts";
import { fluxPoints, headOf } from "../flux-points/flux-points.ts";
import { asReason } from "../flux-points/give-up.ts";
import type { FluxPointsSettings } from "../flux-points/options.ts";
import { type FluxSettingsRecord, fluxSettingsOf, toFluxSettings } from "./flux-settings.ts";
import { moduleName } from "./module-name.ts";
import { runTasks } from "./run-tasks.ts";

/** Measures the flux points of one region or interval. What all of them share is `settings`. */
export const fluxPointsTask: Task<readonly Dataset[], readonly FluxPoint[]> = {
  module: moduleName,
  export: "fluxPointsTask",
  async run(datasets, { shared, registry, signal }) {
    const settings = fluxSettingsOf(shared.settings as FluxSettingsRecord, registry);
    return (await fluxPoints(datasets, { ...settings, context: { signal } })).points;
  },
};

/** Flux points of many regions or intervals on an executor; undefined for one without datasets. */
export async function measureRows(
  executor: Executor,
  rows: readonly (readonly Dataset[])[],
  settings: FluxPointsSettings,
): Promise<readonly (FluxPoints | undefined)[]> {
  const { context = {} } = settings;
  const filled = rows.filter((datasets) => datasets.length > 0);
  const shared = { settings: toFluxSettings(settings) };
  const found = await runTasks(executor, fluxPointsTask, filled, { context, shared, isAlone: true });
  const head = headOf(settings);
  const measured = found.map((result) => ("value" in result ? { ...head, points: result.value } : undefined));
  const model = measured.find((row) => row !== undefined);
  const whole = found.map((result, i) =>
    "lost" in result ? emptyRow(settings, model, asReason(result.lost.message)) : measured[i],
  );
  let next = 0;
  return rows.map((datasets) => (datasets.length > 0 ? whole[next++] : undefined));
}
