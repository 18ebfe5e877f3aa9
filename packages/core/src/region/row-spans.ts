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
 * Where pixels of a row y of the box may lie in a region, in increasing order: some pixels beyond them on either side, as all is rounded. So
 * rings and slanted rectangles cost as much as they cover, not as their box does.
 */
export function compileRowSpans(region: PixelRegion, box: PixelBox): (y: number) => readonly RowSpan[] {
  const whole: readonly RowSpan[] = [{ from: box.xMin, to: box.xMax, isSolid: false }];
  if (region.kind === "circle") return ringSpans({ ...region, innerRadius: 0, outerRadius: region.radius }, box);
  if (region.kind === "annulus") return ringSpans(region, box);
  if (region.kind === "rectangle") return rectangleSpans(region, box);
  return () => whole;
}

type PixelRing = Omit<Extract<PixelRegion, { readonly kind: "annulus" }>, "kind">;

function ringSpans({ x, y: yCenter, innerRadius, outerRadius }: PixelRing, box: PixelBox) {
  return (y: number): readonly RowSpan[] => {
    const dy = y - yCenter;
    const outer = Math.sqrt(Math.max(0, outerRadius * outerRadius - dy * dy));
    const left = Math.ceil(x - outer - 0.5);
    const right = Math.floor(x + outer + 0.5) + 1;
    const hole = innerRadius * innerRadius - dy * dy;
    const inner = hole > 0 ? Math.sqrt(hole) : 0;
    const before = Math.ceil(x - inner) + 1;
    const after = Math.floor(x + inner);
    const spans: RowSpan[] = [];
    const isCut = hole > 0 && before < after;
    addClipped(spans, box, left, isCut ? before : right, isCut || hole <= 0);
    if (isCut) addClipped(spans, box, after, right, true);
    return spans;
  };
}

type PixelRectangle = Extract<PixelRegion, { readonly kind: "rectangle" }>;

/** A row cuts a stretch out of each of the two strips that a rectangle is the common part of. */
function rectangleSpans({ x, y: yCenter, width, height, angle }: PixelRectangle, box: PixelBox) {
  const [cos, sin] = turnOf(angle);
  return (y: number): readonly RowSpan[] => {
    const dy = y - yCenter;
    const low = Math.max(stripStart(cos, sin * dy, width / 2), stripStart(sin, -cos * dy, height / 2));
    const high = Math.min(-stripStart(cos, -sin * dy, width / 2), -stripStart(sin, cos * dy, height / 2));
    const spans: RowSpan[] = [];
    if (low <= high + 1) addClipped(spans, box, Math.ceil(x + low - 0.5), Math.floor(x + high + 0.5) + 1, true);
    return spans;
  };
}

/**
 * The least u with |slope · u + offset| ≤ half, −∞ where the slope says nothing. The greatest one is minus that of the opposite
 * offset.
 */
function stripStart(slope: number, offset: number, half: number): number {
  if (Math.abs(slope) < 1e-9) return Number.NEGATIVE_INFINITY;
  return Math.min((-half - offset) / slope, (half - offset) / slope);
}

/** The part of a stretch that lies in the box, if there is one. */
function addClipped(spans: RowSpan[], { xMin, xMax }: PixelBox, from: number, to: number, isSolid: boolean): void {
  const first = Math.max(xMin, from);
  const end = Math.min(xMax, to);
  if (first < end) spans.push({ from: first, to: end, isSolid });
}
