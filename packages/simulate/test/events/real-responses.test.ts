import { containment, separation } from "@gammakit/core";
import { memoryFolder, openEventFiles, readObservation } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { simulateRun } from "../../src/index.ts";
import { chance, goodTime, pointing, target } from "../support/crab-like.ts";
import { edges, expectedRate } from "../support/expected-rate.ts";
import { histogram, pearson } from "../support/pearson.ts";

const path = "data/hess_dl3_dr1_obs_id_033787.fits.gz";

describeWith(["GAMMAPY_DATA"], "the responses of a run of H.E.S.S.", () => {
  test("give simulated photons their energies and their spread", async () => {
    const files = new Map([[path, await readData("GAMMAPY_DATA", `hess-dl3-dr1/${path}`)]]);
    const store = await openEventFiles(memoryFolder("hess-dl3-dr1", files), [path]);
    const { aeff, edisp, psf } = await readObservation(store, 33787);
    if (aeff === undefined || edisp === undefined || psf === undefined) throw new Error("a response is missing");
    const spectrum = powerLaw({ index: 2.7, amplitude: 1e-8, reference: 1 });
    const { events } = simulateRun({
      id: 1,
      pointing,
      gti: goodTime([0, 2000]),
      responses: { aeff, edisp, psf },
      sources: [{ position: target, spectrum }],
      seed: 1,
    });
    const n = events.time.length;
    expect(n).toBeGreaterThan(10000);
    const expected = expectedRate(spectrum, { aeff, edisp, psf }, 0.5).map((rate) => rate * 2000);
    expect(pearson(histogram(events.energy, edges), expected)).toBeGreaterThan(chance);
    // Most photons have 0.7 to 5 TeV, between whose containments that of all must lie.
    const inside = events.lon.filter((lon, i) => separation(lon, events.lat[i], target.lon, target.lat) < 0.12).length;
    const energies = Float64Array.from({ length: 20 }, (_, i) => 0.6 * 10 ** (i / 20));
    const shares = containment(psf, energies, 0.5, 0.12).map(
      (value, i) => value / containment(psf, energies, 0.5, 5)[i],
    );
    expect(inside / n).toBeGreaterThan(Math.min(...shares) - 4 / Math.sqrt(n));
    expect(inside / n).toBeLessThan(Math.max(...shares) + 4 / Math.sqrt(n));
  });
});
