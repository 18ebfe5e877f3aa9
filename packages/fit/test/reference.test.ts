import { backgroundOf, createGti, wstat, wstatBackground } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose, assertWithinSigma } from "@gammakit/testing";
import { describeWith } from "@gammakit-tools/vitest/data";
import {
  type FlareFit,
  type FlareReference,
  onOffDatasets,
  readFlareReference,
} from "@gammakit-tools/vitest/flare-reference";
import { beforeAll, expect, test } from "vitest";
import {
  compileFit,
  confidence,
  differentialFlux,
  energyFlux,
  type FitResult,
  fit,
  integralFlux,
  predictCounts,
} from "../src/index.ts";
import { plain } from "./support/toys.ts";

const noTimes = createGti({ scale: "tt", day: 53945, fraction: 0 }, []);
const start = powerLaw({ index: 3, amplitude: 2e-11 });

describeWith(["GAMMAKIT_REFERENCE"], "24 intervals of PKS 2155-304 against the reference", () => {
  let reference: FlareReference;
  let datasets: ReturnType<typeof onOffDatasets<typeof noTimes>>;
  const datasetsOf = (bin: FlareFit) => bin.datasets.map((k) => datasets[k]);
  beforeAll(async () => {
    reference = await readFlareReference();
    datasets = onOffDatasets(reference, noTimes);
  });

  test("predicted counts of 33787a, masked bins included", () => {
    const expected = [
      0.0232679387, 5.6912819636, 8.7471792016, 5.1158936864, 3.2209716463, 1.9319259664, 1.0821549014, 0.5633268157,
      0.286342591, 0.1439565354,
    ];
    assertClose(predictCounts(datasets[0], [start]), expected, { relative: 1e-9 });
  });

  test("the statistic of 33787a per bin", () => {
    const expected = [
      0.04653587743, 59.189447094, 55.040327405, 14.704011218, 18.382150077, 0.47011751734, 0.052701789967,
      1.4468244621, 1.2130268433, 0.44799848614,
    ];
    const { counts, countsOff } = datasets[0];
    const signal = predictCounts(datasets[0], [start]);
    assertClose(
      signal.map((s, j) => wstat(counts[j], countsOff[j], 1 / 12, s)),
      expected,
      { relative: 1e-9 },
    );
    const { objective } = compileFit([datasets[0]], [start]);
    assertClose(objective.evaluate(objective.start), 91.75715779918268, { relative: 1e-12 });
  });

  test("the background expected in the ON region of 33787a", () => {
    const expected = [
      0, 3.5708729563, 4.8566353484, 2.4166596048, 1.2714009101, 0.8643400248, 0.1639678803, 0.1538461538, 0.3076923077,
      0.0769230769,
    ];
    const { counts, countsOff } = datasets[0];
    const found = predictCounts(datasets[0], [start]).map(
      (s, j) => wstatBackground(counts[j], countsOff[j], 1 / 12, s) / 12,
    );
    assertClose(found, expected, { relative: 1e-9 });
    assertClose(backgroundOf(datasets[0])[2], 46 / 12, { relative: 1e-12 });
  });

  test("values, errors, covariance and integral flux of all 24 fits", async () => {
    expect(reference.fits).toHaveLength(24);
    for (const [i, bin] of reference.fits.entries()) {
      const found = await fit(datasetsOf(bin), start, { optimizer: minuit() });
      expect(found.status, `interval ${i}: ${found.message}`).toBe("converged");
      expect(found.stat).toBeLessThanOrEqual(bin.totalStat + 1e-4);
      checkParameters(found, bin, `interval ${i}`);
      const flux = integralFlux(found.model, found.covariance ?? new Float64Array(9), 1, 10);
      assertClose([flux.value, flux.error], bin.integralFlux1to10TeV, {
        relative: 5e-3,
        label: `flux of interval ${i}`,
      });
    }
  });

  test("propagation of errors to fluxes in interval 0", async () => {
    // Spec 06 §8: one-sided steps of 1e-4 of an error, so that errors agree to 1e-5; the pivot needs no propagation.
    const covariance = Float64Array.of(
      0.12473282745,
      1.74002887434e-12,
      0,
      1.74002887434e-12,
      1.67010979374e-22,
      0,
      0,
      0,
      0,
    );
    const model = powerLaw({ index: 4.008673449, amplitude: 1.02154423041e-10 });
    const close = ({ value, error }: { value: number; error: number }, expected: readonly [number, number]) => {
      assertClose(value, expected[0], { relative: 1e-8 });
      assertClose(error, expected[1], { relative: 2e-5 });
    };
    close(integralFlux(model, covariance, 1, 10), [3.39200283e-11, 4.59497721e-12]);
    close(energyFlux(model, covariance, 1, 10), [5.03581496e-11, 8.42180579e-12]);
    close(differentialFlux(model, covariance, 2), [6.34638222e-12, 1.45161572e-12]);
  });

  test.each([
    { bin: 0, parameter: "index", nSigma: 1, lower: 0.329163307503, upper: 0.383971540246 },
    { bin: 0, parameter: "amplitude", nSigma: 1, lower: 1.25134919749e-11, upper: 1.33378507405e-11 },
    { bin: 0, parameter: "index", nSigma: 2, lower: 0.618999194497, upper: 0.851980438458 },
    { bin: 0, parameter: "amplitude", nSigma: 2, lower: 2.42078986977e-11, upper: 2.75222766531e-11 },
    { bin: 6, parameter: "index", nSigma: 1, lower: 0.0860626381624, upper: 0.0885541899111 },
  ])("MINOS errors: $nSigma σ of $parameter in interval $bin", async ({ bin, parameter, nSigma, lower, upper }) => {
    const data = datasetsOf(reference.fits[bin]);
    const found = await fit(data, start, { optimizer: minuit() });
    // MINOS stops where the rise is right to 1 %, which is half a percent of the error.
    for (const optimizer of [minuit(), plain]) {
      const interval = await confidence(data, found, { parameter, nSigma, optimizer });
      assertClose([interval.lower, interval.upper], [lower, upper], {
        relative: 6e-3,
        label: `${optimizer.id} ${parameter}`,
      });
      expect(interval.reason).toBeUndefined();
    }
  });
});

function checkParameters(found: FitResult, bin: FlareFit, label: string): void {
  const { covariance = new Float64Array(9), model } = found;
  for (const [k, { name, value, error }] of model.parameters.entries()) {
    const golden = bin.parameters[name];
    if (golden.frozen) continue;
    assertWithinSigma(value, golden.value, golden.error, 0.01, `${name} of ${label}`);
    assertClose(error ?? Number.NaN, golden.error, { relative: 5e-3, label: `error of ${name} of ${label}` });
    for (let l = 0; l < model.parameters.length; l++) {
      const scale = Math.sqrt(bin.covariance[k][k] * bin.covariance[l][l]);
      assertClose(covariance[k * 3 + l], bin.covariance[k][l], {
        absolute: 0.01 * scale,
        label: `covariance of ${label}`,
      });
    }
  }
}
