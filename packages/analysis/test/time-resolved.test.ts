import { describeWith } from "@gammakit-tools/vitest/data";
import { type FlareReference, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { beforeAll, expect, test } from "vitest";
import {
  type TimeResolvedResult,
  timeResolvedReport,
  timeResolvedSpectroscopy,
  variabilityFindings,
} from "../src/index.ts";
import { flareJob } from "./flare-job.ts";
import { storeHost } from "./store-host.ts";

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the flare of PKS 2155-304 against the reference", () => {
  let result: TimeResolvedResult;
  let reference: FlareReference;

  beforeAll(async () => {
    reference = await readFlareReference();
    result = (await timeResolvedSpectroscopy(flareJob, await storeHost())).result;
  });

  test("the reference has 34 datasets and 24 fits", () => {
    expect([reference.datasets.length, reference.fits.length]).toEqual([34, 24]);
  });

  test("the same 21 runs are selected", () => {
    expect(result.observations).toEqual(reference.obsIds);
  });

  test("counts, acceptances, safe masks and numbers of OFF regions are exact in all 34 datasets", () => {
    expect(result.datasets).toHaveLength(34);
    reference.datasets.forEach((expected, i) => {
      const dataset = result.datasets[i];
      expect(dataset.obsId).toBe(expected.obsId);
      for (const key of ["counts", "countsOff", "acceptance", "acceptanceOff", "maskSafe"] as const) {
        expect(dataset[key], `${dataset.name} ${key}`).toEqual(expected[key]);
      }
      expect(dataset.offRegions).toHaveLength(expected.offRegionCentersIcrsDeg.length);
    });
  });

  test("OFF centers lie within 1e-6 deg, livetimes within 1e-9, exposures within 1e-6 of their maximum", () => {
    reference.datasets.forEach((expected, i) => {
      const dataset = result.datasets[i];
      expected.offRegionCentersIcrsDeg.forEach(([lon, lat], k) => {
        expect(Math.abs(dataset.offRegions[k].lonDeg - lon)).toBeLessThan(1e-6);
        expect(Math.abs(dataset.offRegions[k].latDeg - lat)).toBeLessThan(1e-6);
      });
      expect(Math.abs(dataset.livetimeS / expected.livetimeS - 1)).toBeLessThan(1e-9);
      const most = Math.max(...expected.exposureM2s);
      expected.exposureM2s.forEach((exposure, k) => {
        expect(Math.abs(dataset.exposureCm2S[k] / 1e4 - exposure)).toBeLessThan(1e-6 * most);
      });
      expect(Math.abs(dataset.gti[0].startMjdTt - expected.gtiStartMjdTT[0])).toBeLessThan(1e-10);
      expect(Math.abs(dataset.gti[0].stopMjdTt - expected.gtiStopMjdTT[0])).toBeLessThan(1e-10);
    });
  });

  test("all 24 fits converge within 1e-4 of the reference's statistic or below it", () => {
    expect(result.bins).toHaveLength(24);
    reference.fits.forEach((expected, i) => {
      const bin = result.bins[i];
      expect(bin.success, bin.message).toBe(true);
      expect(bin.stat).toBeLessThan(expected.totalStat + 1e-4);
      expect(bin.tStartIso).toBe(expected.tstart);
      expect(bin.datasets).toEqual(expected.datasets.map((k) => result.datasets[k].name));
    });
  });

  test("values lie within 1 % of their errors, errors within 0.5 %, covariances within 1 %", () => {
    reference.fits.forEach((expected, i) => {
      const bin = result.bins[i];
      for (const name of ["index", "amplitude"]) {
        const { value, error } = expected.parameters[name];
        const found = bin.parameters.find((parameter) => parameter.name === name);
        expect(Math.abs((found?.value ?? Number.NaN) - value)).toBeLessThan(0.01 * error);
        expect(Math.abs((found?.error ?? Number.NaN) / error - 1)).toBeLessThan(0.005);
      }
      const { covariance } = expected;
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < 3; b++) {
          const scale = Math.sqrt(covariance[a][a] * covariance[b][b]);
          expect(Math.abs((bin.covariance?.[a][b] ?? Number.NaN) - covariance[a][b])).toBeLessThanOrEqual(0.01 * scale);
        }
      }
    });
  });

  test("integral fluxes from 1 to 10 TeV and their errors agree within 0.5 %", () => {
    reference.fits.forEach((expected, i) => {
      const { value, error } = result.bins[i].integralFlux;
      const [flux, fluxError] = expected.integralFlux1to10TeV;
      expect(Math.abs((value ?? Number.NaN) / flux - 1)).toBeLessThan(0.005);
      expect(Math.abs((error ?? Number.NaN) / fluxError - 1)).toBeLessThan(0.005);
    });
  });

  test("the index varies with χ² 39.8 for 23 degrees of freedom, the amplitude by 60.3 ± 1.9 %", () => {
    const { index, amplitude } = result.variability;
    expect(index.chi2).toBeCloseTo(39.83, 1);
    expect(index.dof).toBe(23);
    expect(amplitude.fvar).toBeCloseTo(0.603, 3);
    expect(amplitude.fvarError).toBeCloseTo(0.019, 3);
  });

  test("the flux varies as well, in blocks that cover the night, fastest around midnight", () => {
    const { flux, index } = result.variability;
    expect(flux.pValue).toBeLessThan(1e-80);
    expect([flux.used, flux.omitted]).toEqual([24, 0]);
    const blocks = flux.blocks ?? [];
    expect(blocks.map(({ used }) => used)).toEqual([2, 5, 4, 13]);
    expect(blocks[0].tStartIso).toBe(result.bins[0].tStartIso);
    expect(blocks.slice(1).map(({ tStartIso }) => tStartIso)).toEqual(
      blocks.slice(0, -1).map(({ tStopIso }) => tStopIso),
    );
    expect([flux.doublingFromIso, flux.halvingFromIso]).toEqual(["2006-07-29T23:45:00.000", "2006-07-29T23:00:00.000"]);
    expect((flux.structureFunction ?? []).map(({ lagS, pairs }) => [lagS, pairs])).toEqual(
      Array.from({ length: 23 }, (_, k) => [900 * (k + 1), 23 - k]),
    );
    expect(index.fpp).toBeLessThan(index.fvar ?? 0);
  });

  test("a harder index goes with a higher flux, and toys find no loop", () => {
    const { correlation } = result;
    if (correlation?.bootstrap == null || correlation.loop === null) throw new Error("no correlation");
    const { line, bootstrap, loop, used, pearsonPValue } = correlation;
    expect([correlation.x, correlation.y, used, line.dof]).toEqual(["flux", "index", 24, 22]);
    const [low, high] = bootstrap.slope;
    expect(low).toBeLessThan(line.slope ?? Number.NaN);
    expect(high).toBeGreaterThan(line.slope ?? Number.NaN);
    expect(high).toBeLessThan(0);
    expect(pearsonPValue).toBeLessThan(0.01);
    expect([loop.direction, loop.toys]).toEqual(["clockwise", 200]);
    expect(loop.pValue).toBeGreaterThan(0.1);
  });

  test("what it says of variability, in sentences", () => {
    const text = variabilityFindings(result).join("\n");
    for (const part of [
      "index against a constant: χ² 39.8 for 23 degrees of freedom, p = 0.016",
      "amplitude against a constant: χ² 935.4 for 23 degrees of freedom, p = 7.2e-183; fractional variability 0.603 ± 0.019",
      "flux doubles in 11.9 ± 3.9 min (from 2006-07-29 23:45 UTC), and halves in 10.9 ± 2.5 min",
      "index and flux: correlation -0.53, p = 0.0076.",
      "index is 3.61 at a flux of 5.1e-11 and changes by -0.029 ± 0.010 per 1e-11 cm-2 s-1",
      "a clockwise loop; chance makes one as large in",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("without toys there is neither an interval nor a loop; the seed changes nothing but them", async () => {
    const variability = { toys: 0 };
    const { result: bare } = await timeResolvedSpectroscopy({ ...flareJob, variability }, await storeHost());
    expect(bare.correlation).toEqual({ ...result.correlation, bootstrap: null, loop: null });
    const { result: seeded } = await timeResolvedSpectroscopy(
      { ...flareJob, variability: { seed: 5, toys: 100 } },
      await storeHost(),
    );
    expect(seeded.variability).toEqual(result.variability);
    expect(seeded.correlation?.line).toEqual(result.correlation?.line);
    expect(seeded.correlation?.bootstrap?.slope).not.toEqual(result.correlation?.bootstrap?.slope);
  });

  test("with a frozen index there is a flux that varies, and nothing that it could go with", async () => {
    const parameters = { index: { value: 3.5, frozen: true }, amplitude: "2e-11 cm-2 s-1 TeV-1" };
    const job = { ...flareJob, model: { type: "power-law", parameters } };
    const { variability, correlation } = (await timeResolvedSpectroscopy(job, await storeHost())).result;
    expect(Object.keys(variability)).toEqual(["amplitude", "flux"]);
    // The flux is the amplitude times a number.
    expect((variability.flux.chi2 ?? 0) / (variability.amplitude.chi2 ?? 1)).toBeCloseTo(1, 6);
    expect(variability.flux.doublingTimeS).toBeCloseTo(variability.amplitude.doublingTimeS ?? 0, 4);
    expect(correlation).toBeNull();
  });

  test("inputs are recorded with checksums, and the owners of the data are named with their terms", () => {
    const { inputs, attribution } = result.provenance;
    expect(inputs.map(({ name }) => name)).toContain("obs-index.fits.gz");
    expect(inputs.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256 ?? ""))).toBe(true);
    expect(attribution.join()).toMatch(/HESS DL3 DR1.*No scientific publications/);
    expect(result.warnings).toEqual([]);
    expect(result.emptyBins).toEqual([]);
  });

  test("the job in the result, run again, gives the same numbers", async () => {
    const again = await timeResolvedSpectroscopy(result.job as typeof flareJob, await storeHost());
    expect(again.result.bins).toEqual(result.bins);
    expect(again.result.job).toEqual(result.job);
    expect(again.result.correlation).toEqual(result.correlation);
  });

  test("true energies that do not hold the reconstructed ones, and parameters at a limit, are warned about", async () => {
    const parameters = { index: { value: 3, max: 3.2 }, amplitude: "2e-11 cm-2 s-1 TeV-1" };
    const job = {
      ...flareJob,
      time: { start: "2006-07-29T20:30:00", width: "15 min", count: 1 },
      energyTrue: { min: "1 TeV", max: "40 TeV", bins: 20 },
      model: { type: "power-law", parameters },
    };
    const { result: bounded } = await timeResolvedSpectroscopy(job, await storeHost());
    expect(bounded.warnings.map(({ code }) => code)).toEqual(["energy-true-too-narrow", "parameter-at-limit"]);
    expect(bounded.bins[0].parameters[0].error).toBeNull();
    expect(bounded.correlation).toBeNull();
    expect(bounded.variability.index).toMatchObject({
      chi2: null,
      fpp: null,
      doublingTimeS: null,
      structureFunction: [],
    });
  });

  test("a maker that measures no background is warned about", async () => {
    const job = {
      ...flareJob,
      time: { start: "2006-07-29T20:30:00", width: "15 min", count: 1 },
      background: { maker: "safe-mask" },
    };
    const { result: bare } = await timeResolvedSpectroscopy(job, await storeHost());
    expect(bare.warnings.map(({ code }) => code)).toEqual(["no-background"]);
  });

  test("compared models are in the table, with what they gain", async () => {
    const job = {
      ...flareJob,
      time: { start: "2006-07-29T21:30:00", width: "15 min", count: 1 },
      compareWith: [{ type: "log-parabola", parameters: { amplitude: 1e-10, reference: 1, alpha: 3, beta: 0.1 } }],
    };
    const { table, result: compared } = await timeResolvedSpectroscopy(job, await storeHost());
    const [comparison] = compared.bins[0].comparisons;
    const column = (name: string) => table.columns.find((each) => each.name === name)?.data[0];
    expect(column("log-parabola_delta_ts")).toBe(comparison.deltaTs);
    expect(column("log-parabola_significance")).toBe(comparison.significance);
    expect(comparison.significance).toBeCloseTo(Math.sqrt(comparison.deltaTs ?? Number.NaN), 12);
  });

  test("compared models come with all criteria, how they were found, and a sum", async () => {
    const job = {
      ...flareJob,
      time: { start: "2006-07-29T20:30:00", width: "15 min", count: 2 },
      compareWith: [
        { type: "log-parabola", parameters: { amplitude: 1e-10, reference: 1, alpha: 3, beta: 0.1 } },
        { type: "bpl", parameters: { index1: 3, index2: 3.6, amplitude: 1e-10, ebreak: 1 } },
      ],
      significance: { toys: 10, seed: 4 },
    };
    const run = await timeResolvedSpectroscopy(job, await storeHost());
    const { bins, comparisons } = run.result;
    const [curved, broken] = bins[0].comparisons;
    expect(curved).toMatchObject({ status: "converged", nested: true, dataBins: 8, rescuedBy: null, openSides: [] });
    expect(curved.aic).toBeCloseTo((curved.stat ?? Number.NaN) + 6, 10);
    expect(curved.deltaAic).toBeCloseTo((curved.deltaTs ?? Number.NaN) - 2, 10);
    expect(curved.startsTried).toBe(3);
    expect(curved.toys).toMatchObject({ used: 10, failed: 0 });
    expect(broken).toMatchObject({ status: "unconstrained", significance: null, aic: null, startsTried: 9 });
    expect(broken.message).toMatch(/^The likelihood is flat in index2 above 15: /);
    expect(broken.openSides[0]).toMatchObject({ parameter: "broken-power-law.index2", side: "above", flat: true });
    expect(comparisons.map(({ model, compared, intervals }) => [model, compared, intervals])).toEqual([
      ["log-parabola", 2, 2],
      ["broken-power-law", 0, 2],
    ]);
    expect(comparisons[0].best?.trials).toBe(2);
    expect(comparisons[1]).toMatchObject({ leftOut: { unconstrained: 2 }, significance: null, best: null });
    expect(JSON.parse(JSON.stringify(run.result)).comparisons).toEqual(comparisons);

    const { findings, tables } = timeResolvedReport(run, []);
    const words = findings.join("\n");
    expect(words).toMatch(
      /log-parabola is not needed beside power-law: −2 ln L −1\.8 for \+2 parameters over 2 intervals/,
    );
    expect(words).toMatch(/Most significant in the interval from 2006-07-29T20:30:00\.000: .* after 2 trials\./);
    expect(words).toContain("broken-power-law could not be compared with power-law in any interval.");
    expect(words).toContain("2 of 2 intervals (2 unconstrained); the likelihood is flat in index2 far above (2).");
    const table = tables.find(({ title }) => title === "Comparisons")?.table;
    expect(table?.rowCount).toBe(4);
    expect(table?.columns.at(-1)?.data[1]).toBe("index2 flat above 15");
  });
});
