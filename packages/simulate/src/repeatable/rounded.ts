import { type SkyPosition, toFrame } from "@gammakit/core";

/**
 * Values in single precision. What comes from models and responses may differ in its last bit from engine to engine; rounded, it does so once
 * in some 10^8 values.
 */
export function rounded(values: ArrayLike<number>): Float32Array {
  return Float32Array.from(values);
}

/** A position in right ascension and declination, to 1e-9 deg where it is not given as such: for the same reason. */
export function roundedPosition(position: SkyPosition): SkyPosition {
  if (position.frame === "icrs") return position;
  const { lon, lat } = toFrame(position, "icrs");
  return { frame: "icrs", lon: roundedAngle(lon), lat: roundedAngle(lat) };
}

/** An angle [deg] to 1e-9 deg. */
export function roundedAngle(angle: number): number {
  return Math.round(angle * 1e9) / 1e9;
}
