import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { clockLabel, utcTitle } from "../time/time-axes.ts";

/** Two quantities of one interval. Points with a NaN value are left out, and the line goes on to the next. */
export interface HysteresisPoint {
  /** Middle of the interval [MJD, UTC]. */
  readonly time: number;
  readonly x: number;
  readonly xError: number;
  readonly y: number;
  readonly yError: number;
}

/** The line y = pivotValue + slope (x − pivot), errors of value and slope independent at the pivot. */
export interface RegressionLine {
  readonly slope: number;
  readonly slopeError: number;
  readonly pivot: number;
  readonly pivotValue: number;
  readonly pivotError: number;
}

/** What the axes of a hysteresis figure are. */
export interface HysteresisOptions {
  readonly title: string;
  /** Draw a line through the points, with its one-sigma band, over the range of x. */
  readonly line?: RegressionLine;
  readonly x: { readonly quantity: string; readonly unit: string; readonly scale?: "linear" | "log" };
  readonly y: { readonly quantity: string; readonly unit: string };
}

/**
 * One quantity against another as time goes on: joined in order, colored by time, errors of both, start and end marked.
 * Throws "invalid-input" with fewer than two points.
 */
export function hysteresisFigure(points: readonly HysteresisPoint[], { title, x, y, line }: HysteresisOptions): Figure {
  const rows = points
    .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
    .map((point) => ({ ...point, ...bars(point), id: 0 }));
  if (rows.length < 2) {
    throw new GammakitError(
      "invalid-input",
      `"${title}": a path needs two points; ${rows.length} of ${points.length} have values.`,
    );
  }
  const [first, last] = [rows[0].time, rows[rows.length - 1].time];
  const plane = {
    x: {
      field: "x",
      type: "quantitative",
      scale: { type: x.scale ?? "linear", ...(x.scale !== "log" && { zero: false }) },
      axis: { title: axisTitle(x.quantity, x.unit), format: ".3~g", tickCount: 6 },
    },
    y: { field: "y", type: "quantitative", scale: { zero: false }, title: axisTitle(y.quantity, y.unit) },
  };
  const color = {
    field: "time",
    type: "quantitative",
    scale: { domain: [first, last] },
    legend: { title: utcTitle(first, last), type: "gradient", gradientLength: 200, ...clockLabel(first, last) },
  };
  const segments = rows
    .slice(1)
    .map((row, k) => ({ x: rows[k].x, y: rows[k].y, x2: row.x, y2: row.y, time: row.time }));
  const tooltip = [
    { field: "x", title: x.quantity, format: ".4~g" },
    { field: "y", title: y.quantity, format: ".4~g" },
    { field: "time", title: "MJD (UTC)", format: ".5f" },
  ];
  const ends = [
    { ...rows[0], label: "start" },
    { ...rows[rows.length - 1], label: "end" },
  ];
  return vegaLite(title, `${y.quantity} against ${x.quantity}, ${rows.length} intervals joined in time.`, {
    data: { values: rows },
    layer: [
      ...(line ? lineLayers(lineRows(line, rows), plane) : []),
      {
        mark: { type: "rule", strokeWidth: 1, opacity: 0.45 },
        encoding: { ...plane, x: { ...plane.x, field: "xLow" }, x2: { field: "xHigh" }, color },
      },
      {
        mark: { type: "rule", strokeWidth: 1, opacity: 0.45 },
        encoding: { ...plane, y: { ...plane.y, field: "yLow" }, y2: { field: "yHigh" }, color },
      },
      {
        data: { values: segments },
        mark: { type: "rule", strokeWidth: 1.6 },
        encoding: { ...plane, x2: { field: "x2" }, y2: { field: "y2" }, color },
      },
      { mark: { type: "point", size: 34 }, encoding: { ...plane, color, tooltip } },
      {
        data: { values: ends },
        mark: { type: "point", shape: "diamond", size: 150, filled: false, strokeWidth: 1.6, style: "contrast" },
        encoding: plane,
      },
      {
        data: { values: ends },
        mark: { type: "text", dy: -13, fontWeight: "bold" },
        encoding: { ...plane, text: { field: "label" } },
      },
    ],
  });
}

/** Enough corners for a hyperbola, and for a line on a logarithmic axis. */
const corners = 60;

function lineRows(line: RegressionLine, rows: readonly { readonly x: number }[]) {
  const [low, high] = [Math.min(...rows.map(({ x }) => x)), Math.max(...rows.map(({ x }) => x))];
  return Array.from({ length: corners + 1 }, (_, k) => {
    const x = low + ((high - low) * k) / corners;
    const value = line.pivotValue + line.slope * (x - line.pivot);
    const error = Math.hypot(line.pivotError, line.slopeError * (x - line.pivot));
    return { x, value, low: value - error, high: value + error };
  });
}

function lineLayers(values: ReturnType<typeof lineRows>, plane: { readonly x: object; readonly y: object }) {
  return [
    {
      data: { values },
      mark: { type: "area", style: "constant-band" },
      encoding: { x: plane.x, y: { ...plane.y, field: "low" }, y2: { field: "high" } },
    },
    {
      data: { values },
      mark: { type: "line", style: "constant" },
      encoding: { x: plane.x, y: { ...plane.y, field: "value" } },
    },
  ];
}

function bars({ x, xError, y, yError }: HysteresisPoint) {
  const [dx, dy] = [xError, yError].map((error) => (Number.isFinite(error) ? error : 0));
  return { xLow: x - dx, xHigh: x + dx, yLow: y - dy, yHigh: y + dy };
}
