import { asin, cos, hypot, sin } from "../numeric/repeatable/trigonometry.ts";
import { compileFrameChange, toFrame } from "../sky/frames.ts";
import { degree } from "../sky/separation.ts";
import type { CompiledWcs, Wcs } from "../wcs/wcs.ts";
import { insideCircle, type PixelCircle } from "./pixel-circle.ts";

/** More than rounding can make of a place, whatever the engine [pixel]: directions are good to 1e-15 rad, and pixels larger than 1e-12. */
const doubt = 1e-3;

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
  const rotate = compileFrameChange("icrs", wcs.wcs.frame);
  const point = new Float64Array(2);
  const isInside = (i: number) => {
    rotate(lon[i], lat[i], point);
    return wcs.toPixel(point[0], point[1], point) && circles.some((circle) => insideCircle(circle, point[0], point[1]));
  };
  const found = new Int32Array(lon.length);
  return found.slice(0, select(lon, lat, planeOf(circles, wcs.wcs), isInside, found));
}

/**
 * What decides most positions: center and half sizes [deg] of a box in longitude and latitude that holds all circles; sine and cosine
 * of the latitude and the scales [pixel/rad] of a tangent plane; the circles [pixel from its center]. Of planes as makers lay them out,
 * gnomonic and their axes those of the sky: angles are never larger there than distances. For others the box is endless. Where they
 * are not of ICRS, sine and cosine are NaN: each position in the box is in doubt.
 */
function planeOf(circles: readonly PixelCircle[], { projection, frame, crval, crpix, cd, lonpole }: Wcs): Float64Array {
  const { lon, lat } = toFrame({ frame, lon: crval[0], lat: crval[1] }, "icrs");
  const rims = circles.map(({ x, y, radius }) => [x + 1 - crpix[0], y + 1 - crpix[1], radius] as const);
  // The largest distance of a point of the circles from the center [deg], with a margin for rounding.
  const reach = Math.max(...rims.map(([x, y, radius]) => hypot(x, y) + radius)) * Math.max(...cd.map(Math.abs)) + 1e-6;
  const boxed = projection === "TAN" && !cd[1] && !cd[2] && reach + Math.abs(lat) < 89;
  const box = boxed ? [asin(sin(reach * degree) / cos(lat * degree)) / degree, reach] : [Infinity, Infinity];
  const tilt = boxed && frame === "icrs" && lonpole === undefined ? lat * degree : Number.NaN;
  const tangent = [Math.sin(tilt), Math.cos(tilt), 1 / (cd[0] * degree), 1 / (cd[3] * degree)];
  return Float64Array.from([lon, lat, ...box, ...tangent, ...rims.flat()]);
}

/**
 * Writes the indices of the positions inside into `out`, and tells how many they are. All in one loop, and with the engine's own sines and
 * cosines: thousands of events go through it before other functions would have been compiled. Engines may differ in the last digit,
 * so `isInside` tells of positions in doubt.
 */
function select(
  lon: Float64Array,
  lat: Float64Array,
  plane: Float64Array,
  isInside: (i: number) => boolean,
  out: Int32Array,
): number {
  const [lon0, lat0, halfWidth, halfHeight, sin0, cos0, scaleX, scaleY] = plane;
  let n = 0;
  for (let i = 0; i < lon.length; i++) {
    if (Math.abs(lat[i] - lat0) > halfHeight) continue;
    let distance = Math.abs(lon[i] - lon0);
    // The remainder is slow, and hardly ever needed.
    if (distance >= 360) distance %= 360;
    if (Math.min(distance, 360 - distance) > halfWidth) continue;
    const alpha = (lon[i] - lon0) * degree;
    const c = Math.cos(lat[i] * degree);
    const s = Math.sin(lat[i] * degree);
    const a = c * Math.cos(alpha);
    const depth = a * cos0 + s * sin0;
    const x = (scaleX * c * Math.sin(alpha)) / depth;
    const y = (scaleY * (s * cos0 - a * sin0)) / depth;
    let inside = false;
    let unsure = !(depth > 0);
    for (let j = 8; j < plane.length && !inside; j += 3) {
      const dx = x - plane[j];
      const dy = y - plane[j + 1];
      const beyond = Math.sqrt(dx * dx + dy * dy) - plane[j + 2];
      inside = beyond < -doubt;
      unsure ||= beyond < doubt;
    }
    if (inside || (unsure && isInside(i))) out[n++] = i;
  }
  return n;
}
