export type { SpectralModelCase } from "./spectral-model-conformance.ts";
export { spectralModelConformance } from "./spectral-model-conformance.ts";
