import { svg } from "../dom/build.ts";
import { type Drawing, emptyDrawing, nearest, paddedRange } from "./drawing.ts";
import { drawFrame } from "./frame.ts";
import { linearScale, superscript, timeScale, unitText } from "./scale.ts";

/** A quantity over one interval; NaN where there is no number. Times in milliseconds after 1970 (UTC). */
export interface TimeRow {
  readonly start: number;
  readonly stop: number;
  readonly value: number;
  readonly error: number;
}

/** A stretch of time that one value describes. */
export interface TimeStep {
  readonly start: number;
  readonly stop: number;
  readonly value: number;
}

/** A quantity against time. */
export interface TimeChart {
  readonly quantity: string;
  readonly unit: string;
  readonly rows: readonly TimeRow[];
  /** Start and stop of what is shown. */
  readonly range: readonly [number, number];
  readonly selected: number;
  readonly mean?: readonly [number, number];
  readonly steps?: readonly TimeStep[];
}

/** Draws a quantity against time: points with errors over their intervals, the mean as a band, steps as lines. */
export function drawTimeChart(
  { quantity, unit, rows, range, selected, mean, steps = [] }: TimeChart,
  width: number,
): Drawing {
  const height = 215;
  const root = emptyDrawing(width, height);
  const ends = rows.flatMap(({ value, error }) => [value - error, value + error]);
  const [low, high] = paddedRange(ends);
  const power = powerOf(Math.max(Math.abs(low), Math.abs(high)));
  const factor = 10 ** -power;
  const margin = 0.02 * (range[1] - range[0] || 1);
  const frame = drawFrame({
    width,
    height,
    x: timeScale(range[0] - margin, range[1] + margin, Math.max(2, width / 80)),
    y: linearScale(low * factor, high * factor, 5),
    xTitle: dateTitle(range),
    yTitle: quantityTitle(quantity, unit, power),
  });
  const { px, marks } = frame;
  const py = (value: number) => frame.py(value * factor);
  const chosen = rows[selected];
  if (chosen !== undefined) {
    const [x, end] = [px(chosen.start), px(chosen.stop)];
    marks.append(
      svg("rect", { class: "chosen", x, y: frame.top, width: Math.max(1, end - x), height: frame.bottom - frame.top }),
    );
  }
  if (mean !== undefined) {
    const [value, error] = mean;
    marks.append(
      svg("rect", {
        class: "mean-band",
        x: frame.left,
        y: py(value + error),
        width: frame.right - frame.left,
        height: Math.max(0.5, py(value - error) - py(value + error)),
      }),
      svg("line", { class: "mean", x1: frame.left, x2: frame.right, y1: py(value), y2: py(value) }),
    );
  }
  for (const { start, stop, value } of steps) {
    marks.append(svg("line", { class: "model", x1: px(start), x2: px(stop), y1: py(value), y2: py(value) }));
  }
  rows.forEach(({ start, stop, value, error }, k) => {
    if (!Number.isFinite(value)) return;
    const [x, y] = [(px(start) + px(stop)) / 2, py(value)];
    marks.append(
      svg("line", { class: "bar", x1: px(start), x2: px(stop), y1: y, y2: y }),
      Number.isFinite(error)
        ? svg("line", { class: "bar", x1: x, x2: x, y1: py(value - error), y2: py(value + error) })
        : "",
      svg("circle", { class: k === selected ? "point picked" : "point", cx: x, cy: y, r: k === selected ? 4 : 2.8 }),
    );
  });
  root.append(frame.root);
  return { root, pick: (x) => nearest(rows.map(({ start, stop }) => Math.abs((px(start) + px(stop)) / 2 - x))) };
}

/** The power of ten that is taken out of small and large numbers. */
export function powerOf(size: number): number {
  if (!(size > 0) || (size >= 0.01 && size < 10_000)) return 0;
  return Math.floor(Math.log10(size));
}

/** What an axis is called, with the power of ten that was taken out. */
export function quantityTitle(quantity: string, unit: string, power: number): string {
  const parts = [power === 0 ? "" : `10${superscript(power)}`, unitText(unit)].filter((part) => part !== "");
  return parts.length === 0 ? quantity : `${quantity} [${parts.join(" ")}]`;
}

function dateTitle([start, stop]: readonly [number, number]): string {
  const [from, to] = [start, stop].map((time) => new Date(time).toISOString().slice(0, 10));
  if (stop - start > 4 * 86_400_000) return "Date (UTC)";
  return from === to ? `UTC, ${from}` : `UTC, ${from} to ${to}`;
}
