import { asin, cos, hypot, sin } from "../numeric/repeatable/trigonometry.ts";
import { compileFrameChange, toFrame } from "../sky/frames.ts";
import type { CompiledWcs } from "../wcs/wcs.ts";
import type { PixelCircle } from "./pixel-circle.ts";

/**
 * Indices of the positions `lon`, `lat` [deg, ICRS] that fall into at least one of the circles of a coordinate system's
 * pixel plane. A position in two circles is listed once.
 */
export function selectInside(
  lon: Float64Array,
  lat: Float64Array,
  circles: readonly PixelCircle[],
  wcs: CompiledWcs,
): Int32Array {
  if (circles.length === 0) return new Int32Array(0);
  const candidates = candidatesNear(lon, lat, circles, wcs);
  const rotate = wcs.wcs.frame === "icrs" ? undefined : compileFrameChange("icrs", wcs.wcs.frame);
  const point = new Float64Array(2);
  let n = 0;
  for (let k = 0; k < candidates.length; k++) {
    const i = candidates[k];
    let inside: boolean;
    if (rotate === undefined) inside = wcs.toPixel(lon[i], lat[i], point);
    else {
      rotate(lon[i], lat[i], point);
      inside = wcs.toPixel(point[0], point[1], point);
    }
    if (inside && insideAny(circles, point[0], point[1])) candidates[n++] = i;
  }
  return candidates.slice(0, n);
}

function insideAny(circles: readonly PixelCircle[], x: number, y: number): boolean {
  for (let k = 0; k < circles.length; k++) {
    const circle = circles[k];
    const dx = x - circle.x;
    const dy = y - circle.y;
    if (dx * dx + dy * dy < circle.radius * circle.radius) return true;
  }
  return false;
}

/**
 * Indices of the positions inside a box in longitude and latitude that holds all circles: a cheap first cut that leaves the
 * trigonometry to few. It holds for the gnomonic projection, where angles are never larger than plane distances.
 */
function candidatesNear(
  lon: Float64Array,
  lat: Float64Array,
  circles: readonly PixelCircle[],
  { wcs }: CompiledWcs,
): Int32Array {
  const reach = planeReach(circles, wcs.crpix, wcs.cd);
  const center = toFrame({ frame: wcs.frame, lon: wcs.crval[0], lat: wcs.crval[1] }, "icrs");
  const boxed = wcs.projection === "TAN" && reach + Math.abs(center.lat) < 89;
  const ratio = sin((reach * Math.PI) / 180) / cos((center.lat * Math.PI) / 180);
  const halfHeight = boxed ? reach : Number.POSITIVE_INFINITY;
  const halfWidth = boxed ? (asin(ratio) * 180) / Math.PI : Number.POSITIVE_INFINITY;
  const out = new Int32Array(lon.length);
  return out.subarray(0, indicesInBox(lon, lat, center.lon, center.lat, halfWidth, halfHeight, out));
}

/** Writes the indices of the positions inside the box into `out`, and tells how many they are. */
function indicesInBox(
  lon: Float64Array,
  lat: Float64Array,
  centerLon: number,
  centerLat: number,
  halfWidth: number,
  halfHeight: number,
  out: Int32Array,
): number {
  let n = 0;
  for (let i = 0; i < lon.length; i++) {
    if (Math.abs(lat[i] - centerLat) > halfHeight) continue;
    let distance = Math.abs(lon[i] - centerLon);
    // The remainder is slow, and hardly ever needed.
    if (distance >= 360) distance %= 360;
    if (distance > halfWidth && 360 - distance > halfWidth) continue;
    out[n++] = i;
  }
  return n;
}

/** Largest distance of a point of the circles from the reference point in the projection plane [deg], with a margin for rounding. */
function planeReach(
  circles: readonly PixelCircle[],
  crpix: readonly [number, number],
  cd: readonly [number, number, number, number],
): number {
  const scale = Math.max(hypot(cd[0], cd[2]), hypot(cd[1], cd[3]));
  const skew = Math.abs(cd[0] * cd[1] + cd[2] * cd[3]) > 1e-9 * scale * scale ? Math.SQRT2 : 1;
  const pixels = circles.map((c) => hypot(c.x + 1 - crpix[0], c.y + 1 - crpix[1]) + c.radius);
  return Math.max(...pixels) * scale * skew * (1 + 1e-9) + 1e-9;
}
