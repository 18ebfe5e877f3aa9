import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { type Measured, measuredRow, measurementLayers } from "../marks/measurement.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { timeAxes } from "./time-axes.ts";

/** A quantity over one interval of time. NaN where a number does not exist. */
export interface TimePoint extends Omit<Measured, "x" | "xLow" | "xHigh"> {
  /** Start of the interval [MJD, UTC]. */
  readonly start: number;
  /** Stop of the interval [MJD, UTC]. */
  readonly stop: number;
}

/** A stretch of time that one value describes. */
export interface TimeBlock {
  /** Start and stop [MJD, UTC]. */
  readonly start: number;
  readonly stop: number;
  readonly value: number;
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
  /** Draw stretches of one value, in order of time, as steps. */
  readonly blocks?: readonly TimeBlock[];
  /** "linear" when absent. */
  readonly scale?: "linear" | "log";
}

/**
 * A quantity against time: error bars, horizontal bars over each interval, upper limits as arrows, UTC below and MJD above.
 * Intervals without a value leave a gap; blocks are drawn as steps. Throws "invalid-input" when there is no interval.
 */
export function timeFigure(points: readonly TimePoint[], options: TimeFigureOptions): Figure {
  if (points.length === 0) throw new GammakitError("invalid-input", `"${options.title}": there is nothing to draw.`);
  const { title, quantity, unit, constant, blocks = [], scale = "linear" } = options;
  const axes = timeAxes(Math.min(...points.map(({ start }) => start)), Math.max(...points.map(({ stop }) => stop)));
  const y = {
    type: "quantitative",
    scale: { type: scale, nice: true, ...(scale === "linear" && { zero: false }) },
    axis: { title: axisTitle(quantity, unit), format: ".3~g" },
  };
  const rows = points.flatMap(({ start, stop, ...point }) =>
    measuredRow({ ...point, x: (start + stop) / 2, xLow: start, xHigh: stop }, scale === "log"),
  );
  const [first, ...others] = measurementLayers(rows, {
    x: axes.utc,
    xBare: axes.none,
    y,
    names: { x: "MJD (UTC)", y: quantity },
  });
  return vegaLite(title, `${quantity} against time, ${rows.length} of ${points.length} intervals.`, {
    resolve: { axis: { x: "independent" } },
    layer: [
      ...(constant ? constantLayers(constant, y) : []),
      first,
      // Draws nothing but the axis above.
      {
        data: { values: rows },
        mark: { type: "rule", style: "guide", opacity: 0 },
        encoding: { x: { ...axes.mjd, field: "x" } },
      },
      ...(blocks.length > 0 ? blockLayers(blocks, axes.none, y) : []),
      ...others,
    ],
  });
}

/** Steps: a bar for each block, and a thinner one to the next, halfway where there is a gap between them. */
function blockLayers(blocks: readonly TimeBlock[], x: object, y: object): readonly object[] {
  const steps = blocks.slice(1).map((block, k) => ({
    at: (blocks[k].stop + block.start) / 2,
    from: blocks[k].value,
    to: block.value,
  }));
  return [
    {
      data: { values: blocks },
      mark: { type: "rule", style: "block" },
      encoding: { x: { ...x, field: "start" }, x2: { field: "stop" }, y: { ...y, field: "value" } },
    },
    {
      data: { values: steps },
      mark: { type: "rule", style: "block-step" },
      encoding: { x: { ...x, field: "at" }, y: { ...y, field: "from" }, y2: { field: "to" } },
    },
  ];
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
