import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import {
  type FluxProfileResult,
  fluxProfileJob,
  planFluxProfile,
  planSpectrum,
  presetRegistry,
  spectrumJob,
  type TimeResolvedResult,
  timeResolvedSpectroscopy,
} from "../src/index.ts";
import { crabJob } from "./crab-job.ts";
import { fileHost } from "./file-host.ts";
import { flareJob } from "./flare-job.ts";
import { annuliJob, rectanglesJob } from "./profile-jobs.ts";
import { storeHost } from "./store-host.ts";

const optimizers = ["nelder-mead", "levenberg-marquardt", "differential-evolution"] as const;

/** A value with its error, named. */
type Number = readonly [name: string, value: number | null, error: number | null];

/** Largest difference of values, and of errors, in units of the error. */
function distance(ours: readonly Number[], theirs: readonly Number[]): number {
  expect(ours.map(([name]) => name)).toEqual(theirs.map(([name]) => name));
  let worst = 0;
  ours.forEach(([name, value, error], k) => {
    const [, known, sigma] = theirs[k];
    if (known === null || sigma === null) {
      expect([value, error], name).toEqual([known, sigma]);
      return;
    }
    if (sigma === 0) return;
    worst = Math.max(worst, Math.abs((value ?? NaN) - known) / sigma, Math.abs((error ?? NaN) - sigma) / sigma);
    expect(Number.isNaN(worst), name).toBe(false);
  });
  return worst;
}

function ofFlare({ bins }: TimeResolvedResult): readonly Number[] {
  return bins.flatMap((bin, k) =>
    bin.parameters.map(({ name, value, error }): Number => [`${k} ${name}`, value, error]),
  );
}

function ofProfile({ rows }: FluxProfileResult): readonly Number[] {
  return rows.flatMap((row, k) =>
    row.energies.map(({ norm, normErr }, e): Number => [`${k} ${e}`, norm ?? null, normErr ?? null]),
  );
}

describeWith(
  ["GAMMAPY_DATA"],
  "the jobs with other optimizers, values and errors within 5 % of an error of the usual",
  () => {
    test.each(optimizers)("24 intervals of a flare: %s", async (optimizer) => {
      const host = await storeHost();
      const theirs = ofFlare(
        (await timeResolvedSpectroscopy({ ...flareJob, fit: { optimizer: "minuit" } }, host)).result,
      );
      const ours = ofFlare((await timeResolvedSpectroscopy({ ...flareJob, fit: { optimizer } }, host)).result);
      const worst = distance(ours, theirs);
      console.log(`flare, ${optimizer}: ${theirs.length} values, at most ${worst.toExponential(1)} of an error apart`);
      expect(theirs.length).toBeGreaterThan(20);
      expect(worst).toBeLessThan(0.05);
    });

    test.each(optimizers)("rectangles and rings on a map: %s", async (optimizer) => {
      const host = await fileHost();
      for (const job of [rectanglesJob, annuliJob]) {
        const theirs = ofProfile((await fluxProfileJob(job, host)).result);
        const ours = ofProfile((await fluxProfileJob({ ...job, fit: { optimizer } }, host)).result);
        const worst = distance(ours, theirs);
        console.log(
          `${job.regions.type}, ${optimizer}: ${theirs.length} norms, at most ${worst.toExponential(1)} of an error apart`,
        );
        expect(theirs.length).toBeGreaterThan(10);
        expect(worst).toBeLessThan(0.05);
      }
    });

    test("the posterior of the Crab spectrum agrees with the fit, and has what the job asks for", async () => {
      const posterior = { sampler: "ensemble", walkers: 24, steps: 2500, burnIn: 200, seed: 3 };
      const { result } = await spectrumJob({ ...crabJob, posterior }, await storeHost());
      expect(result.posterior?.parameters.map(({ name }) => name)).toEqual(["power-law.index", "power-law.amplitude"]);
      expect(result.posterior).toMatchObject({ sampler: "ensemble", status: "complete", walkers: 24, samples: 60_000 });
      expect(result.warnings.filter(({ where }) => where === "posterior")).toEqual([]);
      expect(result.job.posterior).toEqual(posterior);
      for (const { name, mean, sigma, quantiles, rHat, effectiveSamples, upperLimit95 } of result.posterior
        ?.parameters ?? []) {
        const fitted = result.fit?.parameters.find((parameter) => name.endsWith(`.${parameter.name}`));
        const error = fitted?.error ?? NaN;
        expect(Math.abs((mean ?? NaN) - (fitted?.value ?? NaN)) / error, name).toBeLessThan(0.15);
        expect(Math.abs((sigma ?? NaN) / error - 1), name).toBeLessThan(0.08);
        expect(quantiles.plus1Sigma ?? NaN).toBeGreaterThan(quantiles.median ?? NaN);
        expect(upperLimit95 ?? NaN).toBeGreaterThan(quantiles.plus1Sigma ?? NaN);
        expect(rHat ?? NaN).toBeLessThan(1.05);
        expect(effectiveSamples ?? NaN).toBeGreaterThan(1000);
      }
    });
  },
);

test("a job that does not ask for a posterior has no word of it", () => {
  const { settings, sampler } = planSpectrum(crabJob, presetRegistry());
  expect(settings.posterior).toBeUndefined();
  expect(sampler).toBeUndefined();
});

test("samplers and optimizers that are not there, and options that they do not have, are refused with their place", () => {
  const registry = presetRegistry();
  expect(() => planSpectrum({ ...crabJob, posterior: { sampler: "ensembel" } }, registry)).toThrow(
    /posterior: No sampler named "ensembel"/,
  );
  expect(() => planSpectrum({ ...crabJob, posterior: { walker: 3 } }, registry)).toThrow(
    /posterior\.walker: unknown key; did you mean "walkers"\?/,
  );
  expect(() => planSpectrum({ ...crabJob, fit: { optimizer: "nelder-mead", tol: 1 } }, registry)).toThrow(
    /fit\.tol: no option "tol" of the optimizer "nelder-mead", which takes tolerance/,
  );
  expect(() => planFluxProfile({ ...rectanglesJob, fit: { optimizer: "nelder" } }, registry)).toThrow(
    /fit: No optimizer named "nelder"/,
  );
});
