import type { MarkStyle } from "../theme/theme.ts";

/** A measured point as a figure draws it; NaN where a number does not exist. */
export interface Measured {
  readonly x: number;
  /** Ends of the horizontal bar. */
  readonly xLow: number;
  readonly xHigh: number;
  readonly value: number;
  /** Distance to the lower end of the error bar. */
  readonly errorLow: number;
  /** Distance to the upper end of the error bar. */
  readonly errorHigh: number;
  /** Upper limit, shown as an arrow in the place of the value when given. */
  readonly upperLimit?: number;
  /** For the tooltip. */
  readonly note?: string;
}

/** A row of the data that {@link measurementLayers} draws. */
export interface MeasuredRow {
  readonly x: number;
  readonly xLow: number;
  readonly xHigh: number;
  readonly y: number;
  readonly yLow: number;
  readonly yHigh: number;
  readonly isLimit: boolean;
  readonly note: string;
  /** What {@link Plane.color} may tell apart. */
  readonly label?: string;
}

/** The point as a row, or none where there is neither a value nor a limit; `positive` keeps bars on a logarithmic scale. */
export function measuredRow(point: Measured, positive = false): readonly MeasuredRow[] {
  const { x, xLow, xHigh, value, errorLow, errorHigh, upperLimit, note = "" } = point;
  const isLimit = upperLimit !== undefined && Number.isFinite(upperLimit);
  const y = isLimit ? upperLimit : value;
  if (!Number.isFinite(y) || (positive && !(y > 0))) return [];
  const [low, high] = [errorLow, errorHigh].map((error) => (Number.isFinite(error) && !isLimit ? error : 0));
  const yLow = positive ? Math.max(y - low, y * 1e-3) : y - low;
  return [{ x, xLow, xHigh, y, yLow, yHigh: y + high, isLimit, note }];
}

/** Encodings of the two axes, without their fields. */
export interface Plane {
  readonly x: object;
  /** For layers that would draw an x axis again; `x` when absent. */
  readonly xBare?: object;
  readonly y: object;
  /** For the tooltip. */
  readonly names: { readonly x: string; readonly y: string };
  /** Draw in the color of text, over a shade. */
  readonly contrast?: boolean;
  /** Encoding of a color, which is that of data when absent. */
  readonly color?: object;
}

/** Error bars, horizontal bars, dots, and arrows down from upper limits. Layers with nothing in them are left out. */
export function measurementLayers(
  rows: readonly MeasuredRow[],
  { x, xBare = x, y, names, contrast = false, color: byLabel }: Plane,
): readonly object[] {
  const limits = rows.filter(({ isLimit }) => isLimit);
  const values = rows.filter(({ isLimit }) => !isLimit);
  const style = (name: MarkStyle): MarkStyle => (contrast ? "contrast" : name);
  const tooltip = [
    { field: "x", title: names.x, format: ".7~g" },
    { field: "y", title: names.y, format: ".4~g" },
    { field: "note", title: " " },
  ];
  const color = byLabel && { color: byLabel };
  const at = { x: { ...xBare, field: "x" }, y: { ...y, field: "y" }, tooltip, ...color };
  const width = { x: { ...x, field: "xLow" }, x2: { field: "xHigh" }, y: { ...y, field: "y" }, ...color };
  const height = { x: { ...xBare, field: "x" }, y: { ...y, field: "yLow" }, y2: { field: "yHigh" }, ...color };
  return [
    { data: { values: rows }, mark: { type: "rule", style: style("error") }, encoding: width },
    ...(values.length > 0
      ? [
          { data: { values }, mark: { type: "rule", style: style("error"), clip: true }, encoding: height },
          { data: { values }, mark: { type: "point", style: style("data") }, encoding: at },
        ]
      : []),
    ...(limits.length > 0
      ? [
          {
            data: { values: limits },
            mark: { type: "point", shape: "triangle-down", size: 50, yOffset: 9, style: style("limit") },
            encoding: at,
          },
          {
            data: { values: limits },
            mark: { type: "rule", style: style("limit"), y2Offset: 9 },
            encoding: { x: { ...xBare, field: "x" }, y: { ...y, field: "y" }, y2: { field: "y" }, ...color },
          },
        ]
      : []),
  ];
}
