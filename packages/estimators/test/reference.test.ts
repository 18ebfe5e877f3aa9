import { alphaOf, createGti, fitMask, summarizeDataset, wstatBackground } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { logParabola, powerLaw } from "@gammakit/models";
import { assertClose, assertWithinSigma } from "@gammakit/testing";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import {
  type FlareFit,
  type FlareReference,
  onOffDatasets,
  readFlareReference,
} from "@gammakit-tools/vitest/flare-reference";
import { beforeAll, expect, test } from "vitest";
import { type SpectralBin, spectralTimeSeries, type TimeBin, variability } from "../src/index.ts";
import { binsOf } from "./support/toys.ts";

const noTimes = createGti({ scale: "tt", day: 53945, fraction: 0 }, []);

interface OtherShapes {
  readonly lp: { readonly fits: readonly (FlareFit & { readonly success: boolean })[] };
}

describeWith(["GAMMAKIT_REFERENCE"], "the night of PKS 2155-304 in 24 intervals", () => {
  let reference: FlareReference;
  let series: readonly SpectralBin[];
  beforeAll(async () => {
    reference = await readFlareReference();
    const datasets = onOffDatasets(reference, noTimes);
    const bins: readonly TimeBin[] = binsOf(reference.fits.map((bin) => bin.datasets.map((k) => datasets[k])));
    series = await spectralTimeSeries(bins, {
      model: powerLaw({ index: 3, amplitude: 2e-11 }),
      compareWith: [logParabola({ amplitude: 1e-10, reference: 1, alpha: 3, beta: 0.1 })],
      optimizer: minuit(),
      fluxRange: { min: 1, max: 10 },
    });
  });

  test("has fluxes of the reference", () => {
    expect(series.map(({ result }) => result.status)).toEqual(Array.from({ length: 24 }, () => "converged"));
    series.forEach(({ flux }, i) => {
      assertClose([flux?.value ?? 0, flux?.error ?? 0], reference.fits[i].integralFlux1to10TeV, { relative: 5e-3 });
    });
  });

  test("the first run in short, as the reference prints it with its fitted model", () => {
    const [dataset] = onOffDatasets(reference, noTimes);
    const mask = fitMask(dataset);
    const counts = dataset.counts.reduce((sum, n, j) => sum + n * mask[j], 0);
    const { excess } = summarizeDataset(dataset);
    const signal = predictCounts(dataset, [series[0].result.model]);
    const npred = signal.reduce((sum, s, j) => {
      const alpha = alphaOf(dataset, j);
      const background = alpha > 0 ? alpha * wstatBackground(dataset.counts[j], dataset.countsOff[j], alpha, s) : 0;
      return sum + mask[j] * (s + background);
    }, 0);
    const exposures = [...dataset.exposure].filter((exposure) => exposure > 0).map((exposure) => exposure / 1e4);
    expect({
      counts,
      background: (counts - excess).toFixed(2),
      excess: excess.toFixed(2),
      npred: npred.toFixed(2),
      exposure: [Math.min(...exposures), Math.max(...exposures)].map((exposure) => exposure.toExponential(2)),
      bins: [mask.length, mask.reduce((sum, fitted) => sum + fitted, 0)],
      stat: series[0].result.stat.toFixed(2),
    }).toEqual({
      counts: 89,
      background: "8.50",
      excess: "80.50",
      npred: "89.43",
      exposure: ["2.06e+6", "4.83e+8"],
      bins: [10, 8],
      stat: "6.00",
    });
  });

  test("varies in flux, less so in index", () => {
    const of = (k: number) =>
      variability(
        series.map(({ result }) => ({
          value: result.model.parameters[k].value,
          error: result.model.parameters[k].error ?? 0,
        })),
      );
    const [index, amplitude] = [of(0), of(1)];
    expect(index.dof).toBe(23);
    assertClose(index.chi2, 39.83, { absolute: 0.05 });
    assertClose([amplitude.fvar, amplitude.fvarError], [0.603, 0.019], { absolute: 6e-4 });
    expect(amplitude.pValue).toBeLessThan(1e-100);
    expect(index.pValue).toBeGreaterThan(0.01);
  });

  test("has log-parabolas of the reference, and their significance", async () => {
    const { lp } = await readJson<OtherShapes>("GAMMAKIT_REFERENCE", "time-resolved-other-shapes.json");
    series.forEach(({ comparisons: [{ result, deltaTs, extraParameters, significance }] }, i) => {
      const golden = lp.fits[i];
      if (!golden.success) return;
      const label = `interval ${i}`;
      expect(result.status, label).toBe("converged");
      // The reference integrates numerically, a little less exactly.
      expect(result.stat, label).toBeLessThanOrEqual(golden.totalStat + 1e-3);
      for (const { name, value, frozen } of result.model.parameters) {
        const { value: expected, error } = golden.parameters[name];
        if (!frozen) assertWithinSigma(value, expected, error, 0.02, `${name} of ${label}`);
      }
      expect(extraParameters).toBe(1);
      assertClose(deltaTs, reference.fits[i].totalStat - golden.totalStat, { absolute: 2e-3, label });
      assertClose(significance, Math.sqrt(Math.max(0, deltaTs)), { relative: 1e-10, label });
    });
  });
});
