import { svg } from "../dom/build.ts";
import type { SpectrumData } from "../protocol.ts";
import { drawFrame, type Frame } from "./frame.ts";
import { linearScale, type Scale } from "./scale.ts";

/** What a panel of residuals shows, and where it stands. */
export interface ResidualOptions {
  readonly residuals: SpectrumData["residuals"];
  /** What it stands below. */
  readonly above: Frame;
  readonly x: Scale;
  readonly width: number;
  /** Where it begins [pixels]. */
  readonly top: number;
}

/** Height of the panel [pixels]. */
export const residualHeight = 96;

/** Draws how far counts are from what is predicted, below another panel. */
export function residualPanel({ residuals, above, x, width, top }: ResidualOptions): Frame {
  const most = Math.max(2, ...residuals.map(({ value }) => Math.abs(value))) * 1.15;
  const frame = drawFrame({
    width,
    height: residualHeight,
    top,
    minLeft: above.left,
    x,
    y: linearScale(-most, most, 3),
    xTitle: "Energy [TeV]",
    yTitle: "Residual [σ]",
  });
  const { px, py, marks } = frame;
  marks.append(svg("line", { class: "mean", x1: above.left, x2: above.right, y1: py(0), y2: py(0) }));
  for (const { eMin, eMax, value } of residuals) {
    const cx = px(Math.sqrt(eMin * eMax));
    marks.append(
      svg("line", { class: "bar", x1: px(eMin), x2: px(eMax), y1: py(value), y2: py(value) }),
      svg("line", { class: "bar faint", x1: cx, x2: cx, y1: py(0), y2: py(value) }),
      svg("circle", { class: "point", cx, cy: py(value), r: 2.6 }),
    );
  }
  return frame;
}
