import { svg } from "../dom/build.ts";
import type { Scale } from "./scale.ts";

/** Where a chart has its axes, and what they are called. */
export interface FrameOptions {
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Leave out words below the axis, where another panel follows. */
  readonly bareX?: boolean;
  readonly top?: number;
  /** Where the axes begin, for panels below one another; as far as the words of the ticks reach where absent. */
  readonly minLeft?: number;
}

/** Axes with room for marks between them. */
export interface Frame {
  readonly root: SVGGElement;
  /** Marks are clipped to the room between the axes. */
  readonly marks: SVGGElement;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  px(value: number): number;
  py(value: number): number;
}

/** Width of a letter of the ticks, or somewhat more. */
const letter = 6.2;
const room = { right: 12, top: 8, bottom: 36 };
let frames = 0;

/** Draws axes, grid and titles. */
export function drawFrame({
  width,
  height,
  x,
  y,
  xTitle,
  yTitle,
  bareX = false,
  top: offset = 0,
  minLeft,
}: FrameOptions): Frame {
  const longest = Math.max(2, ...y.ticks.map(({ text }) => text.length));
  const left = minLeft ?? 28 + letter * longest;
  const right = Math.min(width - room.right, ...x.ticks.map((tick) => lastRight(tick, x, left, width)));
  const [top, bottom] = [offset + room.top, offset + height - (bareX ? 6 : room.bottom)];
  const px = (value: number) => left + x.at(value) * (right - left);
  const py = (value: number) => bottom - y.at(value) * (bottom - top);
  const clip = `gammakit-clip-${++frames}`;
  const marks = svg("g", { "clip-path": `url(#${clip})` });
  const middle = (top + bottom) / 2;
  const root = svg(
    "g",
    {},
    svg(
      "clipPath",
      { id: clip },
      svg("rect", { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }),
    ),
    svg("rect", {
      class: "plane",
      x: left,
      y: top,
      width: Math.max(0, right - left),
      height: Math.max(0, bottom - top),
    }),
    ...y.ticks.flatMap(({ value, text }) => [
      svg("line", { class: "grid", x1: left, x2: right, y1: py(value), y2: py(value) }),
      svg("text", { class: "tick end", x: left - 6, y: py(value) + 3.5 }, text),
    ]),
    ...x.ticks.flatMap(({ value, text }) => [
      svg("line", { class: "grid", x1: px(value), x2: px(value), y1: top, y2: bottom }),
      bareX ? undefined : svg("text", { class: "tick middle", x: px(value), y: bottom + 14 }, text),
    ]),
    marks,
    bareX ? undefined : svg("text", { class: "axis middle", x: (left + right) / 2, y: bottom + 30 }, xTitle),
    svg("text", { class: "axis middle", x: 12, y: middle, transform: `rotate(-90 12 ${middle})` }, yTitle),
  );
  return { root, marks, left, right, top, bottom, px, py };
}

/** How far right axes may end for the words of a tick, which are centered below it, to stay within the drawing. */
function lastRight({ value, text }: Scale["ticks"][number], x: Scale, left: number, width: number): number {
  const at = x.at(value);
  return at > 0 ? left + (width - (letter * text.length) / 2 - left) / at : Number.POSITIVE_INFINITY;
}
