import { GammakitError } from "../errors/gammakit-error.ts";
import { boundingBox, type PixelBox } from "./bounding-box.ts";
import { compilePixelRegion, type PixelTest } from "./compile-pixel-region.ts";
import { compileEllipseOverlap, compileRectangleOverlap, type PixelOverlap } from "./exact-overlap.ts";
import { innerOf, outerOf } from "./hollow.ts";
import type { PixelRegion } from "./pixel-region.ts";

/** The part of each pixel that a region covers. */
export interface RegionWeights {
  /** The region's bounding box, to which `values` belong. */
  readonly box: PixelBox;
  /** From 0, outside, to 1, inside; x fastest. */
  readonly values: Float64Array;
}

/** How the covered part of a pixel is found. */
export interface RegionWeightsOptions {
  /** "center" (default): 1 where the pixel's center is inside; "subpixels": by smaller pixels; "exact": by area. */
  readonly mode?: "center" | "subpixels" | "exact";
  /** Number of smaller pixels along each side of a pixel, 1 to 100. */
  readonly subpixels?: number;
}

/** A mask of more pixels is a mistake. */
const maxPixels = 5e7;

/**
 * The part of each pixel of its bounding box that a region covers, as `to_mask` of astropy regions has it: a center on the rim
 * is not inside, and an annulus is the outer shape less the inner one. The exact way knows circles, ellipses, rectangles and
 * their annuli.
 * Throws "unsupported" for other regions the exact way, "invalid-input" for a number of subpixels that is none,
 * "limit-exceeded" for a box of more than 50 million pixels.
 */
export function regionWeights(
  region: PixelRegion,
  { mode = "center", subpixels = 5 }: RegionWeightsOptions = {},
): RegionWeights {
  if (!(Number.isInteger(subpixels) && subpixels >= 1 && subpixels <= 100)) {
    throw new GammakitError("invalid-input", `subpixels is ${subpixels}, and must be a whole number from 1 to 100.`, {
      subpixels,
    });
  }
  const box = boundingBox(region);
  const [nx, ny] = [Math.max(0, box.xMax - box.xMin), Math.max(0, box.yMax - box.yMin)];
  if (!(nx * ny <= maxPixels)) {
    throw new GammakitError(
      "limit-exceeded",
      `The box of the region has ${nx} × ${ny} pixels, more than ${maxPixels}.`,
      {
        box,
      },
    );
  }
  const covered = mode === "exact" ? compileExact(region) : compileSampled(region, mode === "center" ? 1 : subpixels);
  const values = new Float64Array(nx * ny);
  for (let k = 0; k < values.length; k++) values[k] = covered(box.xMin + (k % nx), box.yMin + Math.floor(k / nx));
  return { box, values };
}

function compileExact(region: PixelRegion): PixelOverlap {
  switch (region.kind) {
    case "circle":
      return circleOverlap(region.x, region.y, region.radius);
    case "annulus":
      return less(
        circleOverlap(region.x, region.y, region.outerRadius),
        circleOverlap(region.x, region.y, region.innerRadius),
      );
    case "ellipse":
      return compileEllipseOverlap(region);
    case "rectangle":
      return compileRectangleOverlap(region);
    case "elliptical-annulus":
    case "rectangular-annulus":
      return less(compileExact(outerOf(region)), compileExact(innerOf(region)));
    default:
      throw new GammakitError(
        "unsupported",
        `The exact overlap of a pixel and a region of kind "${region.kind}" is not known. Take mode "subpixels".`,
        { kind: region.kind },
      );
  }
}

function circleOverlap(x: number, y: number, radius: number): PixelOverlap {
  if (radius === 0) return () => 0;
  return compileEllipseOverlap({ x, y, width: 2 * radius, height: 2 * radius, angle: 0 });
}

function less(outer: PixelOverlap, inner: PixelOverlap): PixelOverlap {
  return (i, j) => Math.max(0, outer(i, j) - inner(i, j));
}

function compileSampled(region: PixelRegion, fine: number): PixelOverlap {
  if (region.kind === "elliptical-annulus" || region.kind === "rectangular-annulus") {
    return less(compileSampled(outerOf(region), fine), compileSampled(innerOf(region), fine));
  }
  const isInside = compileInterior(region);
  return (i, j) => {
    let n = 0;
    for (let k = 0; k < fine; k++) {
      const y = j - 0.5 + (k + 0.5) / fine;
      for (let l = 0; l < fine; l++) if (isInside(i - 0.5 + (l + 0.5) / fine, y)) n++;
    }
    return n / (fine * fine);
  };
}

/** Without the rim, to rounding: else of the pixels of a symmetric shape on its rim some would be inside and some outside. */
function compileInterior(region: PixelRegion): PixelTest {
  const shrunk = 1 - 1e-12;
  switch (region.kind) {
    case "circle":
      return compilePixelRegion({ ...region, radius: region.radius * shrunk });
    case "rectangle":
    case "ellipse":
      return compilePixelRegion({ ...region, width: region.width * shrunk, height: region.height * shrunk });
    default:
      return compilePixelRegion(region);
  }
}
