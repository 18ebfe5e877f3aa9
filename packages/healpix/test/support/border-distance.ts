import { separation } from "@gammakit/core";
import { compileHealpix, type HealpixGrid } from "../../src/index.ts";

/** How far [deg] a point is outside a pixel: 0 inside, else the smallest step on eight sides that is inside. */
export function borderDistance(grid: HealpixGrid, pixel: number, lon: number, lat: number): number {
  const { pixelAt } = compileHealpix(grid);
  const distances = [0, 1e-13, 3e-13, 1e-12].flatMap((step) =>
    [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].map((dy) => {
        const there = [lon + dx * step, Math.max(-90, Math.min(90, lat + dy * step))] as const;
        return pixelAt(...there) === pixel ? separation(lon, lat, ...there) : Number.POSITIVE_INFINITY;
      }),
    ),
  );
  return Math.min(...distances);
}
