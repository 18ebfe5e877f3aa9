export { axisTitle, unitLabel } from "./axes/axis-title.ts";
export type { ColorMapName } from "./raster/color-map.ts";
export type { StretchName } from "./raster/stretch.ts";
export { type RenderOptions, renderSvg } from "./render/render-svg.ts";
export { type RegionOverlay, type SkyFigureOptions, skyFigure } from "./sky/sky-figure.ts";
export { type MarkStyle, type Theme, themes } from "./theme/theme.ts";
export { type TimeFigureOptions, type TimePoint, timeFigure } from "./time/time-figure.ts";
