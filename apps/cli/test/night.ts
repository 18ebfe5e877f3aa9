import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { instantFromMjd, type Observation } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, type NightOptions, simulateNight } from "@gammakit/simulate";
import { emptyFolder, writeJob } from "./program.ts";

const target = { frame: "icrs", lon: 329.71694, lat: -30.22559 } as const;

/** A job on the simulated night; parts of it are replaced by tests. */
export const nightJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "store" },
  time: { start: "2023-09-13T19:10:00", width: "300 s", count: 2 },
  on: { type: "circle", lon: target.lon, lat: target.lat, radius: "0.11 deg" },
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 4 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 8 },
  model: { type: "power-law", parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1" } },
};

/** A new folder with a data store of one simulated run of ten minutes, which `change` may alter, and a job on it. */
export async function nightFolder(
  job: unknown = nightJob,
  options: Partial<NightOptions> = {},
  change: (run: Observation) => Observation = (run) => run,
): Promise<{ readonly folder: string; readonly job: string }> {
  const folder = await emptyFolder();
  const spectrum = powerLaw({ index: 3, amplitude: 1e-10, reference: 1 });
  const start = instantFromMjd(60200, 0.8, "utc");
  const night = simulateNight({
    ...{ array: hessLike, target, start, count: 1, duration: 600, spectrum, seed: 1 },
    ...options,
  });
  for (const { name, bytes } of writeDataStore(night.map(change), { site: hessLike.site })) {
    await mkdir(dirname(join(folder, "store", name)), { recursive: true });
    await writeFile(join(folder, "store", name), bytes);
  }
  return { folder, job: await writeJob(folder, job) };
}
