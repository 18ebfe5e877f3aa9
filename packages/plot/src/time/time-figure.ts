import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { timeAxes } from "./time-axes.ts";

/** A quantity over one interval of time. NaN where a number does not exist. */
export interface TimePoint {
  /** Start of the interval [MJD, UTC]. */
  readonly start: number;
  /** Stop of the interval [MJD, UTC]. */
  readonly stop: number;
  readonly value: number;
  /** Distance to the lower end of the error bar. */
  readonly errorLow: number;
  /** Distance to the upper end of the error bar. */
  readonly errorHigh: number;
  /** Upper limit, shown in the place of the value when given. */
  readonly upperLimit?: number;
  /** For the tooltip. */
  readonly note?: string;
}

/** What is drawn against time, and how. */
export interface TimeFigureOptions {
  readonly title: string;
  /** Name of the quantity, for the axis: "Index". */
  readonly quantity: string;
  /** Its unit; empty for none. */
  readonly unit: string;
  /** Draw a weighted mean with its error: [value, error]. */
  readonly constant?: readonly [number, number];
  /** "linear" when absent. */
  readonly scale?: "linear" | "log";
}

/**
 * A quantity against time: error bars, horizontal bars over each interval, upper limits as arrows, UTC below and MJD above.
 * Intervals without a value leave a gap. Throws "invalid-input" when there is no interval.
 */
export function timeFigure(points: readonly TimePoint[], options: TimeFigureOptions): Figure {
  if (points.length === 0) throw new GammakitError("invalid-input", `"${options.title}": there is nothing to draw.`);
  const { title, quantity, unit, constant, scale = "linear" } = options;
  const axes = timeAxes(Math.min(...points.map(({ start }) => start)), Math.max(...points.map(({ stop }) => stop)));
  const y = { type: "quantitative", scale: { type: scale, zero: false, nice: true }, title: axisTitle(quantity, unit) };
  const values = points.map(row).filter((value) => value !== undefined);
  return {
    kind: "vega-lite",
    title,
    spec: {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      title,
      description: `${quantity} against time, ${values.length} of ${points.length} intervals.`,
      data: { values },
      resolve: { axis: { x: "independent" } },
      layer: [
        ...(constant ? constantLayers(constant, y) : []),
        {
          transform: [{ filter: "!datum.isLimit" }],
          mark: { type: "rule", style: "error" },
          encoding: { x: { ...axes.mjd, field: "middle" }, y: { ...y, field: "low" }, y2: { field: "high" } },
        },
        {
          mark: { type: "rule", style: "error" },
          encoding: { x: { ...axes.utc, field: "start" }, x2: { field: "stop" }, y: { ...y, field: "value" } },
        },
        ...markers(values, {
          x: { ...axes.none, field: "middle" },
          y: { ...y, field: "value" },
          tooltip: tooltip(quantity),
        }),
      ],
    },
  };
}

function row({ start, stop, value, errorLow, errorHigh, upperLimit, note = "" }: TimePoint) {
  const isLimit = upperLimit !== undefined && Number.isFinite(upperLimit);
  const shown = isLimit ? upperLimit : value;
  if (!Number.isFinite(shown)) return undefined;
  const [low, high] = [errorLow, errorHigh].map((error) => (Number.isFinite(error) ? error : 0));
  return { start, stop, middle: (start + stop) / 2, value: shown, low: shown - low, high: shown + high, isLimit, note };
}

/** A dot for each value, an arrowhead for each upper limit; an empty layer would draw a complaint. */
function markers(values: readonly { readonly isLimit: boolean }[], encoding: object): readonly object[] {
  const dots = { transform: [{ filter: "!datum.isLimit" }], mark: { type: "point", style: "data" }, encoding };
  const arrow = { type: "point", shape: "triangle-down", size: 60, yOffset: 8, style: "limit" };
  const arrows = { transform: [{ filter: "datum.isLimit" }], mark: arrow, encoding };
  const limits = values.filter(({ isLimit }) => isLimit).length;
  return [...(limits > 0 ? [arrows] : []), ...(limits < values.length ? [dots] : [])];
}

function constantLayers([value, error]: readonly [number, number], y: object): readonly object[] {
  return [
    {
      data: { values: [{ low: value - error, high: value + error }] },
      mark: { type: "rect", style: "constant-band" },
      encoding: { y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      data: { values: [{ value }] },
      mark: { type: "rule", style: "constant" },
      encoding: { y: { ...y, field: "value" } },
    },
  ];
}

function tooltip(quantity: string): readonly object[] {
  return [
    { field: "value", title: quantity, format: ".4~g" },
    { field: "note", title: " " },
  ];
}
