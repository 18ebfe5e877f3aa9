import { formatIso, instantFromMjd, type SkyPosition } from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { beforeAll, expect, test } from "vitest";
import { timeResolvedSpectroscopy } from "../src/index.ts";

// A source so bright that the error of its amplitude is 0.2 %: what is off in the prediction shows, which the errors of usual nights hide.

const target: SkyPosition = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
const start = instantFromMjd(60200, 0.8, "utc");
const truth = { index: 2.75, amplitude: 1e-7 };

/** Turned by more than a right angle: farther from the source than any tail reaches. */
const far = 1.7;

let files: Parameters<typeof memoryFolder>[1];
/** With 50 bins of true energy per decade, and OFF regions that no tail reaches. */
let best: Found;
beforeAll(async () => {
  const night = simulateNight({
    array: hessLike,
    target,
    start,
    count: 1,
    duration: 1680,
    spectrum: powerLaw({ ...truth, reference: 1 }),
    seed: 1,
  });
  files = new Map(writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
  best = await analyze(130, far);
});

interface Found {
  /** Distance from the truth, and error, both in parts of the truth. */
  readonly amplitude: readonly [number, number];
  readonly index: readonly [number, number];
}

/** The fit of the run with so many bins of true energy, 2.6 decades, and OFF regions so far from the source [rad]. */
async function analyze(bins: number, minDistanceInput: number): Promise<Found> {
  const { result } = await timeResolvedSpectroscopy(
    {
      job: "time-resolved-spectroscopy",
      data: { store: "night" },
      time: { start: formatIso(start), scale: "utc", width: 1680, count: 1 },
      on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
      energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
      energyTrue: { min: "0.1 TeV", max: "40 TeV", bins },
      containmentCorrection: true,
      background: { maker: "reflected-regions", minDistanceInput },
      model: { type: "power-law", parameters: { index: 3, amplitude: 2e-8 } },
    },
    { openFolder: (name) => memoryFolder(name, files) },
  );
  const of = (name: "index" | "amplitude"): readonly [number, number] => {
    const { value, error } = result.bins[0].parameters.find((parameter) => parameter.name === name) ?? {};
    return [(value ?? Number.NaN) / truth[name] - 1, (error ?? Number.NaN) / truth[name]];
  };
  return { amplitude: of("amplitude"), index: of("index") };
}

test("with 50 bins of true energy per decade the true spectrum is found, to three errors of 0.2 %", () => {
  const { amplitude, index } = best;
  console.log(`amplitude ${amplitude.map((part) => (100 * part).toFixed(3)).join(" ± ")} % from the truth`);
  expect(amplitude[1]).toBeLessThan(0.002);
  expect(Math.abs(amplitude[0])).toBeLessThan(3 * amplitude[1]);
  expect(Math.abs(index[0])).toBeLessThan(3 * index[1]);
});

test("with 8 per decade the amplitude is 1.1 % lower, and the index the same", async () => {
  const coarse = await analyze(20, far);
  expect(Math.abs(coarse.amplitude[0] - best.amplitude[0] + 0.011)).toBeLessThan(0.001);
  expect(Math.abs(coarse.index[0] - best.index[0])).toBeLessThan(0.001);
});

test("tails of the source in the nearest OFF regions lower the amplitude by 0.2 %", async () => {
  const near = await analyze(130, 0.1);
  expect(Math.abs(near.amplitude[0] - best.amplitude[0] + 0.002)).toBeLessThan(0.0005);
});
