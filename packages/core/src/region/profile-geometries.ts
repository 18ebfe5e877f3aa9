import type { Wcs } from "../wcs/wcs.ts";
import type { ProfileRegions } from "./profile-regions.ts";
import type { Region } from "./region.ts";
import { regionSolidAngle } from "./region-area.ts";

/** Where a region of a profile lies. */
export interface ProfileGeometry {
  readonly region: Region;
  /** Lower edge along the profile [deg]. */
  readonly xMin: number;
  /** Upper edge along the profile [deg]. */
  readonly xMax: number;
  /** Center along the profile [deg]. */
  readonly xRef: number;
  /** Solid angle [sr]. */
  readonly solidAngle: number;
}

/** Where each of `laid` lies, one by one, with the solid angle that it has in the coordinates `wcs` of a map. */
export function profileGeometries(laid: ProfileRegions, wcs: Wcs): readonly ProfileGeometry[] {
  const { regions, xMin, xMax, xRef } = laid;
  return regions.map((region, i) => {
    const solidAngle = regionSolidAngle(region, wcs);
    return { region, xMin: xMin[i], xMax: xMax[i], xRef: xRef[i], solidAngle };
  });
}
