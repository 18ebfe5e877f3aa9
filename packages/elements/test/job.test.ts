import { planTimeResolved, presetRegistry } from "@gammakit/analysis";
import { describe, expect, test } from "vitest";
import { kindOfAddress } from "../src/explorer/analysis-kind.ts";
import { valueAt, withValue } from "../src/job/edit-job.ts";
import { changedRange } from "../src/job/energy-range.ts";
import { formatJob } from "../src/job/format-job.ts";
import { modelBlock, offeredModels } from "../src/job/models.ts";
import { profileRegions, withRegions } from "../src/job/profile-settings.ts";
import { seriesSettings } from "../src/job/series-settings.ts";
import { spectraSettings, withRange, withSpectra } from "../src/job/spectra-settings.ts";
import { parseJob } from "../src/worker/job-server.ts";
import { nightJob } from "./night-job.ts";

describe("the text of a job", () => {
  test.each([
    nightJob,
    {
      text: ["yes", "no", "null", "1e5", "0x10", "a: b", "- a", "", "#", "1:30", "~", "'", '"', "\u00e9", "2006-07-29"],
    },
    { numbers: [0.1, 1e-12, 1.5e300, -2.5, 5e-324, 123456789.12345679] },
    { on: true, off: null, empty: {}, list: [], nested: { "with space": [{ a: 1 }] } },
  ])("is read as the same job, number for number %#", (job) => {
    expect(parseJob(formatJob(job), "job.yaml")).toEqual(job);
  });

  test("is a line for each part, without needless quotes", () => {
    expect(formatJob({ job: "flux-profile", on: { lon: "83.63 deg", radius: 0.1 } })).toBe(
      "job: flux-profile\non: { lon: 83.63 deg, radius: 0.1 }\n",
    );
  });

  test("that is no mapping is refused by the name of its file", () => {
    expect(() => parseJob("- 1", "mine.yaml")).toThrow("mine.yaml holds no job");
  });
});

test("a job is changed at a path, and the one before stays", () => {
  const job = { on: { lon: "1 deg" } };
  expect(withValue(withValue(job, ["on", "lon"], "2 deg"), ["time", "count"], 3)).toEqual({
    on: { lon: "2 deg" },
    time: { count: 3 },
  });
  expect(job).toEqual({ on: { lon: "1 deg" } });
  expect(valueAt(job, "on", "lon", "x")).toBeUndefined();
});

describe("what the page shows of a job", () => {
  test("is in degrees, seconds and TeV, whatever the units of the job", () => {
    const job = {
      ...nightJob,
      energy: { min: "400 GeV", max: 20 },
      on: { lon: "5h", lat: "-30d", radius: "6.6 arcmin" },
    };
    const { time, on, energy, model } = seriesSettings(job);
    expect(time).toEqual({ start: "2023-09-13T19:12:00", scale: "utc", width: 900, count: 9 });
    expect(on).toMatchObject({ frame: "icrs", lon: 75, lat: -30 });
    expect(on?.radius).toBeCloseTo(0.11, 12);
    expect([energy?.min, energy?.max, model]).toEqual([0.4, 20, "power-law"]);
  });

  test("is a place without a radius where ON is a point", () => {
    const { on } = seriesSettings({ ...nightJob, on: { type: "point", lon: "5h", lat: "-30d" } });
    expect(on).toEqual({ frame: "icrs", lon: 75, lat: -30 });
    const { radius: _, ...incomplete } = nightJob.on;
    expect(seriesSettings({ ...nightJob, on: incomplete }).on).toBeUndefined();
  });

  test("counts intervals that are listed, and leaves out what is wrong", () => {
    const edges = ["2023-09-13T19:00:00", "2023-09-13T19:10:00", "2023-09-13T19:20:00"];
    expect(seriesSettings({ time: { edges } }).time).toMatchObject({ start: edges[0], count: 2 });
    expect(seriesSettings({ time: { edges } }).time?.width).toBeCloseTo(600, 3);
    expect(seriesSettings({ time: { start: "x" }, energy: { min: "1 kg", max: 2 } })).toEqual({
      time: undefined,
      on: undefined,
      energy: undefined,
      model: "",
    });
  });

  test("of a profile are its regions, and what is moved is written in degrees", () => {
    const regions = {
      type: "rectangles",
      frame: "galactic",
      start: { lon: "1 deg", lat: 0 },
      end: { lon: 2, lat: 0 },
      height: "60 arcmin",
      count: 5,
    };
    expect(profileRegions({ regions })).toMatchObject({
      type: "rectangles",
      height: 1,
      start: { frame: "galactic", lon: 1 },
    });
    expect(withRegions({ regions }, { height: 2.5, end: { frame: "galactic", lon: 359.5, lat: 1 } }).regions).toEqual({
      ...regions,
      height: "2.5 deg",
      end: { lon: "359.5 deg", lat: "1 deg" },
    });
    expect(profileRegions({ regions: { type: "rectangles" } })).toBeUndefined();
  });
});

test("every model that is offered can be run, with the slope of the one before", () => {
  for (const { type } of offeredModels) {
    const model = modelBlock(type, { parameters: { index: 3.3, amplitude: 7e-12 } });
    const plan = planTimeResolved({ ...nightJob, model }, presetRegistry());
    const valueFor = (name: string) => plan.model.parameters.find((parameter) => parameter.name === name)?.value;
    expect(plan.model.id).toBe(type);
    expect([valueFor("index") ?? valueFor("alpha"), valueFor("amplitude")]).toEqual([3.3, 7e-12]);
  }
});

describe("what the page shows of a job of spectra", () => {
  const job = {
    spectra: ["a.fits", { file: "deep/b.fits", name: "mine", energy: { min: "100 GeV", max: 3 } }],
    energy: { min: 1, max: "10 TeV" },
    model: { type: "log-parabola" },
    stack: true,
  };

  test("is in TeV, whatever the units of the job", () => {
    expect(spectraSettings(job)).toEqual({
      spectra: [{ file: "a.fits" }, { file: "deep/b.fits", name: "mine", energy: { min: 0.1, max: 3 } }],
      energy: { min: 1, max: 10 },
      model: "log-parabola",
      isStacked: true,
    });
    expect(spectraSettings({ energy: { min: "1 kg", max: 2 } })).toEqual({
      spectra: [],
      energy: undefined,
      model: "",
      isStacked: false,
    });
  });

  test("a range is that of one spectrum, or of all instead of their own", () => {
    const energy = { min: "2 TeV", max: "5 TeV" };
    expect(withRange(job, "b.fits", { min: 2, max: 5 })).toEqual({
      ...job,
      spectra: [{ file: "a.fits" }, { file: "deep/b.fits", name: "mine", energy }],
    });
    expect(withRange(job, undefined, { min: 2, max: 5 })).toEqual({
      ...job,
      energy,
      spectra: [{ file: "a.fits" }, { file: "deep/b.fits", name: "mine" }],
    });
  });

  test("spectra that stay are as they were written, and new ones have their names", () => {
    const { spectra } = withSpectra(job, ["b.fits", "c.fits", "d.fits"], [{ file: "c.fits", name: "other" }]);
    expect(spectra).toEqual([job.spectra[1], { file: "c.fits", name: "other" }, { file: "d.fits" }]);
  });

  test("ends of a range keep apart", () => {
    expect(changedRange({ min: 1, max: 10 }, { min: 9.87654 })).toEqual({ min: 6.67, max: 10 });
    expect(changedRange({ min: 1, max: 10 }, { max: 0.1 })).toEqual({ min: 1, max: 1.5 });
    expect(changedRange({ min: 1.23456, max: 10 }, { max: 20.4567 })).toEqual({ min: 1.23456, max: 20.5 });
  });
});

test.each([
  ["https://a.b/hess/pha_obs1.fits.gz?x=1", "spectrum-files"],
  ["https://a.b/src.pha", "spectrum-files"],
  ["https://a.b/alpha.fits", "flux-profile"],
  ["https://a.b/night/", "time-series"],
])("data at %s are for %s", (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});
