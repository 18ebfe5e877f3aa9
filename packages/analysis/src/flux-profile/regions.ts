import {
  concentricAnnuli,
  GammakitError,
  type MapDataset,
  type ProfileRegions,
  pixelsInRegions,
  type RegionPixels,
  rectanglesAlong,
  type SkyPosition,
} from "@gammakit/core";
import { mapCenter } from "./map-center.ts";
import type { FluxProfileSettings } from "./schema.ts";

/** The regions of a job on the map of its dataset, with the pixels that lie in each. */
export interface RegionsOnMap extends ProfileRegions {
  readonly pixels: readonly RegionPixels[];
}

/**
 * Lays out the regions of a job. Throws "invalid-input" where none of them has a pixel on the map: then the job names another
 * part of the sky than the file holds.
 */
export function layRegions(settings: FluxProfileSettings["regions"], dataset: MapDataset): RegionsOnMap {
  const { wcs } = dataset.counts;
  const at = ({ lon, lat }: { readonly lon: number; readonly lat: number }): SkyPosition => ({
    frame: settings.frame,
    lon,
    lat,
  });
  const laid: ProfileRegions =
    settings.type === "annuli"
      ? concentricAnnuli({ ...settings, center: at(settings.center) })
      : rectanglesAlong({ ...settings, start: at(settings.start), end: at(settings.end), wcs });
  const pixels = pixelsInRegions(wcs, laid.regions);
  if (pixels.every((part) => part.pixels.length === 0)) {
    const center = mapCenter(wcs);
    const [lon, lat] = [center.lon, center.lat].map((angle) => Number(angle.toFixed(3)));
    throw new GammakitError(
      "invalid-input",
      `regions: none of the ${pixels.length} regions has a pixel on the map, which is centered near ${wcs.frame} (${lon}, ${lat}) deg. Check frame and positions.`,
      { count: pixels.length },
    );
  }
  return { ...laid, pixels };
}
