import { GammakitError, separation, wrap360 } from "@gammakit/core";
import { max_pixrad } from "@hscmap/healpix";
import { faceOfRing, nestedOfFace, ringLatitude, ringLength, ringShift, ringStart } from "./face.ts";
import type { HealpixGrid } from "./grid.ts";
import { checkGrid } from "./grid.ts";
import { writeSkyOfFace } from "./sky-of-face.ts";

const degree = Math.PI / 180;

/** The numbers of more pixels than this take more than 256 MB. */
const mostPixels = 2 ** 25;

/** A disc on the sphere. */
export interface Disc {
  /** Center [deg]. */
  readonly lon: number;
  readonly lat: number;
  /** Angular radius [deg], 0 to 180. */
  readonly radius: number;
}

/**
 * The pixels of a disc, in ascending order: those whose centers are closer to its center than its radius, all where that is 180°.
 * With `inclusive`, also those that only overlap it; a few that miss it by less than a quarter of a pixel are then among them.
 * Throws "invalid-input" for a disc that is none, "limit-exceeded" for more than 2^25 pixels.
 */
export function pixelsInDisc(
  grid: HealpixGrid,
  disc: Disc,
  { inclusive = false }: { readonly inclusive?: boolean } = {},
): Float64Array {
  checkGrid(grid);
  const { nside, nested } = grid;
  checkDisc(disc);
  const lon = wrap360(disc.lon);
  const { lat, radius } = disc;
  const reach = Math.min(180, inclusive ? radius + pixelRadius(nside) : radius);
  checkSize(nside, reach);
  const found: number[] = [];
  const overlaps = compileOverlap(nside, lon, lat, radius);
  const take = (pixel: number, near: boolean) => {
    if (!near && !overlaps(pixel)) return;
    const { f, x, y } = faceOfRing(nside, pixel);
    found.push(nested ? nestedOfFace(nside, f, x, y) : pixel);
  };
  const [first, last] = [ringNear(nside, lat + reach) - 1, ringNear(nside, lat - reach) + 1];
  for (let ring = Math.max(1, first); ring <= Math.min(4 * nside - 1, last); ring++) {
    walkRing(nside, ring, lon, lat, reach, inclusive ? radius : reach, take);
  }
  return Float64Array.from(found).sort();
}

/** Calls `take` for each pixel of a ring nearer than `reach` [deg], and says whether it is also nearer than `radius`. */
function walkRing(
  nside: number,
  ring: number,
  lon: number,
  lat: number,
  reach: number,
  radius: number,
  take: (pixel: number, near: boolean) => void,
): void {
  const [start, length, shift] = [ringStart(nside, ring), ringLength(nside, ring), ringShift(nside, ring)];
  const ringLat = ringLatitude(nside, ring);
  const width = 360 / length;
  const distance = (place: number) => separation(lon, lat, (place + shift) * width, ringLat);
  const inside = (place: number, limit: number) => limit >= 180 || distance(place) < limit;
  const middle = lon / width - shift;
  const half = halfWidth(lat, ringLat, reach) / width;
  let [west, east] = [Math.ceil(middle - half) - 1, Math.floor(middle + half) + 1];
  if (east - west + 1 >= length) {
    west = Math.round(middle) - Math.floor(length / 2);
    east = west + length - 1;
  }
  // Distance grows to either side of the middle: what is left when the ends are taken off is inside.
  while (west <= east && !inside(west, reach)) west++;
  while (east > west && !inside(east, reach)) east--;
  for (let place = west; place <= east; place++) {
    const near = radius === reach || inside(place, radius);
    take(start + (((place % length) + length) % length), near);
  }
}

/** Half the longitudes [deg] that a disc covers at a latitude. */
function halfWidth(lat: number, ringLat: number, radius: number): number {
  const product = Math.cos(lat * degree) * Math.cos(ringLat * degree);
  const cosine =
    (Math.cos(radius * degree) - Math.sin(lat * degree) * Math.sin(ringLat * degree)) / Math.max(product, 1e-300);
  return Math.acos(Math.max(-1, Math.min(1, cosine))) / degree;
}

/** The ring nearest to a latitude [deg], which may lie beyond a pole. */
function ringNear(nside: number, lat: number): number {
  if (lat >= 90) return 1;
  if (lat <= -90) return 4 * nside - 1;
  const z = Math.sin(lat * degree);
  if (Math.abs(z) <= 2 / 3) return Math.round(nside * (2 - 1.5 * z));
  const fromPole = Math.round(nside * Math.sqrt(6) * Math.sin(((90 - Math.abs(lat)) / 2) * degree));
  return z > 0 ? fromPole : 4 * nside - fromPole;
}

/** Whether the disc comes near one of sixteen parts of a pixel. */
function compileOverlap(nside: number, lon: number, lat: number, radius: number): (pixel: number) => boolean {
  const reach = radius + pixelRadius(4 * nside);
  const point = new Float64Array(2);
  return (pixel) => {
    const { f, x, y } = faceOfRing(nside, pixel);
    for (let k = 0; k < 16; k++) {
      writeSkyOfFace(nside, f, x + ((k % 4) + 0.5) / 4, y + (Math.floor(k / 4) + 0.5) / 4, point, 0);
      if (separation(lon, lat, point[0], point[1]) <= reach) return true;
    }
    return false;
  };
}

/** The largest distance of a corner from the center of its pixel [deg]. */
function pixelRadius(nside: number): number {
  return (max_pixrad(nside) / degree) * (1 + 1e-6);
}

function checkDisc({ lon, lat, radius }: Disc): void {
  if (Number.isFinite(lon) && Math.abs(lat) <= 90 && radius >= 0 && radius <= 180) return;
  throw new GammakitError(
    "invalid-input",
    `A disc of ${radius}° around (${lon}°, ${lat}°) cannot be: the radius lies in [0°, 180°], the latitude in [−90°, 90°].`,
    { lon, lat, radius },
  );
}

function checkSize(nside: number, radius: number): void {
  const expected = 12 * nside * nside * Math.sin((radius / 2) * degree) ** 2;
  if (expected <= mostPixels) return;
  throw new GammakitError(
    "limit-exceeded",
    `A disc of ${radius}° has some ${expected.toPrecision(3)} pixels at nside ${nside}, more than ${mostPixels}. Take a smaller nside.`,
    { nside, radius, expected },
  );
}
