import {
  compileWcs,
  createMap,
  createWcs,
  type EventList,
  type ImageWcs,
  type SkyPosition,
  toFrame,
  type WcsMap,
} from "@gammakit/core";

/** Counts events on an image of the sky. */
export interface CountsImage {
  add(events: EventList): void;
  /** What was counted so far. */
  map(): WcsMap;
}

/** Wide enough for the background regions around any usual pointing. */
const [width, binSize] = [3.6, 0.03];

/** An empty image around a position, for events with min ≤ energy < max [TeV]. */
export function createCountsImage(
  center: SkyPosition,
  energy: { readonly min: number; readonly max: number },
): CountsImage {
  const wcs = createWcs({ center: toFrame(center, "icrs"), binSize, width, projection: "TAN" }) as ImageWcs;
  const [nx, ny] = wcs.shape;
  const values = new Float64Array(nx * ny);
  const { toPixel } = compileWcs(wcs);
  const out = new Float64Array(2);
  return {
    add(events) {
      for (let k = 0; k < events.lon.length; k++) {
        if (!(events.energy[k] >= energy.min && events.energy[k] < energy.max)) continue;
        if (!toPixel(events.lon[k], events.lat[k], out)) continue;
        const [x, y] = [Math.round(out[0]), Math.round(out[1])];
        if (x >= 0 && x < nx && y >= 0 && y < ny) values[y * nx + x] += 1;
      }
    },
    map: () => createMap({ wcs, values: values.slice() }),
  };
}
