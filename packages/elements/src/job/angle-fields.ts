import type { SkyPosition } from "@gammakit/core";

/** What a field for an angle is called, and what it may hold [deg]. */
export interface AngleField {
  readonly label: string;
  readonly range: readonly [number, number];
}

/** The two angles of a position in a frame. */
export function angleFields(frame: SkyPosition["frame"] | undefined): readonly [AngleField, AngleField] {
  const [lon, lat] = frame === "galactic" ? ["l", "b"] : ["RA", "Dec"];
  // West of the center of the Galaxy, longitudes are written as negative ones too.
  const from = frame === "galactic" ? -180 : 0;
  return [
    { label: `${lon} [deg]`, range: [from, 360] },
    { label: `${lat} [deg]`, range: [-90, 90] },
  ];
}
