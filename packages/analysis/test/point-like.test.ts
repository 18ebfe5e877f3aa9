import { axisFromEdges, formatIso, instantFromMjd, type Observation, type SkyPosition } from "@gammakit/core";
import { memoryFolder, openDataStore, readObservation, writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { describe, expect, test } from "vitest";
import {
  openTimeResolvedSession,
  type SpectrumJob,
  spectrumJob,
  type TimeResolvedJob,
  timeResolvedSpectroscopy,
} from "../src/index.ts";

const target: SkyPosition = { frame: "icrs", lon: 329.717, lat: -30.226 };
const start = instantFromMjd(60200, 0.8, "utc");
const night = simulateNight({
  array: hessLike,
  target,
  start,
  count: 2,
  duration: 900,
  pause: 100,
  spectrum: powerLaw({ index: 3, amplitude: 1e-10, reference: 1 }),
  seed: 3,
});
const job: TimeResolvedJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "night" },
  time: { start: formatIso(start), scale: "utc", width: 1900, count: 1 },
  on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 6 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 24 },
  model: { type: "power-law", parameters: { index: 3, amplitude: 1e-10 } },
};

/** A store of runs whose responses are point-like, as those of MAGIC are: without a point-spread function. */
function storeOf(changes: (run: Observation, k: number) => Partial<Observation> & { readonly radMaxAt?: number }) {
  const runs = night.map((run, k) => {
    const { radMaxAt, ...rest } = changes(run, k);
    const { psf: _, ...others } = run;
    const radius = radMaxAt === undefined ? {} : { radMax: radMaxAt };
    const aeff = run.aeff && { ...run.aeff, enclosure: "point-like" as const, ...radius };
    return { ...others, ...(aeff && { aeff }), ...rest };
  });
  const files = new Map(writeDataStore(runs, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
  return memoryFolder("night", files);
}

async function warned(folder: ReturnType<typeof storeOf>) {
  const { result } = await timeResolvedSpectroscopy(job, { openFolder: () => folder });
  return result.warnings.filter(({ code }) => code === "point-like-responses");
}

describe("point-like responses", () => {
  const ids = night.map(({ id }) => id);

  test("for the radius of the ON region are used as they are", async () => {
    const folder = storeOf(() => ({ radMaxAt: 0.11 }));
    const store = await openDataStore(folder);
    expect((await readObservation(store, ids[0], { responses: ["aeff"] })).aeff).toMatchObject({
      enclosure: "point-like",
      radMax: 0.11,
    });
    expect(await warned(folder)).toEqual([]);
  });

  test("for another radius, or for one that is not told, are told", async () => {
    expect(await warned(storeOf((_, k) => (k === 0 ? { radMaxAt: 0.14 } : {})))).toEqual([
      {
        code: "point-like-responses",
        message: `The point-like responses of run ${ids[0]} are for events within 0.14 deg of the source (RAD_MAX), and the ON region has 0.11 deg: fluxes are wrong. Give it that radius.`,
        where: "on.radius",
      },
      {
        code: "point-like-responses",
        message: `The point-like responses of run ${ids[1]} do not tell within which distance from the source they count events (RAD_MAX): fluxes are right only if it is that of the ON region, 0.11 deg.`,
        where: "on.radius",
      },
    ]);
  });

  test("for a radius that depends on energy are told once for all runs", async () => {
    const energy = axisFromEdges(Float64Array.of(0.1, 1, 100), { name: "energy", unit: "TeV", scale: "log" });
    const offset = axisFromEdges(Float64Array.of(0, 2), { name: "offset", unit: "deg", scale: "lin" });
    const radMax = { kind: "rad-max-2d", energy, offset, values: Float64Array.of(0.2, 0.1) } as const;
    const [warning, ...others] = await warned(storeOf(() => ({ radMax })));
    expect(others).toEqual([]);
    expect(warning.message).toMatch(
      new RegExp(
        `of 2 runs, ${ids[0]} the first, are for events within a distance .* depends on energy .*on: \\{ type: point, … \\}`,
      ),
    );
  });

  describe("around a point", () => {
    const { radius: _, ...place } = job.on as { readonly type: "circle"; readonly radius: number };
    const atPoint: TimeResolvedJob = { ...job, on: { ...place, type: "point" } as TimeResolvedJob["on"] };
    const energy = axisFromEdges(Float64Array.of(0.1, 1, 100), { name: "energy", unit: "TeV", scale: "log" });
    const offset = axisFromEdges(Float64Array.of(0, 2), { name: "offset", unit: "deg", scale: "lin" });
    const table = (low: number, high: number) =>
      ({ kind: "rad-max-2d", energy, offset, values: Float64Array.of(low, high) }) as const;
    const run = async (asked: TimeResolvedJob, folder: ReturnType<typeof storeOf>) =>
      (await timeResolvedSpectroscopy(asked, { openFolder: () => folder })).result;

    test("one radius gives what a circle gives, whether a table or a keyword tells it, and nothing is odd", async () => {
      const folder = storeOf((_, k) => (k === 0 ? { radMaxAt: 0.11 } : { radMax: table(0.11, 0.11) }));
      const [point, circle] = [
        await run(atPoint, folder),
        await run(
          job,
          storeOf(() => ({ radMaxAt: 0.11 })),
        ),
      ];
      expect(point.warnings).toEqual(circle.warnings);
      expect(point.bins).toEqual(circle.bins);
      expect(point.datasets.map(({ countsOff }) => countsOff)).toEqual(circle.datasets.map((other) => other.countsOff));
    });

    test("a radius that depends on energy counts less where it is smaller, also in jobs of other kinds", async () => {
      // Half-way between the centers of the table, at 1.8 TeV, the smaller radius begins: the first bin lies below, the fifth above.
      const folder = storeOf(() => ({ radMax: table(0.11, 0.06) }));
      const [cut, whole] = [
        await run(atPoint, folder),
        await run(
          job,
          storeOf(() => ({ radMaxAt: 0.11 })),
        ),
      ];
      const sum = (result: typeof cut, k: number) => result.datasets.reduce((n, { counts }) => n + counts[k], 0);
      expect(sum(cut, 0)).toBe(sum(whole, 0));
      expect(sum(cut, 4)).toBeLessThan(sum(whole, 4));
      expect(cut.bins[0].success).toBe(true);
      const { time: _, ...rest } = atPoint;
      const others = { openFolder: () => folder };
      const spectrum = await spectrumJob({ ...rest, job: "spectrum" } as SpectrumJob, others);
      expect(spectrum.result.datasets.map(({ counts }) => counts)).toEqual(cut.datasets.map(({ counts }) => counts));
    });

    test("the job that a result holds is the same job", async () => {
      const folder = storeOf(() => ({ radMax: table(0.11, 0.06) }));
      const first = await run(atPoint, folder);
      expect(first.job.on).toEqual({ type: "point", frame: "icrs", lon: "329.717 deg", lat: "-30.226 deg" });
      const again = await run(first.job as unknown as TimeResolvedJob, folder);
      expect(again.bins).toEqual(first.bins);
    });

    test("what does not go together is refused", async () => {
      const folder = storeOf(() => ({}));
      await expect(run({ ...atPoint, containmentCorrection: true }, folder)).rejects.toThrow(
        "containmentCorrection: ON is a point, for point-like responses, which hold a containment already: switch it off",
      );
      const withRadius = { ...atPoint, on: { ...atPoint.on, radius: 0.1 } } as TimeResolvedJob;
      await expect(run(withRadius, folder)).rejects.toThrow(
        "on.radius: unknown key; known here: type, frame, lon, lat",
      );
      await expect(run(atPoint, folder)).rejects.toThrow(/point-like responses of observation \d+ do not tell/);
    });

    test("a session gives the same, also when only its intervals change", async () => {
      const folder = storeOf(() => ({ radMax: table(0.11, 0.06) }));
      const session = openTimeResolvedSession({ openFolder: () => folder });
      const alone = await run(atPoint, folder);
      for (let k = 0; k < 2; k++) expect((await session.update(atPoint)).result.bins).toEqual(alone.bins);
    });
  });

  test("have no containment to correct, and a run without a point-spread function says so", async () => {
    const corrected = { ...job, containmentCorrection: true };
    const folder = storeOf(() => ({ radMaxAt: 0.11 }));
    await expect(timeResolvedSpectroscopy(corrected, { openFolder: () => folder })).rejects.toThrow(
      /no "psf" for OBS_ID \d+; .* point-like responses need no containmentCorrection\.$/,
    );
  });
});
