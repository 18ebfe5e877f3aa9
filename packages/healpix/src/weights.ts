import { ringLatitude, ringLength, ringShift, ringStart } from "./face.ts";

const degree = Math.PI / 180;

/**
 * Writes the RING numbers of four pixels, and their weights, for an interpolation that is linear in longitude on the rings above and
 * below `lat`, and linear in latitude between them: those of healpy's get_interp_weights. Beyond the last ring
 * the pole has the mean of the ring's four pixels. `lon` in [0, 360) [deg].
 */
export function writeRingWeights(
  nside: number,
  lon: number,
  lat: number,
  pixels: Float64Array,
  weights: Float64Array,
): void {
  const above = ringAbove(nside, lat);
  const [north, south] = [ringLatitude(nside, above), ringLatitude(nside, above + 1)];
  const share = (north - lat) / (north - south);
  if (above > 0) writeRing(nside, above, lon, 1 - share, 0, pixels, weights);
  if (above + 1 < 4 * nside) writeRing(nside, above + 1, lon, share, 2, pixels, weights);
  if (above === 0) spreadOverPole(0, 2, 0, 1 - share, pixels, weights);
  else if (above + 1 === 4 * nside) spreadOverPole(12 * nside * nside - 4, 0, 2, share, pixels, weights);
}

/** The last ring at or north of `lat` [deg]; 0 where there is none. */
function ringAbove(nside: number, lat: number): number {
  const z = Math.sin(lat * degree);
  if (Math.abs(z) <= 2 / 3) return Math.floor(nside * (2 - 1.5 * z));
  const fromPole = nside * Math.sqrt(6) * Math.sin(((90 - Math.abs(lat)) / 2) * degree);
  return z > 0 ? Math.floor(fromPole) : 4 * nside - Math.floor(fromPole) - 1;
}

/** The two pixels of a ring on either side of `lon`, which share `weight`. */
function writeRing(
  nside: number,
  ring: number,
  lon: number,
  weight: number,
  at: number,
  pixels: Float64Array,
  weights: Float64Array,
): void {
  const [start, length] = [ringStart(nside, ring), ringLength(nside, ring)];
  const place = (lon / 360) * length - ringShift(nside, ring);
  const west = Math.floor(place);
  const rest = place - west;
  pixels[at] = start + ((west + length) % length);
  pixels[at + 1] = start + ((west + 1) % length);
  weights[at] = weight * (1 - rest);
  weights[at + 1] = weight * rest;
}

/** The pole's share `weight`, spread over the four pixels around it: those at `from`, and opposite ones written to `at`. */
function spreadOverPole(
  first: number,
  from: number,
  at: number,
  weight: number,
  pixels: Float64Array,
  weights: Float64Array,
): void {
  for (let k = 0; k < 2; k++) {
    pixels[at + k] = first + ((pixels[from + k] - first + 2) % 4);
    weights[at + k] = weight / 4;
    weights[from + k] += weight / 4;
  }
}
