import { axisFromEdges } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { hessLike, latLike, simulateMapDataset, simulateNight } from "../src/index.ts";
import { start, target } from "./support/crab-like.ts";

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function files(seed: number) {
  const night = simulateNight({
    array: hessLike,
    target,
    start,
    count: 2,
    duration: 600,
    gaps: [[200, 260]],
    spectrum: powerLaw({ index: 2.5, amplitude: 4e-10 }),
    curves: { index: { time: [0, 1200], value: [2, 3] }, amplitude: (t) => 4e-10 * (1 + Math.sin(t / 100) / 2) },
    seed,
  });
  return writeDataStore(night, { site: hessLike.site });
}

// Computed in Node; this test runs in Chromium as well.
test("a seed gives the same bytes in Node and in the browser", async () => {
  const digests = await Promise.all(files(1).map(async ({ name, bytes }) => [name, await digest(bytes)]));
  expect(Object.fromEntries(digests)).toMatchInlineSnapshot(`
    {
      "data/run_000001.fits": "7468889313d7c9f91cb89da91bd2b08674d6b9484331e9d928c7bdef7abfd284",
      "data/run_000002.fits": "0a00798126bbd061c616f1c2531d5f00b079fa37764e2db404b26963c7291024",
      "hdu-index.fits.gz": "35291b8ee910dd4a09d8f3507e558be20192a60773d7b61962b3940f793b64c3",
      "obs-index.fits.gz": "b220f14b48caf9b5701ca913d2e08fa6d8121d6243f6d115314d33a20fc635e7",
    }
  `);
});

// Counts and background; energies of the axes come from the caller.
test("a map has the same bytes in Node and in the browser", async () => {
  const axis = (name: string, edges: readonly number[]) => axisFromEdges(edges, { name, unit: "TeV", scale: "log" });
  const spectrum = powerLaw({ index: 2.2, amplitude: 1e-8, reference: 0.1 });
  const center = { frame: "galactic", lon: 0, lat: 0 } as const;
  const spatial = gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 1, frame: "galactic" });
  const dataset = simulateMapDataset({
    instrument: latLike,
    center,
    binSize: 0.1,
    width: [4, 3],
    energy: axis("energy", [0.01, 0.1, 1]),
    energyTrue: axis("energy_true", [0.005, 0.01, 0.03, 0.1, 0.3, 1, 2]),
    sources: [{ position: center, spectrum }],
    diffuse: [{ spatial, spectrum }],
    seed: 1,
  });
  const values = [dataset.counts, dataset.background, dataset.edisp, dataset.psf].map((map) => map?.values.slice());
  const digests = await Promise.all(
    values.map((array) => digest(new Uint8Array((array as Float32Array<ArrayBuffer>).buffer))),
  );
  expect(digests).toMatchInlineSnapshot(`
    [
      "ebf94fc3ba20bbd15fa04f7a75ed61e23a20e5f36ef3be413b65076ebfcf71f5",
      "a2b564788b39f9fb8d9bdfa669b42783c11a487d126b8678a0d8114ea9744c50",
      "a82f543f369d132b4e94b4683b76928f2cd7f3648e0742f7357a9aff768adfb9",
      "cbd5487589ee95c227549407847dea747144e3343639833a4a265215a8189ee8",
    ]
  `);
});

test("another seed gives other events", () => {
  expect(files(2)[2].bytes).not.toEqual(files(1)[2].bytes);
});
