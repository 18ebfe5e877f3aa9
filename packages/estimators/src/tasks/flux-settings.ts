import { type ExtensionRecord, type ModelRecord, modelFromRecord, type Registry, toRecord } from "@gammakit/core";
import type { FluxPointsSettings } from "../flux-points/options.ts";
import { recordOf } from "./run-tasks.ts";

/** How flux points are made, as data. */
export interface FluxSettingsRecord
  extends Omit<FluxPointsSettings, "reference" | "optimizer" | "statistics" | "context"> {
  readonly reference: ModelRecord;
  readonly optimizer?: ExtensionRecord;
  readonly statistics?: readonly ExtensionRecord[];
}

/** The plain form of settings; `fluxSettingsOf` turns it back. Throws "invalid-input" for parts that no factory made. */
export function toFluxSettings({
  reference,
  optimizer,
  statistics,
  context: _,
  ...rest
}: FluxPointsSettings): FluxSettingsRecord {
  return {
    ...rest,
    energyEdges: Float64Array.from(rest.energyEdges),
    normScan: Float64Array.from(rest.normScan),
    reference: toRecord(reference),
    ...(optimizer && { optimizer: recordOf("optimizer", optimizer) }),
    ...(statistics && { statistics: statistics.map((statistic) => recordOf("statistic", statistic)) }),
  };
}

const made = new WeakMap<FluxSettingsRecord, FluxPointsSettings>();

/** The settings that `record` describes, made once for all tasks of a worker. */
export function fluxSettingsOf(record: FluxSettingsRecord, registry: Registry): FluxPointsSettings {
  const known = made.get(record);
  if (known !== undefined) return known;
  const { reference, optimizer, statistics, ...rest } = record;
  const settings: FluxPointsSettings = {
    ...rest,
    reference: modelFromRecord(reference, registry),
    ...(optimizer && { optimizer: registry.create("optimizer", optimizer.id, optimizer.options) }),
    ...(statistics && { statistics: statistics.map(({ id, options }) => registry.create("statistic", id, options)) }),
  };
  made.set(record, settings);
  return settings;
}
