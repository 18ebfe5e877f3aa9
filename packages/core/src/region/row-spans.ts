import type { PixelBox } from "./bounding-box.ts";
import type { PixelRegion } from "./pixel-region.ts";
import { turnOf } from "./turn-of.ts";

/** Pixels of a row from `from` up to but not including `to`. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
  /** Whether those that lie in the region follow one another: between two of them all do. */
  readonly isSolid: boolean;
}

/**
 * Where pixels of a row y of the box may lie in a region, in increasing order: no more than two pixels beyond them on either side. So rings
 * and slanted rectangles cost as much as they cover, not as their box does.
 */
export function compileRowSpans(region: PixelRegion, box: PixelBox): (y: number) => readonly RowSpan[] {
  const whole: readonly RowSpan[] = [{ from: box.xMin, to: box.xMax, isSolid: false }];
  if (region.kind === "circle") return ringSpans({ ...region, innerRadius: 0, outerRadius: region.radius }, box);
  if (region.kind === "annulus") return ringSpans(region, box);
  if (region.kind === "rectangle") return rectangleSpans(region, box);
  return () => whole;
}

type PixelRing = Omit<Extract<PixelRegion, { readonly kind: "annulus" }>, "kind">;

function ringSpans({ x, innerRadius, outerRadius, ...ring }: PixelRing, box: PixelBox) {
  return (y: number): readonly RowSpan[] => {
    const dy = y - ring.y;
    const outer = Math.sqrt(Math.max(0, outerRadius * outerRadius - dy * dy));
    const [left, right] = [Math.floor(x - outer) - 1, Math.ceil(x + outer) + 2];
    const hole = innerRadius * innerRadius - dy * dy;
    const inner = hole > 0 ? Math.sqrt(hole) : 0;
    const [before, after] = [Math.ceil(x - inner) + 1, Math.floor(x + inner)];
    if (hole <= 0 || after <= before) return clipped(box, { from: left, to: right, isSolid: hole <= 0 });
    return clipped(box, { from: left, to: before, isSolid: true }, { from: after, to: right, isSolid: true });
  };
}

type PixelRectangle = Extract<PixelRegion, { readonly kind: "rectangle" }>;

/** A row cuts a stretch out of each of the two strips that a rectangle is the common part of. */
function rectangleSpans({ x, width, height, angle, ...rectangle }: PixelRectangle, box: PixelBox) {
  const [cos, sin] = turnOf(angle);
  return (y: number): readonly RowSpan[] => {
    const dy = y - rectangle.y;
    const [a, b] = [strip(cos, sin * dy, width / 2), strip(sin, -cos * dy, height / 2)];
    const [low, high] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (!(low <= high + 2)) return [];
    return clipped(box, { from: Math.floor(x + low) - 1, to: Math.ceil(x + high) + 2, isSolid: true });
  };
}

/** The stretch of u with |slope · u + offset| ≤ half; everything where the slope says nothing. */
function strip(slope: number, offset: number, half: number): readonly [number, number] {
  if (Math.abs(slope) < 1e-9) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const [p, q] = [(-half - offset) / slope, (half - offset) / slope];
  return p < q ? [p, q] : [q, p];
}

function clipped({ xMin, xMax }: PixelBox, ...spans: readonly RowSpan[]): readonly RowSpan[] {
  const inside = spans.map((span) => ({ ...span, from: Math.max(xMin, span.from), to: Math.min(xMax, span.to) }));
  return inside.filter(({ from, to }) => from < to);
}
