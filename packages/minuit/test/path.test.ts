import { assertClose } from "@gammakit/testing";
import { describeWith } from "@gammakit-tools/vitest/data";
import { type FlareReference, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { expect, test } from "vitest";
import { migrad, minos, minuit } from "../src/index.ts";
import { createSearch } from "../src/search.ts";
import { startSearch } from "../src/seed.ts";
import { descend } from "../src/variable-metric.ts";
import { powerLawObjective } from "./support/spectra.ts";

const scale = 1e-11;

/** Numbered calls of the fit of time bin 0, in MINUIT 2 as iminuit 2.11 bundles it: index, amplitude [1e-11], function. */
const pathOfBin0: readonly (readonly [number, number, number, number])[] = [
  [0, 3, 2, 91.7571577992],
  [1, 3.01, 2, 91.9006155372],
  [2, 2.99, 2, 91.6142381534],
  [3, 3.00286701789, 2, 91.7982340336],
  [4, 2.99713298211, 2, 91.71612579],
  [5, 3, 2.01, 91.3734656466],
  [6, 3, 1.99, 92.1426528335],
  [7, 3, 2.00156630068, 91.6969412375],
  [8, 3, 1.99843369932, 91.8174185908],
  [9, 0.338558052037, 4.13321319589, 2568.54104522],
  [10, 2.8669279026, 2.10666065979, 85.9853314481],
  [11, 2.86970443878, 2.10666065979, 86.0203441894],
  [17, 2.2659746278, 3.84465691237, 57.3204237676],
  [66, 4.008673449, 10.2154423041, 6.00262730281],
];

/** Estimated error of MIGRAD's own matrix before HESSE, bins 0 to 5. */
const matrixErrors = [0.2913, 0.25944, 0.23918, 0.25004, 0.10502, 0.15428];

/** MINOS around bin 0 and 6: fit, parameter, nSigma, upper, lower, in the same units. */
const intervals: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 1, 0.383971540246, 0.329163307503],
  [0, 1, 1, 1.33378507405, 1.25134919749],
  [0, 0, 2, 0.851980438458, 0.618999194497],
  [0, 1, 2, 2.75222766531, 2.42078986977],
  [6, 0, 1, 0.0885541899111, 0.0860626381624],
];

describeWith(["GAMMAKIT_REFERENCE"], "the 24 fits of the time-resolved spectra", async () => {
  const objectiveOfFit = (reference: FlareReference, k: number, withGradient = false) =>
    powerLawObjective(
      reference.fits[k].datasets.map((i) => reference.datasets[i]),
      withGradient,
    );

  test("take as many calls as MINUIT 2 and end at the same numbers", async () => {
    const reference = await readFlareReference();
    reference.fits.forEach((fit, k) => {
      const result = migrad(objectiveOfFit(reference, k));
      const label = `fit ${k}`;
      const { index, amplitude } = fit.parameters;
      expect(result.status, label).toBe("converged");
      expect(result.evaluations, `${label}: calls`).toBe(fit.nfev);
      assertClose(result.value, fit.totalStat, { absolute: 1e-7, label });
      assertClose(result.x, [index.value, amplitude.value / scale], { relative: 1e-6, label });
      assertClose(result.errors, [index.error, amplitude.error / scale], { relative: 1e-4, label });
      const c01 = fit.covariance[0][1] / scale;
      const variance = [index.error ** 2, c01, c01, (amplitude.error / scale) ** 2];
      assertClose(result.covariance ?? [], variance, { relative: 2e-4, label: `${label}: covariance` });
    });
  });

  test("ask for the function where MINUIT 2 does", async () => {
    const objective = objectiveOfFit(await readFlareReference(), 0);
    const seen: number[][] = [];
    const evaluate = (x: Float64Array): number => {
      const value = objective.evaluate(x);
      seen.push([x[0], x[1], value]);
      return value;
    };
    migrad({ ...objective, evaluate });
    expect(seen.length).toBe(76);
    for (const [call, ...numbers] of pathOfBin0) {
      assertClose(seen[call], numbers, { relative: 1e-8, label: `call ${call}` });
    }
  });

  test("leave the estimated distance and matrix error that MINUIT 2 does", async () => {
    const reference = await readFlareReference();
    assertClose(migrad(objectiveOfFit(reference, 0)).edm, 6.149e-7, { relative: 2e-4 });
    matrixErrors.forEach((expected, k) => {
      const search = createSearch(objectiveOfFit(reference, k), {});
      startSearch(search, search.known);
      descend(search, Infinity);
      assertClose(search.dcovar, expected, { relative: 2e-4, label: `fit ${k}` });
    });
  });

  test("have the MINOS intervals of MINUIT 2", async () => {
    const reference = await readFlareReference();
    const optimizer = minuit();
    for (const [k, index, nSigma, upper, lower] of intervals) {
      const objective = objectiveOfFit(reference, k);
      const interval = optimizer.interval(objective, optimizer.minimize(objective), index, nSigma);
      const label = `fit ${k}, parameter ${index}, ${nSigma} sigma`;
      assertClose([interval.upper, interval.lower], [upper, lower], { relative: 1e-6, label });
    }
  });

  test("need half the calls and come closer to the minimum with a gradient", async () => {
    const reference = await readFlareReference();
    let calls = 0;
    let gradients = 0;
    reference.fits.forEach((fit, k) => {
      const result = migrad(objectiveOfFit(reference, k, true));
      expect(result.status, `fit ${k}`).toBe("converged");
      expect(result.edm).toBeLessThan(1.1e-5);
      expect(result.value).toBeLessThan(fit.totalStat + 1e-6);
      assertClose(result.errors[0], fit.parameters.index.error, { relative: 1e-3, label: `fit ${k}` });
      calls += result.evaluations;
      gradients += result.gradientEvaluations;
    });
    const before = reference.fits.reduce((sum, fit) => sum + fit.nfev, 0);
    expect(calls + gradients).toBeLessThan(0.6 * before);
  });

  test("have intervals that agree with and without a gradient", async () => {
    const reference = await readFlareReference();
    const plain = objectiveOfFit(reference, 4);
    const given = objectiveOfFit(reference, 4, true);
    const a = minos(plain, migrad(plain, { errors: "hesse" }), 0);
    const b = minos(given, migrad(given), 0);
    assertClose([b.lower, b.upper], [a.lower, a.upper], { relative: 2e-3 });
    expect(b.evaluations + b.gradientEvaluations).toBeLessThan(a.evaluations);
  });
});
