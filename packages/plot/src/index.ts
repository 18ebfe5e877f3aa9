export { axisTitle, unitLabel } from "./axes/axis-title.ts";
export { type RenderOptions, renderSvg } from "./render/render-svg.ts";
export { type MarkStyle, type Theme, themes } from "./theme/theme.ts";
export { type TimeFigureOptions, type TimePoint, timeFigure } from "./time/time-figure.ts";
