import {
  type CircleRegion,
  cos,
  type EventList,
  type Observation,
  pickIndices,
  type Region,
  type SkyPosition,
  sin,
  toFrame,
} from "@gammakit/core";
import type { Reduce } from "../reduction/reduction.ts";

/** Makers that count events inside the regions of the dataset and nowhere else. */
const countingMakers = ["reflected-regions", "ReflectedRegionsBackgroundMaker", "wobble-regions"];

/** How much wider than a region [relative, deg] events are kept: makers measure distances in planes, which distort a little. */
const [wider, further] = [1.05, 0.01];

/** Whether what a maker counts lies in the regions of its dataset. */
export function countsInRegions(maker: string): boolean {
  return countingMakers.includes(maker);
}

/**
 * The run without the events that lie in none of the regions in which `reduce` counts, so that its parts are reduced sooner, to the same
 * numbers. The run itself where a region is no circle.
 */
export function thinRun(run: Observation, reduce: Reduce): Observation {
  const dataset = reduce(run);
  const regions = [dataset.region, ...(dataset.kind === "spectrum-on-off" ? dataset.offRegions : [])];
  if (!regions.every(isCircle)) return run;
  return { ...run, events: pickIndices(run.events, nearAny(run.events, regions)) };
}

function isCircle(region: Region | undefined): region is CircleRegion {
  return region?.kind === "circle";
}

function nearAny({ lon, lat }: EventList, circles: readonly CircleRegion[]): Int32Array {
  const centers = circles.map(({ center, radius }) => ({
    ...unitVector(toFrame(center, "icrs")),
    least: cos((radius * wider + further) * radians),
  }));
  const near: number[] = [];
  for (let i = 0; i < lon.length; i++) {
    const { x, y, z } = unitVector({ lon: lon[i], lat: lat[i] });
    if (centers.some((center) => x * center.x + y * center.y + z * center.z >= center.least)) near.push(i);
  }
  return Int32Array.from(near);
}

const radians = Math.PI / 180;

function unitVector({ lon, lat }: Pick<SkyPosition, "lon" | "lat">) {
  const across = cos(lat * radians);
  return { x: across * cos(lon * radians), y: across * sin(lon * radians), z: sin(lat * radians) };
}
