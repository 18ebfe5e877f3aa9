import { svg } from "../dom/build.ts";

/** A chart that was drawn. */
export interface Drawing {
  readonly root: SVGSVGElement;
  /** Number of the mark nearest to a place in it [pixels]; undefined where there is none. */
  pick(x: number, y: number): number | undefined;
}

/** An empty drawing of a size; words that describe it stand beside it on the page. */
export function emptyDrawing(width: number, height: number): SVGSVGElement {
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" });
}

/** Number of the nearest of some places, those that are no numbers left out. */
export function nearest(distances: readonly number[]): number | undefined {
  let best: number | undefined;
  distances.forEach((distance, k) => {
    if (Number.isFinite(distance) && (best === undefined || distance < distances[best])) best = k;
  });
  return best;
}

/** The range of values with their errors, a little wider; the unit range where there is none. */
export function paddedRange(values: readonly number[], padding = 0.07): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))];
  const margin = padding * (high - low || Math.abs(high) || 1);
  return [low - margin, high + margin];
}

/** A path through points, in pixels with a tenth of precision. */
export function pathThrough(points: readonly (readonly [number, number])[], close = false): string {
  return (
    points.map(([x, y], k) => `${k === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("") + (close ? "Z" : "")
  );
}
