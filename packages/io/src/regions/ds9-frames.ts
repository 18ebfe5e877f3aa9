import { atan2, cos, type Frame, hypot, type SkyPosition, sin, wrap360 } from "@gammakit/core";

/** A coordinate system of a DS9 file. */
export type Ds9Frame =
  | { readonly kind: "sky"; readonly name: SkyFrameName }
  | { readonly kind: "image" }
  /** One that needs the header of an image. */
  | { readonly kind: "unknown"; readonly name: string };

/** The celestial systems, all of which are brought to ICRS or are galactic. */
export type SkyFrameName = "icrs" | "fk5" | "fk4" | "ecliptic" | "galactic";

const skyNames: ReadonlyMap<string, SkyFrameName> = new Map([
  ["icrs", "icrs"],
  ["fk5", "fk5"],
  ["j2000", "fk5"],
  ["fk4", "fk4"],
  ["b1950", "fk4"],
  ["ecliptic", "ecliptic"],
  ["galactic", "galactic"],
]);

/** The coordinate system that a word stands for; undefined where it stands for none. */
export function frameOf(word: string): Ds9Frame | undefined {
  const name = skyNames.get(word);
  if (name !== undefined) return { kind: "sky", name };
  if (word === "image") return { kind: "image" };
  return /^(physical|linear|amplifier|detector|wcs[a-z]?)$/.test(word) ? { kind: "unknown", name: word } : undefined;
}

/** Whether longitudes with colons are hours of right ascension. */
export function hasHours(name: SkyFrameName): boolean {
  return name === "icrs" || name === "fk5" || name === "fk4";
}

/** A direction in its canonical frame, and how far north is turned there [deg, north through east]. */
export interface Ds9Place {
  readonly position: SkyPosition;
  readonly turn: number;
}

/**
 * The direction `lon`, `lat` [deg] of a system, in the frame of this library. Angles of regions count from the longitude axis of
 * their own system, so `turn` is to be added to them.
 */
export function placeOf(name: SkyFrameName, lon: number, lat: number): Ds9Place {
  const frame: Frame = name === "galactic" ? "galactic" : "icrs";
  if (name === "galactic" || name === "icrs") return { position: { frame, lon: wrap360(lon), lat }, turn: 0 };
  const [l, b] = [lon * degree, lat * degree];
  const direction: Vector = [cos(b) * cos(l), cos(b) * sin(l), sin(b)];
  const north: Vector = [-sin(b) * cos(l), -sin(b) * sin(l), cos(b)];
  const m = matrices[name];
  const [x, y, z] = rotate(m, name === "fk4" ? withoutETerms(direction) : direction);
  const [dx, dy, dz] = rotate(m, name === "fk4" ? changeWithoutETerms(direction, north) : north);
  const [ra, dec] = [atan2(y, x), atan2(z, hypot(x, y))];
  const toEast = dy * cos(ra) - dx * sin(ra);
  const toNorth = dz * cos(dec) - (dx * cos(ra) + dy * sin(ra)) * sin(dec);
  return {
    position: { frame, lon: wrap360(ra / degree), lat: dec / degree },
    turn: atan2(toEast, toNorth) / degree,
  };
}

type Vector = readonly [number, number, number];

const degree = Math.PI / 180;

/** Rotations to ICRS, row-major. */
// biome-ignore format: matrices
const matrices: Readonly<Record<"fk5" | "fk4" | "ecliptic", readonly number[]>> = {
  // J2000, by the frame bias.
  fk5: [
    0.9999999999999921, 1.110223372917327e-7, 4.4118034330995603e-8,
    -1.1102233297408327e-7, 0.9999999999999889, -9.647792751958127e-8,
    -4.411804498096771e-8, 9.64779224601013e-8, 0.9999999999999943,
  ],
  // B1950, epoch B1950, without E-terms: Murray (1989), A&A 218, 325, and the frame bias.
  fk4: [
    0.9999256809514492, -0.01118137220384981, -0.004858959705285361,
    0.011181371753884796, 0.9999374861373449, -2.7258532094297536e-5,
    0.004858960740738826, -2.707332853596626e-5, 0.9999881948140961,
  ],
  // Mean ecliptic and equinox of J2000: Capitaine & Wallace (2006), A&A 450, 855.
  ecliptic: [
    0.9999999999999941, 3.289700413865199e-8, -1.020704471936112e-7,
    -7.078368960971556e-8, 0.9174821299149584, -0.39777699944404304,
    8.056213977613186e-8, 0.39777699944404793, 0.9174821299149556,
  ],
};

/** The elliptic terms of aberration at B1950, which places in FK4 hold. */
const eTerms: Vector = [-1.625574151689435e-6, -3.191905371563791e-7, -1.3842906719296592e-7];

function withoutETerms(r: Vector): Vector {
  const along = dot(r, eTerms);
  return [r[0] - eTerms[0] + along * r[0], r[1] - eTerms[1] + along * r[1], r[2] - eTerms[2] + along * r[2]];
}

/** By how much the direction without E-terms changes, for a small step `d` of the direction `r`. */
function changeWithoutETerms(r: Vector, d: Vector): Vector {
  const [along, change] = [1 + dot(r, eTerms), dot(d, eTerms)];
  return [along * d[0] + change * r[0], along * d[1] + change * r[1], along * d[2] + change * r[2]];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function rotate(m: readonly number[], r: Vector): Vector {
  return [
    m[0] * r[0] + m[1] * r[1] + m[2] * r[2],
    m[3] * r[0] + m[4] * r[1] + m[5] * r[2],
    m[6] * r[0] + m[7] * r[1] + m[8] * r[2],
  ];
}
