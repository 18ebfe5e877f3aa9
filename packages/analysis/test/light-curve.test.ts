import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, describe, expect, test } from "vitest";
import { type LightCurveRun, lightCurveJob, planLightCurve, presetRegistry } from "../src/index.ts";
import { nightJob } from "./light-curve-job.ts";
import {
  expectCumulative,
  expectDatasets,
  expectFit,
  expectPoint,
  numberOf,
  type ReferenceCumulative,
  type ReferenceDataset,
  type Value,
  within,
} from "./reference-numbers.ts";
import { refusalOf } from "./refusal-of.ts";
import { storeHost } from "./store-host.ts";

/** [interval][energy], or [interval][energy][dataset]; times by interval. */
type Column = { readonly values: readonly (number | readonly (Value | boolean | readonly Value[])[])[] };

interface Reference {
  readonly datasets: readonly ReferenceDataset[];
  readonly cumulative: ReferenceCumulative;
  readonly fit: {
    readonly totalStat: number;
    readonly parameters: Readonly<Record<string, readonly [number, number]>>;
  };
  readonly lightCurve: { readonly flux: Readonly<Record<string, Column>> };
  readonly fvar: readonly [values: readonly number[], errors: readonly number[]];
}

/** What a job with one part replaced is refused for. */
const refusal = (change: Readonly<Record<string, unknown>>) =>
  refusalOf(() => planLightCurve({ ...nightJob, ...change }, presetRegistry()));

describe("the job of a light curve", () => {
  test("is accepted, with one band of all energies where it does not say which", () => {
    const { energyEdges: _, ...job } = nightJob;
    const plan = planLightCurve(job, presetRegistry());
    expect(plan.settings.time).toHaveLength(35);
    expect(plan.settings.fitModel).toBe(true);
    expect(plan.energyEdges).toEqual([0.4, 20]);
  });

  test.each([
    ["an unknown key", { energyEdge: [1, 2] }, 'energyEdge: unknown key; did you mean "energyEdges"?'],
    ["edges out of order", { energyEdges: [2, 1] }, "energyEdges[1]: edges must increase"],
    ["an unknown quantity", { selection: ["errn-erp"] }, 'did you mean "errn-errp"?'],
    ["two ways to say the time", { time: { start: "2006-07-29T20:00", edges: ["2006-07-29T20:00"] } }, "time"],
    ["a start after the stop", { time: { edges: ["2006-07-29T21:00", "2006-07-29T20:00"] } }, "time.edges[1]"],
    ["a fit that is no yes or no", { fitModel: 1 }, "fitModel: 1 is not a boolean"],
    ["no standard deviations", { nSigmaUl: 0 }, "nSigmaUl"],
    ["an unknown parameter", { model: { type: "pl", parameters: { indx: 2 } } }, 'Did you mean "index"?'],
    ["a missing part", { time: undefined }, "time: is missing"],
  ])("%s is refused with its place", (_, change, words) => {
    expect(refusal(change)).toContain(words);
  });

  test("is refused for everything that is wrong at once", () => {
    const message = refusal({ energy: { mim: 1 }, fitModel: 1, model: { type: "powerlaw" }, fit: { optimizer: "x" } });
    for (const words of ["energy.mim", "fitModel", "powerlaw", 'optimizer named "x"']) expect(message).toContain(words);
  });
});

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the light curve of PKS 2155-304 against the reference", () => {
  let reference: Reference;
  let run: LightCurveRun;

  beforeAll(async () => {
    reference = await readJson<Reference>("GAMMAKIT_REFERENCE", "lightcurve_flare.json");
    run = await lightCurveJob(nightJob, await storeHost());
  });

  test("counts, acceptances, safe masks and numbers of OFF regions are exact in all 45 datasets", () => {
    const { datasets } = run.result;
    expectDatasets(datasets, reference.datasets);
    const ids = reference.datasets.map(({ name }) => Number.parseInt(name, 10));
    expect(datasets.map(({ obsId }) => obsId)).toEqual(ids);
  });

  test("excess, significance and livetime as datasets are added", () => {
    expectCumulative(run.result.cumulative, reference.cumulative);
  });

  test("the fit to all intervals together", () => {
    expectFit(run.result.fit, reference.fit.parameters, reference.fit.totalStat);
  });

  test("all 70 fluxes, relative to the model that the reference found", async () => {
    const { flux } = reference.lightCurve;
    // A band holds many bins, so its statistic depends on the index: it is taken as the reference has it, to all digits.
    const { index, amplitude } = reference.fit.parameters;
    const model = { type: "power-law", parameters: { index: index[0], amplitude: amplitude[0], reference: 1 } };
    const { bins } = (await lightCurveJob({ ...nightJob, model, fitModel: false }, await storeHost())).result;
    expect(bins).toHaveLength(35);
    const far: string[] = [];
    const apart: string[] = [];
    const absent: string[] = [];
    bins.forEach((bin, i) => {
      within(bin.startMjdTt, flux.time_min.values[i] as number, 1e-10, `time_min ${i}`);
      within(bin.stopMjdTt, flux.time_max.values[i] as number, 1e-10, `time_max ${i}`);
      bin.energies.forEach((point, k) => {
        const at = (name: string) => {
          const value = (flux[name].values[i] as readonly (Value | boolean | readonly Value[])[])[k];
          if (!Array.isArray(value)) return numberOf(value as Value | boolean);
          return (value as readonly Value[])
            .filter((part) => part !== "nan")
            .reduce((sum: number, part) => sum + Number(part), 0);
        };
        const where = `interval ${i}, energy ${k}`;
        if (at("success") === 1) {
          const { distance, difference } = expectPoint(point, at, where);
          if (distance > 0.01) far.push(where);
          if (difference > 1e-3) apart.push(where);
          return;
        }
        absent.push(where);
        expect(point, where).toMatchObject({ success: false, counts: 0, isUl: false });
        expect([point.norm, point.normErr, point.normUl, point.ts], where).toEqual([null, null, null, null]);
      });
    });
    const measured = 70 - absent.length;
    console.log(
      `${measured} of 70 fluxes measured; ${measured - far.length} within 1 % of their errors, ${measured - apart.length} within 1e-3`,
    );
    // No bin of the lower band is safe while the source is low.
    expect(absent).toEqual(["interval 0, energy 0", "interval 1, energy 0"]);
    // Here the reference stopped short of the minimum, by as much as its larger statistic says (`expectPoint`).
    expect(far).toEqual(["interval 8, energy 0"]);
    expect(apart).toEqual([]);
  });

  test("fluxes relative to our own fit are the same within 1.1 % of their errors", () => {
    const { flux, flux_err } = reference.lightCurve.flux;
    run.result.bins.forEach(({ energies }, i) => {
      energies.forEach((point, k) => {
        const [expected, error] = [flux, flux_err].map(({ values }) => numberOf((values[i] as readonly Value[])[k]));
        if (Number.isNaN(expected)) expect(point.flux.value).toBeNull();
        else within(point.flux.value, expected, 0.011 * error, `interval ${i}, energy ${k}`);
      });
    });
  });

  test("the fractional variability of both bands within 0.1 %, its error within 0.01 %", () => {
    const [values, errors] = reference.fvar;
    run.result.variability.forEach(({ fvar, fvarError, dof }, k) => {
      within(fvar, values[k], 1e-3 * values[k], `fvar ${k}`);
      within(fvarError, errors[k], 1e-4 * errors[k], `error of fvar ${k}`);
      expect(dof).toBe([32, 34][k]);
    });
  });

  test("a band in which nothing is safe is warned about, interval by interval", () => {
    expect(run.result.warnings.map(({ code }) => code)).toEqual(["energy-snapped", "not-computed", "not-computed"]);
    expect(run.result.emptyBins).toEqual([]);
  });

  test("the job in the result, run again, gives the same numbers", async () => {
    const again = await lightCurveJob(run.result.job as typeof nightJob, await storeHost());
    expect(again.result.bins).toEqual(run.result.bins);
    expect(again.result.job).toEqual(run.result.job);
  });

  test("the flux does not depend on the amplitude of a model that is taken as it is", async () => {
    const amplitudes = ["1e-11 cm-2 s-1 TeV-1", "3e-10 cm-2 s-1 TeV-1"];
    const time = { start: "2006-07-29T21:30:00", width: "10 min", count: 2 };
    const [low, high] = await Promise.all(
      amplitudes.map(async (amplitude) => {
        const model = { type: "power-law", parameters: { index: 3.4, amplitude } };
        const job = { ...nightJob, time, model, fitModel: false, data: { store: "hess-dl3-dr1", obsIds: [33789] } };
        return (await lightCurveJob(job, await storeHost())).result;
      }),
    );
    expect(low.fit).toBeNull();
    const [a, b] = [low, high].map(({ bins }) => bins[0].energies[1]);
    expect((a.norm ?? 0) / (b.norm ?? 1)).toBeCloseTo(30, 6);
    within(a.flux.value, b.flux.value ?? Number.NaN, 1e-8 * (b.flux.value ?? 0), "flux");
  });

  test("intervals without data are listed, and a night without any gives an empty curve", async () => {
    const time = { start: "2006-07-29T18:00:00", width: "3 h", count: 2 };
    const { result } = await lightCurveJob({ ...nightJob, time }, await storeHost());
    expect([result.bins.length, result.emptyBins.length]).toEqual([2, 0]);
    const before = { start: "2006-07-28T12:00:00", width: "1 h", count: 2 };
    const empty = await lightCurveJob({ ...nightJob, time: before }, await storeHost());
    expect(empty.result).toMatchObject({ datasets: [], fit: null, bins: [], variability: [] });
    expect(empty.result.emptyBins.map(({ reason }) => reason)).toHaveLength(2);
    expect(empty.result.warnings.map(({ code }) => code)).toEqual(["empty-bin", "empty-bin"]);
  });
});
