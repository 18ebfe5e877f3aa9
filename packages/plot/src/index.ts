export { axisTitle, unitLabel } from "./axes/axis-title.ts";
export { type CornerFigureOptions, type CornerParameter, cornerFigure } from "./corner/corner-figure.ts";
export type { Measured } from "./marks/measurement.ts";
export { plotPlugin } from "./plugin.ts";
export { compileNormStatistic, type NormStatistic } from "./profile/norm-statistic.ts";
export { type ProfileFigureOptions, profileFigure } from "./profile/profile-figure.ts";
export type { ColorMapName } from "./raster/color-map.ts";
export type { StretchName } from "./raster/stretch.ts";
export { type RenderOptions, renderSvg } from "./render/render-svg.ts";
export type { RendererOptions } from "./render/renderer-options.ts";
export { svgRenderer } from "./render/svg-renderer.ts";
export { type CurvesOptions, curvesFigure } from "./response/curves-figure.ts";
export { type DispersionMatrix, dispersionFigure } from "./response/dispersion-figure.ts";
export { effectiveAreaFigure } from "./response/effective-area-figure.ts";
export { psfFigure } from "./response/psf-figure.ts";
export {
  type HysteresisOptions,
  type HysteresisPoint,
  hysteresisFigure,
  type RegressionLine,
} from "./series/hysteresis-figure.ts";
export { type LikelihoodFigureOptions, likelihoodFigure } from "./series/likelihood-figure.ts";
export { type Series, type SeriesFigureOptions, seriesFigure } from "./series/series-figure.ts";
export { type RegionOverlay, type SkyFigureOptions, skyFigure } from "./sky/sky-figure.ts";
export {
  type SpectrumCurve,
  type SpectrumOptions,
  type SpectrumResidual,
  type SpectrumSet,
  spectrumFigure,
} from "./spectrum/spectrum-figure.ts";
export { type MarkStyle, type Theme, themes } from "./theme/theme.ts";
export { withTheme } from "./theme/with-theme.ts";
export {
  type TimeBlock,
  type TimeCurve,
  type TimeFigureOptions,
  type TimePoint,
  timeFigure,
} from "./time/time-figure.ts";
