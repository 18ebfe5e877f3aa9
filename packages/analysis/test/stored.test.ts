import { describe, expect, test } from "vitest";
import {
  parseResult,
  planFluxPointsFit,
  planFluxProfile,
  planLightCurve,
  planSpectrum,
  planSpectrumFiles,
  planTimeResolved,
  planToys,
  presetRegistry,
} from "../src/index.ts";
import crabSpectrum from "./fixtures/jobs/v1/crab-spectrum.json" with { type: "json" };
import flare from "./fixtures/jobs/v1/flare.json" with { type: "json" };
import flareLightCurve from "./fixtures/jobs/v1/flare-light-curve.json" with { type: "json" };
import galacticCenter from "./fixtures/jobs/v1/galactic-center.json" with { type: "json" };
import galacticPlane from "./fixtures/jobs/v1/galactic-plane.json" with { type: "json" };
import fluxPointsFit from "./fixtures/results/v1/flux-points-fit.json" with { type: "json" };
import fluxProfile from "./fixtures/results/v1/flux-profile.json" with { type: "json" };
import lightCurve from "./fixtures/results/v1/light-curve.json" with { type: "json" };
import spectrum from "./fixtures/results/v1/spectrum.json" with { type: "json" };
import spectrumFiles from "./fixtures/results/v1/spectrum-files.json" with { type: "json" };
import timeResolved from "./fixtures/results/v1/time-resolved-spectroscopy.json" with { type: "json" };
import toys from "./fixtures/results/v1/toys.json" with { type: "json" };

// Files as releases of gammakit wrote them. A folder of an older form is kept as it is: its files must be read for ever.
const results = [timeResolved, fluxProfile, lightCurve, spectrum, spectrumFiles, fluxPointsFit, toys];
const plans = {
  "time-resolved-spectroscopy": planTimeResolved,
  "flux-profile": planFluxProfile,
  "light-curve": planLightCurve,
  spectrum: planSpectrum,
  "spectrum-files": planSpectrumFiles,
  "flux-points-fit": planFluxPointsFit,
  toys: planToys,
} as const;

const plan = (job: { readonly job: unknown }) => plans[job.job as keyof typeof plans](job, presetRegistry());

describe("results of form 1", () => {
  test.each(results)("a result $schema is read, and nothing in it changes", (content) => {
    expect(parseResult(JSON.stringify(content))).toEqual(content);
  });

  test.each(results)("the job in a result $schema is a job", ({ job }) => {
    expect(() => plan(job)).not.toThrow();
  });

  test("the schema tells what a result holds", () => {
    const result = parseResult(JSON.stringify(timeResolved));
    if (result.schema !== "gammakit/time-resolved-spectroscopy/1") throw new Error(result.schema);
    expect(result.bins.map(({ success }) => success)).toEqual([true, true, true, true]);
  });

  test("keys of a later release of the same form stay", () => {
    const later = { ...fluxProfile, sky: { visible: true } };
    expect(parseResult(JSON.stringify(later))).toEqual(later);
  });
});

test.each([crabSpectrum, flare, flareLightCurve, galacticCenter, galacticPlane])(
  "a job file of form 1 is read: $job",
  (job) => {
    expect(() => plan(job)).not.toThrow();
  },
);

describe("what is refused", () => {
  const refused = (content: unknown) => {
    try {
      parseResult(typeof content === "string" ? content : JSON.stringify(content), "flare/result.json");
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return `${code}: ${message}`;
    }
    return "read";
  };

  test.each([
    ["{", /^invalid-file: flare\/result\.json is not JSON/],
    ["[]", /^invalid-file: flare\/result\.json holds no result: it must be a JSON object\.$/],
    [
      {},
      /^invalid-file: flare\/result\.json is no result of gammakit: it has no schema\. Known: .*gammakit\/spectrum\/1/,
    ],
    [{ schema: "gammapy/1" }, /its schema is "gammapy\/1"/],
    [{ schema: "gammakit/flux-profil/1" }, /^unsupported: .* job "flux-profil"\. Did you mean "flux-profile"\?/],
    [
      { ...spectrum, schema: "gammakit/spectrum/2" },
      /^unsupported: .* form 2 .* reads up to 1: .* newer gammakit: update/,
    ],
    [{ ...spectrum, schema: "gammakit/spectrum/0" }, /there is none such/],
    [
      { ...spectrum, fluxPoints: undefined },
      /^invalid-file: .*: fluxPoints is missing; a result of spectrum has it\.$/,
    ],
    [{ ...spectrum, integralFlux: null }, /: integralFlux is no record; /],
    [{ ...timeResolved, bins: [timeResolved.bins[0], { status: "converged" }] }, /: bins\[1\]\.tStartIso is missing; /],
    [{ ...timeResolved, bins: [null] }, /: bins\[0\] is no record; /],
  ])("%j", (content, words) => {
    expect(refused(content)).toMatch(words);
  });
});
