import { defineExtension, formatIso, instantFromMjd, type Plugin } from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { beforeEach, expect, test } from "vitest";
import { lightCurveJob, presetRegistry, spectrumJob, timeResolvedSpectroscopy } from "../src/index.ts";

let controller: AbortController;
beforeEach(() => {
  controller = new AbortController();
});

/** Calls the job off when it is asked for an estimate. */
const leave = defineExtension("estimator", { id: "acme/leave", summary: "Calls off" }, () => ({
  async run() {
    controller.abort("enough");
    return {};
  },
}));
const plugin: Plugin = { name: "acme", contract: 1, extensions: [leave] };

const target = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
const start = instantFromMjd(60200, 0.8, "utc");
const spectrum = powerLaw({ index: 3, amplitude: 2e-10 });
const night = simulateNight({ array: hessLike, target, start, count: 2, duration: 900, pause: 0, spectrum, seed: 5 });
const files = new Map(writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
const hostNow = () => ({
  openFolder: (name: string) => memoryFolder(name, files),
  registry: presetRegistry().with(plugin),
  context: { signal: controller.signal },
});

const job = {
  data: { store: "night" },
  on: { type: "circle", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 8 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 40 },
  model: { type: "power-law", parameters: {} },
  estimators: ["acme/leave"],
} as const;
const time = { start: formatIso(start), width: 900, count: 2 };

test.each([
  ["a spectrum", () => spectrumJob({ job: "spectrum", ...job } as never, hostNow())],
  ["a light curve", () => lightCurveJob({ job: "light-curve", time, ...job } as never, hostNow())],
  [
    "time-resolved spectroscopy",
    () => timeResolvedSpectroscopy({ job: "time-resolved-spectroscopy", time, ...job } as never, hostNow()),
  ],
])("%s that is called off while it estimates ends so, not with half a result", async (_, run) => {
  await expect(run()).rejects.toBe("enough");
});
