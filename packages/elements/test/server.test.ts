import { timeResolvedSpectroscopy } from "@gammakit/analysis";
import { axisFromEdges, type RadMax } from "@gammakit/core";
import { memoryFolder } from "@gammakit/io";
import { beforeAll, describe, expect, test } from "vitest";
import { type Client, createPool } from "../src/client/create-pool.ts";
import type { Port } from "../src/client/runner.ts";
import type { DataSource, SeriesOutput, WorkProgress } from "../src/protocol.ts";
import { connect } from "./connect.ts";
import { droppedNight } from "./night.ts";

const radMax: RadMax = {
  kind: "rad-max-2d",
  energy: axisFromEdges(Float64Array.of(0.1, 1, 100), { name: "energy", unit: "TeV", scale: "log" }),
  offset: axisFromEdges(Float64Array.of(0, 2), { name: "offset", unit: "deg", scale: "lin" }),
  values: Float64Array.of(0.2, 0.1),
};

test.each([
  ["a radius", 0.11, { type: "circle", radius: "0.11 deg" }],
  ["a table", radMax, { type: "point" }],
] as const)("a folder of point-like responses with %s is analyzed from the start", async (_, cut, on) => {
  const client = connect();
  const { job } = await client.call("series/open", { source: droppedNight(cut) });
  expect(job).toMatchObject({ on, containmentCorrection: false });
  const { result } = await client.call("series/update", { job, isQuick: true, interval: 0 });
  expect(result.bins.map(({ success }) => success)).toContain(true);
  expect(result.warnings.map(({ code }) => code)).not.toContain("point-like-responses");
});

describe("a folder that was dropped", () => {
  let source: DataSource;
  let client: Client;
  let output: SeriesOutput;
  let job: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    source = droppedNight();
    client = connect();
    const opened = await client.call("series/open", { source });
    job = opened.job;
    const imageCenter = { frame: "icrs", lon: 329.7, lat: -30.2 } as const;
    output = await client.call("series/update", { job, isQuick: false, interval: 1, imageCenter });
    expect(opened.runs.map(({ object }) => object)).toEqual(["Blazar", "Blazar"]);
  });

  test("is analyzed from the start, by a job that suits it", () => {
    expect(job).toMatchObject({ data: { store: "home/night", obsIds: [1, 2] }, time: { width: "15 min", count: 4 } });
    expect(output.result.bins.length).toBe(4);
    expect(output.bytes).toBeGreaterThan(100_000);
  });

  test("gives the numbers of the job", async () => {
    const files = new Map(droppedNight().files.map(({ path, file }) => [path.replace("home/night/", ""), file]));
    const { result } = await timeResolvedSpectroscopy(job as never, { openFolder: () => memoryFolder("night", files) });
    expect(output.result.bins).toEqual(result.bins);
    expect(output.result.variability).toEqual(result.variability);
  });

  test("has the spectrum of the interval that was asked for, and an image once", async () => {
    expect(output.spectrum?.interval).toBe(1);
    expect(output.image?.wcs.shape).toEqual([120, 120]);
    const again = await client.call("series/update", {
      job,
      isQuick: true,
      interval: 99,
      imageCenter: { frame: "icrs", lon: 329.7, lat: -30.2 },
    });
    expect([again.image, again.spectrum?.interval, again.result.correlation]).toEqual([undefined, 3, null]);
    expect((await client.call("series/spectrum", { interval: 2 }))?.points.length).toBeGreaterThan(3);
  });

  test("gives its table in two formats", async () => {
    expect(await client.call("series/table", { format: "csv" })).toMatch(/^\S*index/m);
    expect(await client.call("series/table", { format: "ecsv" })).toMatch(/^# %ECSV/);
  });

  test("tells what is wrong with a job, by key", async () => {
    const wrong = client.call("series/update", { job: { ...job, energy: { mim: 1 } }, isQuick: true, interval: 0 });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining('did you mean "min"?'),
    });
  });

  test("work that is called off ends as canceled, and the next goes on", async () => {
    const controller = new AbortController();
    const seen: WorkProgress[] = [];
    const off = client.call(
      "series/update",
      { job: { ...job, on: { ...(job.on as object), radius: "0.2 deg" } }, isQuick: true, interval: 0 },
      { signal: controller.signal, onProgress: (progress) => seen.push(progress) },
    );
    controller.abort();
    await expect(off).rejects.toMatchObject({ code: "aborted", message: "Canceled." });
    const next = await client.call(
      "series/update",
      { job, isQuick: true, interval: 0 },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(next.result.bins).toEqual(output.result.bins);
    expect(seen.length).toBeGreaterThan(0);
  });
});

test("files without an index are refused with what a folder must have", async () => {
  const source: DataSource = {
    kind: "files",
    name: "holiday",
    files: [{ path: "beach.txt", file: new Blob(["sand"]) }],
  };
  const opened = connect().call("series/open", { source });
  await expect(opened).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("obs-index and hdu-index"),
  });
});

test("several files are no map", async () => {
  const files = ["a.fits", "b.fits.gz"].map((path) => ({ path, file: new Blob(["x"]) }));
  const opened = connect().call("profile/open", { source: { kind: "files", name: "maps", files } });
  await expect(opened).rejects.toThrow("maps holds 2 FITS files");
});

test("before data are open there is nothing to compute", async () => {
  await expect(connect().call("series/update", { job: {}, isQuick: true, interval: 0 })).rejects.toThrow(
    "Choose a folder first",
  );
  await expect(connect().call("profile/table", { format: "csv" })).rejects.toThrow("no result yet");
});

test("a worker that can't be loaded fails the calls in words", async () => {
  const port: Port = { onmessage: null, onerror: null, postMessage: () => undefined, terminate: () => undefined };
  const call = createPool(() => port, { most: 1 })
    .join()
    .call("job/parse", { text: "a: 1", name: "x" });
  port.onerror?.({ preventDefault: () => undefined, message: "" } as ErrorEvent);
  await expect(call).rejects.toThrow("Is worker.js beside the script");
});
