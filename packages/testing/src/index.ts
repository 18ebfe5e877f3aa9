export type { ConformanceCase } from "./case.ts";
export type { Tolerance } from "./compare.ts";
export { assertClose, assertWithinSigma, relativeDifference } from "./compare.ts";
export type { EstimatorInput } from "./estimator-conformance.ts";
export { estimatorConformance } from "./estimator-conformance.ts";
export type { ExecutorConformanceOptions, MakeExecutor } from "./executor-conformance.ts";
export { executorConformance } from "./executor-conformance.ts";
export type { CallableTask, FailInput, WaitInput, WaitOutput } from "./executor-tasks.ts";
export {
  arrayTask,
  crashTask,
  endlessTask,
  failTask,
  functionTask,
  registryTask,
  squareTask,
  waitTask,
} from "./executor-tasks.ts";
export type { MakerInput } from "./maker-conformance.ts";
export { makerConformance } from "./maker-conformance.ts";
export type { OptimizerConformanceOptions } from "./optimizer-conformance.ts";
export { optimizerConformance } from "./optimizer-conformance.ts";
export type { PluginConformanceOptions } from "./plugin-conformance.ts";
export { pluginConformance } from "./plugin-conformance.ts";
export type { PriorConformanceOptions } from "./prior-conformance.ts";
export { priorConformance } from "./prior-conformance.ts";
export type { ReaderConformanceOptions } from "./reader-conformance.ts";
export { readerConformance } from "./reader-conformance.ts";
export type { RendererConformanceOptions } from "./renderer-conformance.ts";
export { rendererConformance } from "./renderer-conformance.ts";
export type { SamplerConformanceOptions } from "./sampler-conformance.ts";
export { samplerConformance } from "./sampler-conformance.ts";
export type { SpatialModelConformanceOptions } from "./spatial-model-conformance.ts";
export { spatialModelConformance } from "./spatial-model-conformance.ts";
export type { SpectralModelConformanceOptions } from "./spectral-model-conformance.ts";
export { spectralModelConformance } from "./spectral-model-conformance.ts";
export type { StatisticConformanceOptions } from "./statistic-conformance.ts";
export { statisticConformance } from "./statistic-conformance.ts";
export type { TemporalModelConformanceOptions } from "./temporal-model-conformance.ts";
export { temporalModelConformance } from "./temporal-model-conformance.ts";
export type { WriterConformanceOptions } from "./writer-conformance.ts";
export { writerConformance } from "./writer-conformance.ts";
