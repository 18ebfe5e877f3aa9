import { compileFrameChange, compileWcs, defineSpatialModel, GammakitError } from "@gammakit/core";
import { place } from "./distances.ts";

/**
 * A source without extension. Its integral over pixels is shared among the four around it such that their centroid is its place;
 * what falls beyond the edge of the image is lost.
 *
 * Parameters: `lon_0` (0 deg), `lat_0` (0 deg). It has no brightness: `evaluate` throws "unsupported".
 */
export const pointSpatial = defineSpatialModel({
  id: "point",
  aliases: ["PointSpatialModel"],
  summary: "Point source",
  parameters: place,
  radius: () => 0,
  compileIntegral(wcs, frame) {
    const { toPixel } = compileWcs(wcs);
    const change = compileFrameChange(frame, wcs.frame);
    const [nx, ny] = wcs.shape;
    const xy = new Float64Array(2);
    return (p, out) => {
      out.fill(0);
      change(p[0], p[1], xy);
      if (!toPixel(xy[0], xy[1], xy)) return;
      const [left, below] = [Math.floor(xy[0]), Math.floor(xy[1])];
      for (let y = Math.max(below, 0); y <= Math.min(below + 1, ny - 1); y++) {
        for (let x = Math.max(left, 0); x <= Math.min(left + 1, nx - 1); x++) {
          out[y * nx + x] = (1 - Math.abs(xy[0] - x)) * (1 - Math.abs(xy[1] - y));
        }
      }
    };
  },
  evaluate() {
    throw new GammakitError(
      "unsupported",
      "A point has no brightness at a position; integrate it over pixels with compileSpatialIntegral.",
      { id: "point" },
    );
  },
});
