import { svg } from "../dom/build.ts";
import { type Drawing, emptyDrawing, nearest, paddedRange, pathThrough } from "./drawing.ts";
import { drawFrame } from "./frame.ts";
import { linearScale } from "./scale.ts";
import { powerOf, quantityTitle } from "./time-chart.ts";

/** Two quantities in one interval; NaN where there is no number. */
export interface PathRow {
  readonly x: number;
  readonly xError: number;
  readonly y: number;
  readonly yError: number;
}

/** One quantity against another, in order of time. */
export interface PathChart {
  readonly x: { readonly quantity: string; readonly unit: string };
  readonly y: { readonly quantity: string; readonly unit: string };
  readonly rows: readonly PathRow[];
  readonly selected: number;
}

/** Draws the way of two quantities in time: points with errors, joined in their order, from dark to bright. */
export function drawPathChart({ x, y, rows, selected }: PathChart, width: number): Drawing {
  const height = 326;
  const root = emptyDrawing(width, height);
  const [xLow, xHigh] = paddedRange(rows.flatMap((row) => [row.x - row.xError, row.x + row.xError]));
  const [yLow, yHigh] = paddedRange(rows.flatMap((row) => [row.y - row.yError, row.y + row.yError]));
  const powers = [
    powerOf(Math.max(Math.abs(xLow), Math.abs(xHigh))),
    powerOf(Math.max(Math.abs(yLow), Math.abs(yHigh))),
  ];
  const [fx, fy] = powers.map((power) => 10 ** -power);
  const frame = drawFrame({
    width,
    height,
    x: linearScale(xLow * fx, xHigh * fx, Math.max(4, width / 80)),
    y: linearScale(yLow * fy, yHigh * fy, 6),
    xTitle: quantityTitle(x.quantity, x.unit, powers[0]),
    yTitle: quantityTitle(y.quantity, y.unit, powers[1]),
  });
  const at = (row: PathRow) => [frame.px(row.x * fx), frame.py(row.y * fy)] as const;
  const known = rows.filter((row) => Number.isFinite(row.x + row.y));
  frame.marks.append(svg("path", { class: "path", d: pathThrough(known.map(at)) }));
  rows.forEach((row, k) => {
    if (!Number.isFinite(row.x + row.y)) return;
    const [cx, cy] = at(row);
    const picked = k === selected;
    frame.marks.append(
      svg("line", {
        class: picked ? "bar" : "bar faint",
        x1: frame.px((row.x - row.xError) * fx),
        x2: frame.px((row.x + row.xError) * fx),
        y1: cy,
        y2: cy,
      }),
      svg("line", {
        class: picked ? "bar" : "bar faint",
        x1: cx,
        x2: cx,
        y1: frame.py((row.y - row.yError) * fy),
        y2: frame.py((row.y + row.yError) * fy),
      }),
      svg("circle", {
        class: picked ? "point picked" : `point early-${earliness(k, rows.length)}`,
        cx,
        cy,
        r: picked ? 5 : 3.5,
      }),
    );
  });
  root.append(frame.root);
  return {
    root,
    pick: (px, py) =>
      nearest(
        rows.map((row) => {
          const [cx, cy] = at(row);
          return Math.hypot(cx - px, cy - py);
        }),
      ),
  };
}

/** Five colors from the first to the last. */
function earliness(k: number, count: number): number {
  return Math.min(4, Math.floor((5 * k) / Math.max(1, count)));
}
