export type { ModelComparison } from "./comparison.ts";
export { isNested } from "./nesting.ts";
export { spectraTable } from "./spectra-table.ts";
export {
  type SpectralBin,
  type SpectralTimeSeriesOptions,
  spectralTimeSeries,
  type TimeBin,
} from "./time-series.ts";
export { type Variability, variability } from "./variability.ts";
