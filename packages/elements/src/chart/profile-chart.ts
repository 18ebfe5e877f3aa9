import { svg } from "../dom/build.ts";
import { type Drawing, emptyDrawing, nearest, paddedRange, pathThrough } from "./drawing.ts";
import { drawFrame } from "./frame.ts";
import { linearScale } from "./scale.ts";
import { powerOf, quantityTitle } from "./time-chart.ts";

/** A flux in one region; NaN where there is no number. */
export interface ProfilePoint {
  /** Edges of the region along the profile [deg]. */
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly error: number;
  readonly limit: number;
  /** Shown as its limit. */
  readonly isLimit: boolean;
}

/** A profile. */
export interface ProfileChart {
  readonly distance: string;
  readonly quantity: string;
  readonly unit: string;
  readonly points: readonly ProfilePoint[];
  readonly selected: number;
  /** A second course behind the points, by region. */
  readonly line?: { readonly label: string; readonly values: readonly number[] };
}

/** Draws a profile: points with errors over their regions, limits as arrows. */
export function drawProfileChart(
  { distance, quantity, unit, points, selected, line }: ProfileChart,
  width: number,
): Drawing {
  const height = 240;
  const root = emptyDrawing(width, height);
  const shown = points.flatMap(({ value, error, limit, isLimit }) =>
    isLimit ? [limit, 0] : [value - error, value + error],
  );
  const [low, high] = paddedRange([...shown, 0, ...(line?.values ?? [])]);
  const power = powerOf(Math.max(Math.abs(low), Math.abs(high)));
  const factor = 10 ** -power;
  const ends = points.flatMap((point) => [point.low, point.high]);
  const frame = drawFrame({
    width,
    height,
    x: linearScale(Math.min(...ends), Math.max(...ends), width / 80),
    y: linearScale(low * factor, high * factor, 6),
    xTitle: `${distance} [deg]`,
    yTitle: quantityTitle(quantity, unit, power),
  });
  const { px, marks } = frame;
  const py = (value: number) => frame.py(value * factor);
  const chosen = points[selected];
  if (chosen !== undefined) {
    const [from, to] = [px(chosen.low), px(chosen.high)];
    marks.append(
      svg("rect", {
        class: "chosen",
        x: from,
        y: frame.top,
        width: Math.max(1, to - from),
        height: frame.bottom - frame.top,
      }),
    );
  }
  marks.append(svg("line", { class: "mean", x1: frame.left, x2: frame.right, y1: py(0), y2: py(0) }));
  if (line !== undefined) {
    const steps = points.flatMap((point, k) =>
      Number.isFinite(line.values[k])
        ? [[px(point.low), py(line.values[k])] as const, [px(point.high), py(line.values[k])] as const]
        : [],
    );
    marks.append(svg("path", { class: "model line", d: pathThrough(steps) }));
  }
  points.forEach(({ low: from, high: to, value, error, limit, isLimit }, k) => {
    const y = py(isLimit ? limit : value);
    const x = px((from + to) / 2);
    if (!Number.isFinite(y)) return;
    marks.append(
      svg("line", { class: "bar", x1: px(from), x2: px(to), y1: y, y2: y }),
      isLimit
        ? svg("path", { class: "arrow", d: `M${x} ${y}v14m-3.5 -4.5l3.5 4.5l3.5 -4.5` })
        : svg("line", { class: "bar", x1: x, x2: x, y1: py(value - error), y2: py(value + error) }),
      isLimit
        ? ""
        : svg("circle", {
            class: k === selected ? "point picked" : "point",
            cx: x,
            cy: y,
            r: k === selected ? 4 : 2.8,
          }),
    );
  });
  root.append(frame.root);
  return { root, pick: (x) => nearest(points.map((point) => Math.abs((px(point.low) + px(point.high)) / 2 - x))) };
}
