import { formatIso, instantFromMjd, type SkyPosition, toMjd } from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { beforeAll, expect, test } from "vitest";
import { type FolderHost, type TimeResolvedResult, timeResolvedSpectroscopy } from "../src/index.ts";

const target: SkyPosition = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
const start = instantFromMjd(60200, 0.8, "utc");
/** A flare: the amplitude at 1 TeV rises five times within an hour, and the index follows it. */
const curves = {
  amplitude: { time: [0, 5400, 9000, 14400], value: [4e-11, 4e-11, 2e-10, 6e-11] },
  index: { time: [0, 5400, 9000, 14400], value: [3.4, 3.4, 2.6, 3.1] },
};

/** What a curve is at a time [s]. */
function truth(name: keyof typeof curves, at: number): number {
  const { time, value } = curves[name];
  const i = Math.max(0, Math.min(time.length - 2, time.findIndex((t) => t > at) - 1));
  return value[i] + ((at - time[i]) / (time[i + 1] - time[i])) * (value[i + 1] - value[i]);
}

const nights = 6;
const [bins, width] = [24, 600];

async function analyzeNight(seed: number): Promise<TimeResolvedResult> {
  const night = simulateNight({
    array: hessLike,
    target,
    start,
    count: 8,
    duration: 1700,
    pause: 100,
    gaps: [[6100, 6400]],
    spectrum: powerLaw({ index: 3, amplitude: 1e-10, reference: 1 }),
    curves,
    seed,
  });
  const files = new Map(writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
  const host: FolderHost = { openFolder: (name) => memoryFolder(name, files) };
  const { result } = await timeResolvedSpectroscopy(
    {
      job: "time-resolved-spectroscopy",
      data: { store: "night" },
      time: { start: formatIso(start), scale: "utc", width, count: bins },
      on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
      energy: { min: "0.4 TeV", max: "40 TeV", bins: 12 },
      energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 144 },
      containmentCorrection: true,
      model: { type: "power-law", parameters: { index: 3, amplitude: 1e-10, reference: { value: 1, frozen: true } } },
    },
    host,
  );
  return result;
}

/** Mean of a curve over the good time of a bin, of which pauses and gaps leave not always the middle. */
function meanTruth(name: keyof typeof curves, { datasets }: TimeResolvedResult, names: readonly string[]): number {
  const origin = toMjd(start, "tt");
  const times = datasets
    .filter((dataset) => names.includes(dataset.name))
    .flatMap(({ gti }) => gti)
    .flatMap(({ startMjdTt, stopMjdTt }) => {
      const [from, to] = [startMjdTt, stopMjdTt].map((mjd) => Math.round((mjd - origin) * 86400));
      return Array.from({ length: to - from }, (_, k) => from + k + 0.5);
    });
  return times.reduce((sum, time) => sum + truth(name, time), 0) / times.length;
}

/** (found − true) / error of a parameter in all bins. */
function pulls(results: readonly TimeResolvedResult[], name: keyof typeof curves): readonly number[] {
  return results.flatMap((result) =>
    result.bins.map(({ datasets, parameters }) => {
      const { value, error } = parameters.find((parameter) => parameter.name === name) ?? { value: null, error: null };
      return ((value ?? Number.NaN) - meanTruth(name, result, datasets)) / (error ?? Number.NaN);
    }),
  );
}

let results: readonly TimeResolvedResult[];
beforeAll(async () => {
  results = await Promise.all(Array.from({ length: nights }, (_, seed) => analyzeNight(seed + 1)));
}, 120_000);

test("all bins of all nights converge, without a warning", () => {
  for (const { bins: found, warnings, emptyBins } of results) {
    expect(found.filter(({ success }) => !success)).toEqual([]);
    expect(warnings).toEqual([]);
    expect(emptyBins).toEqual([]);
  }
});

// Of 144 pulls the mean has the error 0.083, the width 0.059.
test.each(["index", "amplitude"] as const)(
  "pulls of the %s have the mean 0 and the width 1, to three errors",
  (name) => {
    const all = pulls(results, name);
    const n = all.length;
    const mean = all.reduce((a, b) => a + b) / n;
    const spread = Math.sqrt(all.reduce((sum, pull) => sum + (pull - mean) ** 2, 0) / (n - 1));
    console.log(`${name}: ${n} pulls, mean ${mean.toFixed(3)}, width ${spread.toFixed(3)}`);
    expect(n).toBe(nights * bins);
    expect(Math.abs(mean)).toBeLessThan(3 / Math.sqrt(n));
    expect(Math.abs(spread - 1)).toBeLessThan(3 / Math.sqrt(2 * n));
  },
);

test("a constant is excluded: the flare is seen", () => {
  for (const { variability } of results) expect(variability.amplitude.pValue).toBeLessThan(1e-10);
});
