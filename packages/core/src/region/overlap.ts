import type { CompiledWcs } from "../wcs/wcs.ts";
import { boundingBox, type PixelBox } from "./bounding-box.ts";
import { compilePixelRegion, type PixelTest } from "./compile-pixel-region.ts";
import { toPixelRegion } from "./pixel-region.ts";
import type { Region } from "./region.ts";

/**
 * The fraction of the smaller of two regions that the other one covers: of its pixel centers, so that regions which only share
 * a side do not overlap; of ten times finer pixels where one of them holds no pixel center. Throws as `toPixelRegion`.
 */
export function overlapFraction(a: Region, b: Region, wcs: CompiledWcs): number {
  const [first, second] = [toPixelRegion(a, wcs), toPixelRegion(b, wcs)];
  const [boxA, boxB] = [boundingBox(first), boundingBox(second)];
  if (!boxesOverlap(boxA, boxB)) return 0;
  const [insideA, insideB] = [compilePixelRegion(first), compilePixelRegion(second)];
  for (const fine of [1, 10]) {
    const smaller = Math.min(countInside(boxA, insideA, fine), countInside(boxB, insideB, fine));
    if (smaller === 0) continue;
    return countInside(boxA, (x, y) => insideA(x, y) && insideB(x, y), fine) / smaller;
  }
  return 0;
}

/** Whether two boxes have a pixel in common. */
export function boxesOverlap(a: PixelBox, b: PixelBox): boolean {
  return a.xMin < b.xMax && b.xMin < a.xMax && a.yMin < b.yMax && b.yMin < a.yMax;
}

function countInside(box: PixelBox, isInside: PixelTest, fine: number): number {
  let n = 0;
  for (let j = 0; j < (box.yMax - box.yMin) * fine; j++) {
    const y = box.yMin - 0.5 + (j + 0.5) / fine;
    for (let i = 0; i < (box.xMax - box.xMin) * fine; i++) if (isInside(box.xMin - 0.5 + (i + 0.5) / fine, y)) n++;
  }
  return n;
}
