import { GammakitError } from "../errors/gammakit-error.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { offsetBy, positionAngle, separation } from "../sky/separation.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { Wcs } from "../wcs/wcs.ts";
import { checkRegion } from "./check-region.ts";
import type { AnnulusRegion, RectangleRegion, Region } from "./region.ts";

/** Regions side by side, and where each lies along the profile they make. */
export interface ProfileRegions<R extends Region = Region> {
  readonly regions: readonly R[];
  /** Lower edge of each region along the profile [deg]. */
  readonly xMin: Float64Array;
  /** Upper edge of each region along the profile [deg]. */
  readonly xMax: Float64Array;
  /** Center of each region along the profile [deg]. */
  readonly xRef: Float64Array;
}

/** How rectangles are laid along a line. */
export interface RectanglesAlongOptions {
  /** Where the first rectangle begins. */
  readonly start: SkyPosition;
  /** Where the last rectangle ends. */
  readonly end: SkyPosition;
  /** Size of each rectangle across the line [deg]. */
  readonly height: number;
  /** Number of rectangles. */
  readonly count: number;
  /** "projection" (default): the straight line in the pixel plane of `wcs`; "great-circle": the shortest way on the sky. */
  readonly path?: "projection" | "great-circle";
  /** The coordinate system of the map; needed for a line in its projection. */
  readonly wcs?: Wcs;
}

/**
 * Rectangles side by side from `start` to `end`, each as wide as the distance on the sky over their number. Along the profile,
 * x [deg] is the distance on the sky from the center of the first rectangle, which is at 0. Regions are written in the frame of
 * `wcs`; without one in that of `start`. In a projection all rectangles have the angle of the direction from the end to the
 * start, as in Gammapy; on a great circle each follows the direction there.
 * Throws "invalid-input" where there is no rectangle, the height is not positive, start and end coincide or are opposite, a
 * position has no pixel, or a line in the projection comes back to where it was.
 */
export function rectanglesAlong(options: RectanglesAlongOptions): ProfileRegions<RectangleRegion> {
  const { height, count, path = "projection", wcs } = options;
  const frame = wcs?.frame ?? options.start.frame;
  const [start, end] = [toFrame(options.start, frame), toFrame(options.end, frame)];
  checkCount(count, "rectangles");
  const length = separation(start.lon, start.lat, end.lon, end.lat);
  if (!(length > 1e-9 && Number.isFinite(height) && height > 0)) {
    const what = Number.isNaN(length)
      ? "a coordinate of start or end is no number"
      : length <= 1e-9
        ? "start and end are the same"
        : `the height is ${height}°, and it must be positive`;
    throw new GammakitError("invalid-input", `Rectangles cannot be laid along a line: ${what}.`, {
      options,
    });
  }
  const places =
    path === "projection" ? alongProjection(start, end, count, wcs) : alongGreatCircle(start, end, count, length);
  const width = length / count;
  const regions = places.map(({ center, angle }) => ({ kind: "rectangle" as const, center, width, height, angle }));
  regions.forEach(checkRegion);
  const xRef = distancesFrom(places.map(({ center }) => center));
  return { regions, xRef, xMin: xRef.map((x) => x - width / 2), xMax: xRef.map((x) => x + width / 2) };
}

interface Place {
  readonly center: SkyPosition;
  readonly angle: number;
}

function alongProjection(start: SkyPosition, end: SkyPosition, count: number, wcs: Wcs | undefined): readonly Place[] {
  if (wcs === undefined) {
    throw new GammakitError(
      "invalid-input",
      'A line in a projection needs the coordinate system: give `wcs`, or lay the rectangles along path "great-circle".',
      { start, end },
    );
  }
  const compiled = compileWcs(wcs);
  const [p, q, sky] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const found = compiled.toPixel(start.lon, start.lat, p) && compiled.toPixel(end.lon, end.lat, q);
  if (!found) throw offTheMap(start, end, wcs);
  const angle = positionAngle(end.lon, end.lat, start.lon, start.lat) - 90;
  const places: Place[] = [];
  for (let k = 0; k < count; k++) {
    const t = (k + 0.5) / count;
    if (!compiled.toSky(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]), sky)) throw offTheMap(start, end, wcs);
    places.push({ center: { frame: wcs.frame, lon: sky[0], lat: sky[1] }, angle });
  }
  return places;
}

function offTheMap(start: SkyPosition, end: SkyPosition, { projection }: Wcs): GammakitError {
  return new GammakitError(
    "invalid-input",
    `The line from (${start.lon}°, ${start.lat}°) to (${end.lon}°, ${end.lat}°) leaves the sky of projection ${projection}. Choose a nearer start and end, or path "great-circle".`,
    { start, end },
  );
}

function alongGreatCircle(start: SkyPosition, end: SkyPosition, count: number, length: number): readonly Place[] {
  if (length > 180 - 1e-9) {
    throw new GammakitError(
      "invalid-input",
      "Start and end are opposite on the sky: every great circle through one leads to the other. Choose a point between them.",
      { start, end },
    );
  }
  const direction = positionAngle(start.lon, start.lat, end.lon, end.lat);
  return Array.from({ length: count }, (_, k) => {
    const [lon, lat] = offsetBy(start.lon, start.lat, direction, ((k + 0.5) * length) / count);
    const center: SkyPosition = { frame: start.frame, lon, lat };
    return { center, angle: positionAngle(lon, lat, start.lon, start.lat) - 90 };
  });
}

/** Distances on the sky from the first position [deg]. */
function distancesFrom(centers: readonly SkyPosition[]): Float64Array {
  const [first] = centers;
  const x = Float64Array.from(centers, ({ lon, lat }) => separation(first.lon, first.lat, lon, lat));
  for (let k = 1; k < x.length; k++) {
    if (x[k] > x[k - 1]) continue;
    throw new GammakitError(
      "invalid-input",
      'The line in the projection of the map goes around the sky and comes back. Swap start and end, or lay the rectangles along path "great-circle".',
      { distances: [...x] },
    );
  }
  return x;
}

/** How rings are laid around a position. */
export interface ConcentricAnnuliOptions {
  readonly center: SkyPosition;
  /** Inner radius of the first ring [deg], may be 0. */
  readonly radiusMin?: number;
  /** Outer radius of the last ring [deg]. */
  readonly radiusMax: number;
  /** Number of rings. */
  readonly count: number;
}

/**
 * Rings of equal width around `center`, from `radiusMin` (0 where absent) to `radiusMax`; each begins where the one before it
 * ends. Along the profile, x is the radius [deg].
 * Throws "invalid-input" where there is no ring or 0 ≤ radiusMin < radiusMax does not hold.
 */
export function concentricAnnuli(options: ConcentricAnnuliOptions): ProfileRegions<AnnulusRegion> {
  const { center, radiusMin = 0, radiusMax, count } = options;
  checkCount(count, "rings");
  const edge = (k: number) => (k === count ? radiusMax : radiusMin + (k * (radiusMax - radiusMin)) / count);
  const regions = Array.from({ length: count }, (_, k) => ({
    kind: "annulus" as const,
    center,
    innerRadius: edge(k),
    outerRadius: edge(k + 1),
  }));
  regions.forEach(checkRegion);
  return {
    regions,
    xMin: Float64Array.from(regions, (ring) => ring.innerRadius),
    xMax: Float64Array.from(regions, (ring) => ring.outerRadius),
    xRef: Float64Array.from(regions, (ring) => (ring.innerRadius + ring.outerRadius) / 2),
  };
}

function checkCount(count: number, what: string): void {
  if (Number.isInteger(count) && count >= 1 && count <= 1e6) return;
  throw new GammakitError("invalid-input", `The number of ${what} is ${count}; it is a whole number from 1 on.`, {
    count,
  });
}
