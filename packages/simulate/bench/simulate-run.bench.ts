import { createGti, instantFromMjd } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { bench, describe } from "vitest";
import { arrayResponses, hessLike, simulateRun } from "../src/index.ts";

const position = { frame: "icrs", lon: 329.717, lat: -30.226 } as const;
const spectrum = powerLaw({ index: 3, amplitude: 9.5e-8, reference: 1 });
const curves = { index: { time: [0, 3600], value: [3, 2.5] } };
const responses = arrayResponses(hessLike);
const gti = createGti(instantFromMjd(60200, 0.8, "tt"), [[0, 1680]]);

/** 1.1 million events in 168 steps of time. */
const run = () =>
  simulateRun({
    id: 1,
    pointing: { ...position, lat: -29.726 },
    gti,
    responses,
    sources: [{ position, spectrum, curves }],
    seed: 1,
  });

describe(`a run of ${run().events.time.length} events`, () => {
  bench("simulated", () => {
    run();
  });
  bench("simulated and written", () => {
    writeDataStore([run()], { site: hessLike.site });
  });
});
