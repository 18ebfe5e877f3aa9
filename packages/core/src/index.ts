export type { Axis, AxisScale } from "./axis/axis.ts";
export type { CompiledStatistic, Estimator, Figure, Maker, Renderer, Statistic } from "./contracts/analysis.ts";
export type { ErrorRecord, Executor, Task, TaskContext, TaskOutcome } from "./contracts/executor.ts";
export type { ByteSource, Reader, Writer, WrittenFile } from "./contracts/io.ts";
export type {
  Chain,
  Interval,
  MinimizeResult,
  MinimizeStatus,
  Objective,
  Optimizer,
  Sampler,
} from "./contracts/optimizer.ts";
export type { RunContext } from "./contracts/run-context.ts";
export type { Dataset, SpectrumDataset, SpectrumDatasetOnOff } from "./dataset/dataset.ts";
export type { ErrorCode } from "./errors/gammakit-error.ts";
export { GammakitError, isGammakitError } from "./errors/gammakit-error.ts";
export { nearest } from "./errors/suggest.ts";
export type { EventList } from "./events/events.ts";
export type { Gti } from "./events/gti.ts";
export type {
  EffectiveArea,
  Enclosure,
  EnergyDispersion,
  GridValues,
  Psf,
  PsfKing,
  PsfMultiGauss,
  PsfTable,
} from "./irf/irf.ts";
export type {
  ModelRecord,
  Parameter,
  ParameterChange,
  Prior,
  SpatialModel,
  SpectralModel,
  TemporalModel,
} from "./model/model.ts";
export type { Observation } from "./observation/observation.ts";
export type { AnyExtension, Extension, ExtensionPoints, Kind, Label, Plugin, Registry } from "./plugin/registry.ts";
export { contractVersion, createRegistry, defineExtension } from "./plugin/registry.ts";
export type { CircleRegion, Region } from "./region/region.ts";
export type { Frame, SkyPosition } from "./sky/position.ts";
export type { Column, ColumnData, Table } from "./table/table.ts";
export type { Instant, TimeScale } from "./time/scale.ts";
export type { CompiledWcs, Wcs } from "./wcs/wcs.ts";
