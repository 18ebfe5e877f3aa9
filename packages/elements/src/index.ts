export { defineElements } from "./define-elements.ts";
export type { AnalysisKind } from "./explorer/analysis-kind.ts";
export { GammakitExplorer } from "./explorer/gammakit-explorer.ts";
export type { Sample } from "./explorer/samples.ts";
export { GammakitFluxProfile } from "./flux-profile/gammakit-flux-profile.ts";
export type { ChosenFile, DataSource, JobObject, TableFormat } from "./protocol.ts";
export { GammakitSpectrumFiles } from "./spectrum-files/gammakit-spectrum-files.ts";
export { GammakitTimeSeries } from "./time-series/gammakit-time-series.ts";
export { WorkElement } from "./work-element.ts";
