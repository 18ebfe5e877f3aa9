import type {
  ModelRecord,
  SkyModelRecord,
  SpatialModel,
  SpatialRecord,
  SpectralModel,
  TemporalModel,
  TemporalRecord,
} from "../model/model.ts";
import { modelFromRecord } from "./model-from-record.ts";
import { toParameterRecord } from "./parameter-record.ts";
import { recordSettings } from "./record-settings.ts";
import type { Registry } from "./registry.ts";
import { toRecord } from "./to-record.ts";

/** A source: its spectrum, and where it has them its shape and its course in time. */
export interface SkyModel {
  readonly spectral: SpectralModel;
  readonly spatial?: SpatialModel;
  readonly temporal?: TemporalModel;
}

/** The plain form of a source; `skyModelFromRecord` turns it back. The spectrum has the name. */
export function toSkyRecord({ spectral, spatial, temporal }: SkyModel, datasets?: readonly string[]): SkyModelRecord {
  return {
    ...toRecord(spectral, datasets),
    ...(spatial && { spatial: { ...plain(spatial), frame: spatial.frame } }),
    ...(temporal && { temporal: { ...plain(temporal), scale: temporal.scale } }),
  };
}

/** The source that `record` describes. Throws as `modelFromRecord`. */
export function skyModelFromRecord(record: SkyModelRecord, registry: Registry): SkyModel {
  const { spatial, temporal, ...spectral } = record;
  return {
    spectral: modelFromRecord(spectral, registry),
    ...(spatial && { spatial: spatialFromRecord(spatial, registry) }),
    ...(temporal && { temporal: temporalFromRecord(temporal, registry) }),
  };
}

/** The spatial model that `record` describes. Throws as `modelFromRecord`. */
export function spatialFromRecord(record: SpatialRecord, registry: Registry): SpatialModel {
  return build("spatialModel", record, record.frame === undefined ? {} : { frame: record.frame }, registry);
}

/** The temporal model that `record` describes. Throws as `modelFromRecord`. */
export function temporalFromRecord(record: TemporalRecord, registry: Registry): TemporalModel {
  return build("temporalModel", record, record.scale === undefined ? {} : { scale: record.scale }, registry);
}

function plain({ id, name, options, parameters }: SpatialModel | TemporalModel): ModelRecord {
  return {
    id,
    ...(name !== undefined && { name }),
    ...(options !== undefined && { options }),
    parameters: parameters.map(toParameterRecord),
  };
}

function build<K extends "spatialModel" | "temporalModel">(
  kind: K,
  { id, name, options, parameters }: ModelRecord,
  extra: Readonly<Record<string, string>>,
  registry: Registry,
): K extends "spatialModel" ? SpatialModel : TemporalModel {
  const common = { ...extra, ...(name !== undefined && { name }), ...(options !== undefined && { options }) };
  const template = registry.create(kind, id, common);
  return registry.create(kind, id, { ...common, ...recordSettings(template, parameters, registry) }) as never;
}
