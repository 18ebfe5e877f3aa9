export type { ConformanceCase } from "./case.ts";
export type { Tolerance } from "./compare.ts";
export { assertClose, assertWithinSigma, relativeDifference } from "./compare.ts";
export type { MakerInput } from "./maker-conformance.ts";
export { makerConformance } from "./maker-conformance.ts";
export type { OptimizerConformanceOptions } from "./optimizer-conformance.ts";
export { optimizerConformance } from "./optimizer-conformance.ts";
export type { SpectralModelCase } from "./spectral-model-conformance.ts";
export { spectralModelConformance } from "./spectral-model-conformance.ts";
