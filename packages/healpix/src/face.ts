import { bit_combine, bit_decombine, ring2fxy } from "@hscmap/healpix";

/**
 * Where a pixel is: base pixel `f` (0 to 11), and column `x` to the north-east and row `y` to the north-west
 * within it, (0, 0) in the south corner. Górski et al. (2005), section 4.
 */
export interface Face {
  readonly f: number;
  readonly x: number;
  readonly y: number;
}

/** The library interleaves bits of 32-bit integers: longer numbers are taken in two halves. */
const half = 2 ** 12;
const halfSquared = half * half;

/** NESTED number: base pixels one after the other, the bits of `y` and `x` interleaved. */
export function nestedOfFace(nside: number, f: number, x: number, y: number): number {
  const low = bit_combine(x % half, y % half);
  const high = nside <= half ? 0 : bit_combine(Math.floor(x / half), Math.floor(y / half));
  return f * nside * nside + high * halfSquared + low;
}

/** Place of a NESTED number. */
export function faceOfNested(nside: number, pixel: number): Face {
  const size = nside * nside;
  const within = pixel % size;
  const low = bit_decombine(within % halfSquared);
  const f = Math.floor(pixel / size);
  if (nside <= half) return { f, x: low.x, y: low.y };
  const high = bit_decombine(Math.floor(within / halfSquared));
  return { f, x: high.x * half + low.x, y: high.y * half + low.y };
}

/** Place of a RING number. */
export function faceOfRing(nside: number, pixel: number): Face {
  const inBelt = pixel - 2 * nside * (nside - 1);
  const belt = inBelt >= 0 && inBelt < 8 * nside * nside;
  return belt && nside % 2 === 1 ? faceInOddBelt(nside, inBelt) : ring2fxy(nside, pixel);
}

/**
 * The equatorial belt where nside is odd: there the library has the rings that are shifted by half a pixel the wrong way round.
 * North-east and north-west are diagonals of the plane of projection: sum and difference of height and longitude, in half pixels.
 */
function faceInOddBelt(nside: number, inBelt: number): Face {
  const ring = Math.floor(inBelt / (4 * nside));
  const longitude = 2 * (inBelt % (4 * nside)) + ((ring + 1) % 2) - 4 * nside;
  const height = 6 * nside - ring - 1;
  const [east, west] = [(height + longitude) / 2, (height - longitude) / 2];
  const [p, q] = [Math.floor(east / nside), Math.floor(west / nside)];
  const f = 4 * (5 - p - q) + (Math.floor((p - q + 4) / 2) % 4);
  return { f, x: east - p * nside, y: west - q * nside };
}

/** Ring, counted from 1 at the north pole to 4 nside − 1 at the south pole, of a place in a base pixel. */
function ringOfFace(nside: number, f: number, x: number, y: number): number {
  return (Math.floor(f / 4) + 2) * nside - x - y - 1;
}

/** Place in its ring, counted from 0 at longitude 0 to the east. */
function placeInRing(nside: number, f: number, x: number, y: number): number {
  const row = Math.floor(f / 4);
  const column = f % 4;
  const ring = (row + 2) * nside - x - y - 1;
  if (ring < nside) return ring * column + nside - 1 - y;
  if (ring > 3 * nside) return (4 * nside - ring) * column + x;
  const twice = ((2 * column - (row % 2) + 1) * nside + x - y + 8 * nside) % (8 * nside);
  return Math.floor(twice / 2);
}

/** RING number of the first pixel of a ring. */
export function ringStart(nside: number, ring: number): number {
  if (ring < nside) return 2 * ring * (ring - 1);
  if (ring <= 3 * nside) return 2 * nside * (nside - 1) + (ring - nside) * 4 * nside;
  const fromSouth = 4 * nside - ring;
  return 12 * nside * nside - 2 * fromSouth * (fromSouth + 1);
}

/** Number of pixels of a ring. */
export function ringLength(nside: number, ring: number): number {
  return 4 * Math.min(ring, nside, 4 * nside - ring);
}

/** Longitude of a ring's first pixel, in widths of its pixels: ½, or 0 on every second ring of the equatorial belt. */
export function ringShift(nside: number, ring: number): number {
  return ring >= nside && ring <= 3 * nside && (ring - nside) % 2 === 1 ? 0 : 0.5;
}

/** RING number of a place in a base pixel. */
export function ringNumberOfFace(nside: number, f: number, x: number, y: number): number {
  return ringStart(nside, ringOfFace(nside, f, x, y)) + placeInRing(nside, f, x, y);
}

const degree = Math.PI / 180;

/**
 * Place of the pixel that holds a direction, `lon` in [0, 360) [deg]. Górski et al. (2005), section 4.
 * The borders of pixels are straight in the projection. In the equatorial belt they run along lines of constant
 * longitude / 90° ± ¾ z. In the polar caps √(3 (1 − |z|)) is taken from the distance to the pole, which keeps its digits there.
 */
export function faceOfDirection(nside: number, lon: number, lat: number): Face {
  const column = Math.floor(lon / 90);
  const z = Math.sin(lat * degree);
  if (Math.abs(z) <= 2 / 3) return faceInBelt(nside, lon / 90, 0.75 * z);
  const fromPole = nside * Math.sqrt(6) * Math.sin(((90 - Math.abs(lat)) / 2) * degree);
  const part = lon / 90 - column;
  // On the border to the belt rounding may step beyond the last pixel.
  const east = Math.min(nside - 1, Math.floor(part * fromPole));
  const west = Math.min(nside - 1, Math.floor((1 - part) * fromPole));
  if (z < 0) return { f: 8 + column, x: east, y: west };
  return { f: column, x: nside - 1 - west, y: nside - 1 - east };
}

function faceInBelt(nside: number, longitude: number, height: number): Face {
  const falling = Math.floor(nside * (0.5 + longitude - height));
  const rising = Math.floor(nside * (0.5 + longitude + height));
  const [p, q] = [Math.floor(falling / nside), Math.floor(rising / nside)];
  const f = p === q ? 4 + (p % 4) : p < q ? p % 4 : 8 + (q % 4);
  return { f, x: rising - q * nside, y: nside - 1 - (falling - p * nside) };
}

/** Writes longitude in [0, 360) and latitude [deg] of the center of a pixel into `out` at `at` and `at` + 1. Eqs. 4 to 9. */
export function writeCenter(nside: number, { f, x, y }: Face, out: Float64Array, at: number): void {
  const ring = ringOfFace(nside, f, x, y);
  out[at] = (360 * (placeInRing(nside, f, x, y) + ringShift(nside, ring))) / ringLength(nside, ring);
  out[at + 1] = ringLatitude(nside, ring);
}

/** Latitude [deg] of a ring; ±90 for rings 0 and 4 nside, the poles. */
export function ringLatitude(nside: number, ring: number): number {
  if (ring < nside) return 90 - (2 * Math.asin(ring / (nside * Math.sqrt(6)))) / degree;
  if (ring > 3 * nside) return (2 * Math.asin((4 * nside - ring) / (nside * Math.sqrt(6)))) / degree - 90;
  return Math.asin((2 / 3) * (2 - ring / nside)) / degree;
}
