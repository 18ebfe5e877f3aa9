import { inlineExecutor } from "@gammakit/core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  explainToys,
  planToys,
  presetRegistry,
  type ToysHost,
  type ToysJob,
  type ToysResult,
  toysFigures,
  toysJob,
  toysReport,
  toysTable,
} from "../src/index.ts";
import { hostOfToys, nightOfToys, planeOfToys } from "./toys-job.ts";

let host: ToysHost;
beforeAll(() => {
  host = hostOfToys();
});

const ofNight: ToysJob = { job: "toys", of: nightOfToys, toys: 400, seed: 2, intervals: [1, 0] };

/** Without what is another in every run. */
function bare({ provenance: _, ...result }: ToysResult) {
  return result;
}

describe("toys of a simulated night", () => {
  let result: ToysResult;
  beforeAll(async () => {
    ({ result } = await toysJob(ofNight, host));
  });

  test("hold the truth, which was fitted to the data, in 68 % of the intervals of one standard deviation", () => {
    expect(result.subjects.map((subject) => "interval" in subject && subject.interval)).toEqual([0, 1]);
    for (const { quantities, statuses, goodness } of result.subjects) {
      expect(statuses).toEqual({ converged: 400 });
      for (const { coverage, asymmetricCoverage } of quantities) {
        expect(Math.abs((coverage.share ?? 0) - 0.6827)).toBeLessThan(4 * (coverage.error ?? 0));
        expect(asymmetricCoverage).toMatchObject({ used: 0, share: null });
      }
      expect(goodness.dof).toBeGreaterThan(3);
      expect(goodness.pValue).toBeGreaterThan(0.002);
    }
    expect(result.claims.limits).toBeNull();
  });

  test("are the same again, in another order of intervals, and on an executor", async () => {
    const executor = inlineExecutor({ registry: presetRegistry() });
    const again = await toysJob({ ...ofNight, intervals: [0, 1] }, { ...host, context: { executor } });
    expect(again.result.subjects).toEqual(result.subjects);
    const [, second] = result.subjects;
    const alone = await toysJob({ ...ofNight, intervals: [1] }, host);
    expect(alone.result.subjects).toEqual([second]);
  });

  test("the job in the result gives the same result", async () => {
    const { result: again } = await toysJob(result.job as ToysJob, host);
    expect(bare(again)).toEqual(bare(result));
  });

  test("have a table, figures and a report", async () => {
    const figures = await toysFigures({ result });
    expect(figures.map(({ name }) => name)).toEqual([
      "pulls-index",
      "pulls-amplitude",
      "coverage-index",
      "coverage-amplitude",
      "likelihood-ratio",
    ]);
    expect(toysTable(result).rowCount).toBe(4);
    const report = toysReport({ result }, figures);
    expect(report.findings[0]).toMatch(
      /^Errors of index hold the truth in \d\d\.\d ± 1\.\d % of 800 toys \(claimed: 68\.3 %\)\.$/,
    );
  });

  test("a truth that is given is the one they are drawn from", async () => {
    const { result: other } = await toysJob({ ...ofNight, toys: 20, intervals: [0], truth: { index: 2.5 } }, host);
    const [index, amplitude] = other.subjects[0].quantities;
    expect(index.truth).toBe(2.5);
    expect(amplitude.truth).toBe(result.subjects[0].quantities[1].truth);
    expect(Math.abs((index.mean ?? 0) - 2.5)).toBeLessThan(6 * (index.biasError ?? 0));
  });

  test("an interval without data has none, with a warning", async () => {
    const { result: other } = await toysJob({ ...ofNight, toys: 5, intervals: [2] }, host);
    expect(other.subjects).toEqual([]);
    expect(other.warnings).toMatchObject([{ code: "empty-bin" }]);
    expect(await toysFigures({ result: other })).toEqual([]);
  });
});

test("toys of a flux profile: errors and limits hold the norm as often as they claim", async () => {
  const job: ToysJob = { job: "toys", of: planeOfToys, toys: 400, seed: 1, regions: [1], asymmetric: true };
  const { result } = await toysJob(job, host);
  expect(result.subjects).toMatchObject([
    { region: 1, energy: 0 },
    { region: 1, energy: 1 },
  ]);
  expect(result.claims.limits).toBeCloseTo(0.97725, 5);
  const [{ limitCoverage, quantities, goodness }] = result.subjects;
  expect(Math.abs((limitCoverage.share ?? 0) - 0.97725)).toBeLessThan(4 * (limitCoverage.error ?? 0));
  const { used, share, error } = quantities[0].asymmetricCoverage;
  expect(used).toBe(400);
  expect(Math.abs((share ?? 0) - 0.6827)).toBeLessThan(4 * (error ?? 0));
  expect(goodness.dof).toBeNull();
  const { result: nothing } = await toysJob({ ...job, toys: 10, truth: { norm: 0 } }, host);
  expect(nothing.subjects[0]).toMatchObject({ statuses: { failed: 10 }, limitCoverage: { used: 10, share: 1 } });
  expect(nothing.warnings.map(({ code }) => code)).toContain("toys-without-value");
});

test("what they would do is told without data", async () => {
  const { fits, job } = await explainToys({ ...ofNight, of: planeOfToys, intervals: undefined, regions: [1] }, host);
  expect(fits).toBe(400 * 2);
  expect(job).toMatchObject({ job: "toys", toys: 400, seed: 2, of: { job: "flux-profile" } });
  expect((await explainToys(ofNight, host)).fits).toBe(400 * 2);
});

test.each([
  [{ job: "toys" }, "of.job: is missing; it must be one of time-resolved-spectroscopy, flux-profile"],
  [{ ...ofNight, of: "flare.yaml" }, 'of: "flare.yaml" is a path, which only the program reads'],
  [
    { ...ofNight, of: { ...nightOfToys, job: "flux-profil" } },
    'of.job: "flux-profil" is no job of which toys can be made; did you mean "flux-profile"?',
  ],
  [{ ...ofNight, of: { ...nightOfToys, job: "spectrum" } }, 'of.job: "spectrum" is no job of which toys can be made'],
  [{ ...ofNight, toys: 0 }, "toys: 0 is too small"],
  [{ ...ofNight, seed: 1e10 }, "seed: 10000000000 is too large"],
  [{ ...ofNight, tois: 3 }, 'tois: unknown key; did you mean "toys"?'],
  [{ ...ofNight, intervals: [7] }, "intervals[0]: 7 is too large: there are 3, counted from 0"],
  [{ ...ofNight, regions: [1] }, "regions: a job of time-resolved-spectroscopy has none"],
  [{ ...ofNight, truth: { indx: 2 } }, 'truth.indx: no such parameter; did you mean "index"?'],
  [{ ...ofNight, of: planeOfToys }, "intervals: a job of flux-profile has none"],
  [{ job: "toys", of: planeOfToys, truth: { index: 2 }, regions: [3] }, "regions[0]: 3 is too large"],
  [{ ...ofNight, of: { ...nightOfToys, model: { type: "powerlaw" } } }, "of.model: "],
  [{ ...ofNight, of: { ...nightOfToys, energy: { min: 1 } } }, "of.energy.max: is missing"],
])("%j is refused, with the place", (job, words) => {
  expect(() => planToys(job, presetRegistry())).toThrow(words);
});
