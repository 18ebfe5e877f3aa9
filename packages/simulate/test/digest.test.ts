import { writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { hessLike, simulateNight } from "../src/index.ts";
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
      "data/run_000001.fits": "96e22b3d1ae81cf241133dbc21c4eb09e794905504cd1ac053de0ee4fa3a949e",
      "data/run_000002.fits": "fb1245d9342bea43fc004babe26222383e7095c3f9d9d75c59bbbf48c25b1906",
      "hdu-index.fits.gz": "35291b8ee910dd4a09d8f3507e558be20192a60773d7b61962b3940f793b64c3",
      "obs-index.fits.gz": "b220f14b48caf9b5701ca913d2e08fa6d8121d6243f6d115314d33a20fc635e7",
    }
  `);
});

test("another seed gives other events", () => {
  expect(files(2)[2].bytes).not.toEqual(files(1)[2].bytes);
});
