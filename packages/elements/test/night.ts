import { instantFromMjd, type Observation, type RadMax } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import type { DataSource } from "../src/protocol.ts";

/**
 * Two simulated runs of a night as files that a person dropped in a folder; with point-like responses where a cut is given, one radius
 * [deg] in the effective area or a table.
 */
export function droppedNight(cut?: number | RadMax): Extract<DataSource, { kind: "files" }> {
  const observations = simulateNight({
    array: hessLike,
    target: { frame: "icrs", lon: 329.71694, lat: -30.22559 },
    object: "Blazar",
    start: instantFromMjd(60200, 0.8, "utc"),
    count: 2,
    duration: 1680,
    pause: 120,
    spectrum: powerLaw({ index: 3, amplitude: 5e-11, reference: 1 }),
    seed: 4,
  });
  const runs = cut === undefined ? observations : observations.map((run) => pointLike(run, cut));
  const files = writeDataStore(runs, { site: hessLike.site }).map(({ name, bytes }) => ({
    path: `home/night/${name}`,
    file: new Blob([bytes as Uint8Array<ArrayBuffer>]),
  }));
  return { kind: "files", name: "home", files };
}

function pointLike({ aeff, psf: _, ...run }: Observation, cut: number | RadMax): Observation {
  const radius = typeof cut === "number" ? { radMax: cut } : {};
  return {
    ...run,
    ...(aeff && { aeff: { ...aeff, enclosure: "point-like", ...radius } }),
    ...(typeof cut !== "number" && { radMax: cut }),
  };
}
