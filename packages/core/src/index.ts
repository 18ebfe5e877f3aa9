export type { Axis, AxisDescription, AxisScale } from "./axis/axis.ts";
export { axisFromBounds, axisFromCenters, axisFromEdges, axisFromLabels } from "./axis/axis.ts";
export { binIndex } from "./axis/locate.ts";
export type {
  CompiledStatistic,
  Estimator,
  EstimatorContext,
  Figure,
  Maker,
  Renderer,
  Statistic,
} from "./contracts/analysis.ts";
export { errorFromRecord, toErrorRecord } from "./contracts/error-record.ts";
export type { ErrorRecord, Executor, MapContext, Task, TaskContext, TaskOutcome } from "./contracts/executor.ts";
export type { ByteSource, Reader, Writer, WrittenFile } from "./contracts/io.ts";
export type {
  Chain,
  ChainDiagnostics,
  Interval,
  MinimizeResult,
  MinimizeStatus,
  Objective,
  Optimizer,
  Sampler,
} from "./contracts/optimizer.ts";
export type { RunContext } from "./contracts/run-context.ts";
export type { Dataset, SpectrumDataset, SpectrumDatasetOnOff } from "./dataset/dataset.ts";
export { type EmptySpectrumOptions, emptySpectrum } from "./dataset/empty-spectrum.ts";
export { withFitRange } from "./dataset/fit-range.ts";
export type { MapDataset, MapDatasetOnOff } from "./dataset/map-dataset.ts";
export { alphaOf, backgroundOf, fitMask, fittedBins, hasBackground } from "./dataset/on-off.ts";
export { type EnergySlice, sliceEnergy } from "./dataset/slice-energy.ts";
export { summarizeDataset } from "./dataset/summarize-dataset.ts";
export type { ErrorCode } from "./errors/gammakit-error.ts";
export { GammakitError, isGammakitError } from "./errors/gammakit-error.ts";
export { nearest } from "./errors/suggest.ts";
export type { EventList } from "./events/events.ts";
export { createEvents, pickIndices, selectEvents } from "./events/events.ts";
export type { Gti } from "./events/gti.ts";
export {
  clipGti,
  compileInsideGti,
  concatGti,
  createGti,
  gtiIntervals,
  gtiRounding,
  insideGti,
  intersectGti,
  intervalCenters,
  onTime,
  unionGti,
} from "./events/gti.ts";
export { rebaseGti } from "./events/rebase.ts";
export type { TaskBatch, TaskPool, TaskReply } from "./executor/pool.ts";
export { type PoolExecutorOptions, poolExecutor } from "./executor/pool-executor.ts";
export { runBatch } from "./executor/run-batch.ts";
export { backgroundRate } from "./irf/background.ts";
export { effectiveAreaAt } from "./irf/effective-area.ts";
export { energyDispersionAt, energyDispersionMatrix } from "./irf/energy-dispersion.ts";
export type {
  Background,
  Background2D,
  Background3D,
  EffectiveArea,
  Enclosure,
  EnergyDispersion,
  GridValues,
  Psf,
  PsfKing,
  PsfMultiGauss,
  PsfTable,
  RadMax,
} from "./irf/irf.ts";
export { migraKernel } from "./irf/migra-kernel.ts";
export { overlapKernel } from "./irf/overlap-kernel.ts";
export { containment, containmentRadius, psfDensity } from "./irf/psf.ts";
export { radMaxAt } from "./irf/rad-max.ts";
export { addMaps, divideMaps, multiplyMaps, subtractMaps } from "./maps/arithmetic.ts";
export { type BinRange, type SumOverAxesOptions, sliceAxis, sumOverAxes } from "./maps/axes.ts";
export { createMap, type MapOptions } from "./maps/create-map.ts";
export { type DownsampleOptions, downsample } from "./maps/downsample.ts";
export { compileMapInterpolation, interpolateMap, type MapInterpolation } from "./maps/interpolate-map.ts";
export type { ImageWcs, MapValues, RegionMap, SkyMap, WcsMap } from "./maps/map.ts";
export { type RegionMaskOptions, regionMask } from "./maps/region-mask.ts";
export {
  findOverlaps,
  pixelsInRegion,
  pixelsInRegions,
  type RegionOverlap,
  type RegionPixels,
} from "./maps/region-pixels.ts";
export { type RegionSumOptions, regionAny, regionMean, regionSum } from "./maps/region-sum.ts";
export { axisIndex, binCount, mapShape, pixelCount, valueIndex } from "./maps/shape.ts";
export { type SmoothOptions, smooth } from "./maps/smooth.ts";
export { solidAngles } from "./maps/solid-angles.ts";
export { crop, cutout, type PadOptions, pad, pixelScales } from "./maps/window.ts";
export type { CompiledIntegral } from "./model/compile-integral.ts";
export { compileEnergyIntegral, compileIntegral, compileIntegralGradient } from "./model/compile-integral.ts";
export { compileSpatialIntegral, type SpatialIntegralOptions } from "./model/compile-spatial-integral.ts";
export { type CompiledTemporal, compileTemporal, compileTemporalMean } from "./model/compile-temporal.ts";
export { joinParameters } from "./model/join-parameters.ts";
export type {
  AbsorptionTable,
  ModelRecord,
  Parameter,
  ParameterChange,
  ParameterRecord,
  Prior,
  PriorRecord,
  SkyModelRecord,
  SpatialIntegral,
  SpatialModel,
  SpatialRecord,
  SpectralModel,
  TemporalModel,
  TemporalRecord,
} from "./model/model.ts";
export type { ParameterInput, ParameterSetting, Quantity } from "./model/parameter.ts";
export { type Parametrized, parameterValues } from "./model/parameter-values.ts";
export type { PartsOptions } from "./model/parts.ts";
export { partsOf } from "./model/parts.ts";
export { parameterIndex, parameterOf, withParameters } from "./model/with-parameters.ts";
export { cbrt, exp, expm1, pow, tanh } from "./numeric/repeatable/exponential.ts";
export { log, log1p, log2, log10 } from "./numeric/repeatable/logarithm.ts";
export { acos, asin, atan, atan2, cos, hypot, sin, tan } from "./numeric/repeatable/trigonometry.ts";
export { compileIntervals, type IntervalFinder } from "./observation/interval-finder.ts";
export type { Observation } from "./observation/observation.ts";
export {
  compileSplit,
  intervalsFromEdges,
  sliceObservation,
  splitByTime,
  type TimeInterval,
  type TimePart,
} from "./observation/slice.ts";
export type { RegistryWarning } from "./plugin/check-plugin.ts";
export { contractVersion } from "./plugin/core-copy.ts";
export { corePlugin } from "./plugin/core-plugin.ts";
export { createRegistry, type RegistryOptions } from "./plugin/create-registry.ts";
export { createSoundRegistry } from "./plugin/create-sound-registry.ts";
export type { PriorDefinition, PriorExtension, PriorNumbers, PriorSettings } from "./plugin/define-prior.ts";
export { definePrior } from "./plugin/define-prior.ts";
export type {
  SpatialKernel,
  SpatialModelDefinition,
  SpatialModelExtension,
  SpatialModelSettings,
} from "./plugin/define-spatial-model.ts";
export { defineSpatialModel } from "./plugin/define-spatial-model.ts";
export type {
  SpectralFamilyDefinition,
  SpectralFamilyExtension,
  SpectralFamilyMember,
  SpectralFamilySettings,
} from "./plugin/define-spectral-family.ts";
export { defineSpectralFamily } from "./plugin/define-spectral-family.ts";
export type {
  ParameterDefinition,
  ParameterTable,
  SpectralKernel,
  SpectralModelDefinition,
  SpectralModelExtension,
  SpectralModelSettings,
} from "./plugin/define-spectral-model.ts";
export { defineSpectralModel } from "./plugin/define-spectral-model.ts";
export type {
  TemporalModelDefinition,
  TemporalModelExtension,
  TemporalModelSettings,
} from "./plugin/define-temporal-model.ts";
export { defineTemporalModel } from "./plugin/define-temporal-model.ts";
export { type ExtensionRecord, toExtensionRecord } from "./plugin/extension-record.ts";
export { type InlineExecutorOptions, inlineExecutor } from "./plugin/inline-executor.ts";
export { extensionKinds } from "./plugin/kinds.ts";
export { modelFromRecord } from "./plugin/model-from-record.ts";
export { toPriorRecord } from "./plugin/parameter-record.ts";
export { createPause } from "./plugin/pause.ts";
export { priorFromRecord } from "./plugin/record-settings.ts";
export type {
  AnyExtension,
  Extension,
  ExtensionPoints,
  Kind,
  Label,
  Plugin,
  Registry,
} from "./plugin/registry.ts";
export { defineExtension } from "./plugin/registry.ts";
export type { SkyModel } from "./plugin/sky-record.ts";
export { skyModelFromRecord, spatialFromRecord, temporalFromRecord, toSkyRecord } from "./plugin/sky-record.ts";
export { toRecord } from "./plugin/to-record.ts";
export type { UnknownOption } from "./plugin/unknown-options.ts";
export { boundingBox, type PixelBox } from "./region/bounding-box.ts";
export { checkRegion } from "./region/check-region.ts";
export { compilePixelRegion, type PixelTest } from "./region/compile-pixel-region.ts";
export { overlapFraction } from "./region/overlap.ts";
export { insideCircle, type PixelCircle, toPixelCircle, toSkyCircle } from "./region/pixel-circle.ts";
export { type PixelRegion, toPixelRegion, toSkyRegion } from "./region/pixel-region.ts";
export { type ProfileGeometry, profileGeometries } from "./region/profile-geometries.ts";
export {
  type ConcentricAnnuliOptions,
  concentricAnnuli,
  type ProfileRegions,
  type RectanglesAlongOptions,
  rectanglesAlong,
} from "./region/profile-regions.ts";
export type {
  AnnulusRegion,
  CircleRegion,
  CompoundRegion,
  EllipseRegion,
  EllipticalAnnulusRegion,
  LineRegion,
  PointRegion,
  PolygonRegion,
  RectangleRegion,
  RectangularAnnulusRegion,
  Region,
  RegionOperator,
  UnionRegion,
} from "./region/region.ts";
export { requireCircle, requireRegion } from "./region/region.ts";
export { regionArea, regionSolidAngle } from "./region/region-area.ts";
export { regionCenter } from "./region/region-center.ts";
export { type RegionWeights, type RegionWeightsOptions, regionWeights } from "./region/region-weights.ts";
export { selectInside } from "./region/select-inside.ts";
export { selectInsideRegions } from "./region/select-inside-regions.ts";
export { compileSkyMask, type SkyMask } from "./region/sky-mask.ts";
export type {
  FluxPoint,
  FluxPoints,
  FluxProfile,
  LightCurve,
  NormScan,
  UpperLimitMethod,
} from "./result/flux-points.ts";
export { fluxOf, type NormQuantity, normOf, referenceFlux, type SedType, sedUnits } from "./result/sed.ts";
export { type ProfileSlice, sliceProfile } from "./result/slice-profile.ts";
export { compileFrameChange, separationBetween, toFrame } from "./sky/frames.ts";
export { parseAngle } from "./sky/parse-angle.ts";
export type { Frame, SkyPosition } from "./sky/position.ts";
export { offsetBy, positionAngle, separation, wrap180, wrap360 } from "./sky/separation.ts";
export type { SkyOffsetFrame } from "./sky/sky-offset.ts";
export { fromSkyOffset, toSkyOffset } from "./sky/sky-offset.ts";
export { blobSource } from "./source/blob-source.ts";
export { bufferSource } from "./source/buffer-source.ts";
export type { UrlSourceOptions } from "./source/url-source.ts";
export { urlSource } from "./source/url-source.ts";
export { cash, cashDerivative, cstat } from "./statistics/cash.ts";
export type {
  Counts,
  CountsStatistic,
  CountsSummary,
  ExcessErrors,
  KnownBackground,
  OnOffCounts,
  UpperLimitOptions,
} from "./statistics/counts.ts";
export {
  countsStatistic,
  excessErrors,
  excessForSignificance,
  excessUpperLimit,
  summarizeCounts,
} from "./statistics/counts.ts";
export { gammaP, gammaQ, logGamma, logGammaP, logGammaQ } from "./statistics/gamma.ts";
export {
  chiSquareLowerQuantile,
  chiSquareLowerTail,
  chiSquareQuantile,
  chiSquareTail,
  logChiSquareTail,
  logNormalTail,
  normalQuantile,
  normalTail,
  poissonTail,
  significanceOf,
} from "./statistics/tails.ts";
export { wstat, wstatBackground, wstatDerivative } from "./statistics/wstat.ts";
export { column } from "./table/column.ts";
export { cellSize, columnOf, selectRows, tableOf } from "./table/columns.ts";
export type { Column, ColumnData, Table } from "./table/table.ts";
export { addSeconds, instantFromMjd, isAfterExpiry, secondsBetween, toMjd, toScale } from "./time/instant.ts";
export { formatIso, parseTime } from "./time/iso.ts";
export type { LeapSeconds } from "./time/leap-seconds.ts";
export { leapSeconds, withLeapSecond } from "./time/leap-seconds.ts";
export { parseLeapSeconds } from "./time/parse-leap-seconds.ts";
export type { KeywordLookup, TimeReference } from "./time/reference.ts";
export { referenceFromHeader, secondsAfterReference } from "./time/reference.ts";
export type { Instant, TimeScale } from "./time/scale.ts";
export { instantFromUnix, toUnix } from "./time/unix.ts";
export { conversionFactor, convert, convertAll } from "./units/convert.ts";
export type { Dimensions } from "./units/definitions.ts";
export type { ExactScale } from "./units/exact-scale.ts";
export { formatUnit } from "./units/format-unit.ts";
export { parseQuantity } from "./units/parse-quantity.ts";
export type { Unit, UnitTerm } from "./units/parse-unit.ts";
export { parseUnit } from "./units/parse-unit.ts";
export { compileWcs } from "./wcs/compile-wcs.ts";
export type { WcsOptions } from "./wcs/create-wcs.ts";
export { createWcs } from "./wcs/create-wcs.ts";
export type { PixelScale } from "./wcs/pixel-scale.ts";
export { localPixelScale, pixelSolidAngle } from "./wcs/pixel-scale.ts";
export type { CompiledWcs, Wcs } from "./wcs/wcs.ts";
export { wcsFromHeader, wcsToHeader } from "./wcs/wcs-header.ts";
