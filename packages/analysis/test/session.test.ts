import { describeWith } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import {
  type FluxProfileSession,
  type FolderHost,
  fluxProfileJob,
  openFluxProfileSession,
  openTimeResolvedSession,
  type TimeResolvedJob,
  type TimeResolvedResult,
  type TimeResolvedSession,
  timeResolvedSpectroscopy,
} from "../src/index.ts";
import { fileHost } from "./file-host.ts";
import { flareJob } from "./flare-job.ts";
import { annuliJob, rectanglesJob } from "./profile-jobs.ts";
import { storeHost } from "./store-host.ts";

/** The numbers of a result: all but where and when it was made. */
function numbersOf({ provenance: _, ...rest }: object & { readonly provenance: unknown }) {
  return rest;
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

/** A host that tells of each file before it is opened. */
function watched(host: FolderHost, tell: (path: string) => void): FolderHost {
  return {
    ...host,
    openFolder(name) {
      const folder = host.openFolder(name);
      return {
        ...folder,
        file(path) {
          tell(path);
          return folder.file(path);
        },
      };
    },
  };
}

const moved: readonly TimeResolvedJob[] = [
  flareJob,
  { ...flareJob, time: { start: "2006-07-29T20:31:07", width: "14.3 min", count: 24 } },
  { ...flareJob, time: { start: "2006-07-29T20:31:07", width: "4 min", count: 60 } },
  { ...flareJob, on: { type: "circle", lon: 329.75, lat: "-30.2 deg", radius: "0.13 deg" } },
  {
    ...flareJob,
    on: { type: "circle", lon: 329.75, lat: "-30.2 deg", radius: "0.13 deg" },
    time: { start: "2006-07-29T20:31:07", width: "21 min", count: 12 },
  },
  { ...flareJob, energy: { min: "0.6 TeV", max: "15 TeV", bins: 7 }, model: { type: "log-parabola", parameters: {} } },
  { ...flareJob, containmentCorrection: false },
  flareJob,
];

describeWith(["GAMMAPY_DATA"], "a session of time-resolved spectroscopy", () => {
  let session: TimeResolvedSession;
  let opened: string[];

  beforeAll(async () => {
    const host = await storeHost();
    opened = [];
    session = openTimeResolvedSession(watched(host, (path) => opened.push(path)));
  });

  test("gives the numbers of the job to the last bit, whatever was computed before", async () => {
    for (const job of moved) {
      const { result } = await session.update(job);
      const { result: alone } = await timeResolvedSpectroscopy(job, await storeHost());
      expect(numbersOf(result)).toEqual(numbersOf(alone));
    }
  });

  test("names the files of its own job alone, and all of them though they were read before", async () => {
    const runs = [33787, 33788];
    for (const obsIds of [runs, [33788], [33789], [33788]]) {
      const job = { ...flareJob, data: { store: flareJob.data.store, obsIds } };
      const { result } = await session.update(job);
      const { result: alone } = await timeResolvedSpectroscopy(job, await storeHost());
      expect(result.provenance.inputs).toEqual(alone.provenance.inputs);
    }
  });

  test("reads each run once for the same responses", async () => {
    const before = opened.length;
    await session.update(moved[1]);
    await session.update(moved[3]);
    expect(opened.length).toBe(before);
  });

  test("without variability has the same fits, and no measure of it", async () => {
    const { result } = await session.update(flareJob, { variability: false });
    const { result: full } = await session.update(flareJob);
    expect(result.bins).toEqual(full.bins);
    expect([result.variability, result.correlation]).toEqual([{}, null]);
    expect(Object.keys(full.variability)).toContain("index");
  });

  test("an update that is called off leaves the next one as it is", async () => {
    const fresh = openTimeResolvedSession(await storeHost());
    const controller = new AbortController();
    const off = fresh.update(flareJob, { context: { signal: controller.signal } });
    const next = fresh.update(flareJob);
    controller.abort();
    await expect(off).rejects.toThrow();
    const { result }: { result: TimeResolvedResult } = await next;
    expect(result.bins).toHaveLength(24);
  });

  test("the image counts the events of the runs in reach, wherever the intervals are cut", async () => {
    const center = { frame: "icrs", lon: 329.71693826, lat: -30.225589 } as const;
    const [image, same] = [await session.image(flareJob, center), await session.image(moved[1], center)];
    expect(same).toBe(image);
    expect(sumOf(image.values)).toBeGreaterThan(1000);
    expect(await session.image(moved[5], center)).not.toBe(image);
  });

  test("an image that is called off leaves the next one as it is, and so does one that can't be read", async () => {
    const center = { frame: "icrs", lon: 329.71693826, lat: -30.225589 } as const;
    const host = await storeHost();
    let fails = true;
    const fresh = openTimeResolvedSession(
      watched(host, (path) => {
        if (fails && path.includes("33787")) throw new Error("The line is down.");
      }),
    );
    await expect(fresh.image(flareJob, center)).rejects.toThrow("The line is down.");
    fails = false;
    const controller = new AbortController();
    const off = fresh.image(flareJob, center, { context: { signal: controller.signal } });
    const next = fresh.image(flareJob, center);
    controller.abort();
    await expect(off).rejects.toThrow();
    expect(sumOf((await next).values)).toBeGreaterThan(1000);
    expect(await fresh.image(flareJob, center)).toBe(await next);
  });

  test("knows the runs of the store, and what it keeps", async () => {
    expect((await session.runs("hess-dl3-dr1")).length).toBe(105);
    expect(session.size()).toBeGreaterThan(1e6);
  });

  test("the spectrum of an interval has points, the fitted curve and residuals", async () => {
    const spectrum = await session.spectrum(await session.update(flareJob), 3);
    expect(spectrum.points?.length).toBeGreaterThan(5);
    expect(spectrum.curves).toHaveLength(1);
    expect(spectrum.residuals?.every(({ value }) => Number.isFinite(value))).toBe(true);
  });
});

describeWith(["GAMMAPY_DATA"], "a session of flux profiles", () => {
  let session: FluxProfileSession;

  beforeAll(async () => {
    session = openFluxProfileSession(await fileHost());
  });

  test("gives the numbers of the job to the last bit, whatever was computed before", async () => {
    const taller = {
      ...rectanglesJob,
      regions: { ...rectanglesJob.regions, height: "1.7 deg" },
    } as typeof rectanglesJob;
    for (const job of [rectanglesJob, annuliJob, taller, rectanglesJob]) {
      const { result } = await session.update(job);
      const { result: alone } = await fluxProfileJob(job, await fileHost());
      expect(numbersOf(result)).toEqual(numbersOf(alone));
    }
  });

  test("names the file of its own job alone, though it was read before", async () => {
    const own = await fileHost();
    const copies = openFluxProfileSession({ ...own, openFile: () => own.openFile(rectanglesJob.dataset) });
    for (const dataset of ["a/first.fits", "a/second.fits", "a/first.fits"]) {
      const { result } = await copies.update({ ...annuliJob, dataset });
      expect(result.provenance.inputs).toMatchObject([{ name: dataset.slice(2), sha256: expect.any(String) }]);
    }
  });

  test("the image holds every count of the map", async () => {
    const { result } = await session.update(rectanglesJob);
    const image = await session.image(rectanglesJob.dataset);
    expect(sumOf(image.values)).toBe(result.map.counts);
    expect(session.size()).toBeGreaterThan(1e6);
  });
});
