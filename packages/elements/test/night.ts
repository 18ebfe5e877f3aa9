import { instantFromMjd } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import type { DataSource } from "../src/protocol.ts";

/** Two simulated runs of a night as files that a person dropped in a folder; with point-like responses for a cut [deg] where one is given. */
export function droppedNight(radMax?: number): Extract<DataSource, { kind: "files" }> {
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
  const runs = observations.map(({ aeff, psf, ...run }) => {
    const cut = radMax !== undefined && { enclosure: "point-like" as const, radMax };
    return { ...run, ...(aeff && { aeff: { ...aeff, ...cut } }), ...(psf && !cut && { psf }) };
  });
  const files = writeDataStore(runs, { site: hessLike.site }).map(({ name, bytes }) => ({
    path: `home/night/${name}`,
    file: new Blob([bytes as Uint8Array<ArrayBuffer>]),
  }));
  return { kind: "files", name: "home", files };
}
