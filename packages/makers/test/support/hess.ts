import { env } from "node:process";
import { addSeconds, axisFromBounds, intervalsFromEdges, type Observation, parseTime } from "@gammakit/core";
import { openDataStore, readObservation } from "@gammakit/io";
import { fileFolder, inflateNode } from "@gammakit/io/node";

/** PKS 2155-304 [deg, ICRS]. */
export const flareTarget = { frame: "icrs", lon: 329.71693826, lat: -30.225589 } as const;
export const flareRegion = { kind: "circle", center: flareTarget, radius: 0.11 } as const;
export const flareEnergy = axisFromBounds(0.4, 20, 10, { name: "energy", unit: "TeV", scale: "log" });
export const flareEnergyTrue = axisFromBounds(0.1, 40, 20, { name: "energy_true", unit: "TeV", scale: "log" });

/** Runs of the first public H.E.S.S. data release, from $GAMMAPY_DATA. */
export async function readRuns(ids: readonly number[]): Promise<readonly Observation[]> {
  const store = await openDataStore(fileFolder(`${env.GAMMAPY_DATA}/hess-dl3-dr1`), { inflate: inflateNode });
  return Promise.all(ids.map((id) => readObservation(store, id)));
}

/** The runs 33787 … 33798 of the night of the flare. */
export const flareRunIds: readonly number[] = Array.from({ length: 12 }, (_, i) => 33787 + i);

/** `count` intervals of `minutes` from 2006-07-29T20:30 UTC. */
export function flareIntervals(minutes: number, count: number) {
  const start = parseTime("2006-07-29T20:30:00", "utc");
  return intervalsFromEdges(Array.from({ length: count + 1 }, (_, i) => addSeconds(start, 60 * minutes * i)));
}
