import { isGammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { planFluxProfile, presetRegistry } from "../src/index.ts";
import { rectanglesJob } from "./profile-jobs.ts";

const registry = presetRegistry();

function refusal(change: Readonly<Record<string, unknown>>): string {
  try {
    planFluxProfile({ ...rectanglesJob, ...change }, registry);
  } catch (error) {
    expect(isGammakitError(error, "invalid-input")).toBe(true);
    return (error as Error).message;
  }
  return "";
}

test("the rectangles job is accepted and its defaults are filled in", () => {
  const { settings, model } = planFluxProfile(rectanglesJob, registry);
  expect(settings).toMatchObject({ nSigma: 1, nSigmaUl: 2, ulMethod: "profile", sqrtTsThresholdUl: 2 });
  expect(settings.energyEdges).toEqual([0.01, 2]);
  expect(model.id).toBe("power-law");
});

test.each([
  [
    "a negative height",
    { regions: { ...rectanglesJob.regions, height: "-3 deg" } },
    'regions.height: "-3 deg" must be greater than 0',
  ],
  ["fewer than two regions", { regions: { ...rectanglesJob.regions, count: 1 } }, "regions.count"],
  [
    "more regions than memory holds",
    { regions: { ...rectanglesJob.regions, count: 100_000 } },
    "regions.count: 100000 is too large: it must be at most 10000",
  ],
  ["a limit of no error", { nSigmaUl: 0 }, "nSigmaUl: 0 is too small: it must be greater than 0"],
  [
    "an unknown shape",
    { regions: { ...rectanglesJob.regions, type: "rectangle" } },
    'regions.type: "rectangle" is not known here; did you mean "rectangles"?',
  ],
  [
    "an unknown key of a shape",
    { regions: { ...rectanglesJob.regions, hight: 1 } },
    'regions.hight: unknown key; did you mean "height"?',
  ],
  [
    "radii in the wrong order",
    { regions: { type: "annuli", center: { lon: 0, lat: 0 }, radiusMin: 2, radiusMax: 1, count: 3 } },
    "regions.radiusMax: must be greater than radiusMin, 2 deg",
  ],
  ["edges that do not increase", { energyEdges: ["2 TeV", "10 GeV"] }, "energyEdges[1]: edges must increase"],
  ["one edge", { energyEdges: ["2 TeV"] }, "energyEdges"],
  ["an edge in a wrong unit", { energyEdges: ["2 kg", "3 TeV"] }, "energyEdges[0]"],
  ["an unknown quantity", { selection: ["uls"] }, 'selection[0]: "uls" is not known here; did you mean "ul"?'],
  ["an unknown limit", { ulMethod: "baysian" }, 'did you mean "bayesian"?'],
  ["a scan given twice", { normScan: { min: 0, values: [0, 1] } }, "normScan.min: give values, or min, max and count"],
  ["an empty scan", { normScan: { min: 2, max: 1 } }, "normScan.max: must be greater than min, 2"],
  ["an unknown model", { model: { type: "powerlaw" } }, 'model: No spectral model named "powerlaw"'],
  ["a missing dataset", { dataset: undefined }, "dataset: is missing"],
  ["a level of zero", { nSigmaUl: 0 }, "nSigmaUl"],
])("%s is refused with its place", (_, change, words) => {
  expect(refusal(change)).toContain(words);
});
