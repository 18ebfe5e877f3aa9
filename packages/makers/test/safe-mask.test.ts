import type { Dataset } from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SafeMaskOptions, safeMask, spectrumMaker } from "../src/index.ts";
import {
  areaOf,
  dispersionOf,
  empty,
  energy,
  energyTrue,
  observationOf,
  onOffOf,
  target,
} from "./support/synthetic.ts";

const observation = observationOf();
const safe = (options: SafeMaskOptions, dataset: Dataset = onOffOf(), run = observation) =>
  [...safeMask(options).run(dataset, run).maskSafe].join("");
/** The mask of the bins whose lower edge is at or above an energy [TeV]. */
const from = (threshold: number) => [...energy.edges.slice(0, -1)].map((low) => (low >= threshold ? 1 : 0)).join("");
const all = "11111111";
const none = "00000000";

describe("aeff-max", () => {
  const withArea = (area: (e: number) => number) => onOffOf({ exposure: energyTrue.centers.map((e) => area(e) * 100) });

  test("a power law reaches a part of its maximum where it says", () => {
    const last = energyTrue.centers[energyTrue.centers.length - 1];
    for (const percent of [1, 5, 10, 30]) {
      // E² reaches p of its maximum at sqrt(p) of the last center.
      expect(
        safe(
          { aeffPercent: percent },
          withArea((e) => e * e),
        ),
      ).toBe(from(last * Math.sqrt(percent / 100)));
    }
  });

  test("a flat area is safe from its first bin on; no area is never safe", () => {
    expect(
      safe(
        {},
        withArea(() => 7),
      ),
    ).toBe(all);
    expect(
      safe(
        {},
        withArea(() => 0),
      ),
    ).toBe(none);
    const first = energyTrue.centers[7];
    expect(
      safe(
        {},
        withArea((e) => (e >= first ? 7 : 0)),
      ),
    ).toBe(from(first));
  });

  test("0 % asks for some area, 100 % for the maximum, more for what there is nowhere", () => {
    const rising = withArea((e) => e);
    expect(safe({ aeffPercent: 0 }, rising)).toBe(all);
    // The reference finds no crossing at the last energy, and takes all bins.
    expect(safe({ aeffPercent: 100 }, rising)).toBe(from(energyTrue.centers[15]));
    expect(
      safe(
        { aeffPercent: 100 },
        withArea((e) => Math.exp(-(Math.log(e / 3) ** 2))),
      ),
    ).toMatch(/^0+1+$/);
    expect(safe({ aeffPercent: 101 }, rising)).toBe(none);
  });

  test("does not depend on the livetime", () => {
    const dataset = withArea((e) => e ** 1.5 / (1 + e));
    const shorter = { ...dataset, livetime: 1, exposure: dataset.exposure.map((x) => x / 100) };
    expect(safe({}, shorter)).toBe(safe({}, dataset));
  });

  test("takes the first crossing where the area falls again", () => {
    expect(
      safe(
        { aeffPercent: 50 },
        withArea((e) => Math.exp(-(Math.log(e / 5) ** 2))),
      ),
    ).toBe(from(5 * Math.exp(-Math.sqrt(Math.LN2))));
  });
});

describe("aeff-default", () => {
  const limited = (safeRange?: { min?: number; max?: number }) =>
    observationOf([], { aeff: { ...areaOf(() => 1e9), ...(safeRange && { safeRange }) } });
  const mask = (range?: { min?: number; max?: number }) =>
    safe({ methods: ["aeff-default"] }, onOffOf(), limited(range));

  test("keeps the bins inside the limits of the file, and all where it has none", () => {
    expect(mask()).toBe(all);
    expect(mask({})).toBe(all);
    expect(mask({ min: 1 })).toBe(from(1));
    expect(mask({ max: 10 })).toBe([...energy.edges.slice(1)].map((high) => (high <= 10 ? 1 : 0)).join(""));
    expect(mask({ min: energy.edges[2], max: energy.edges[5] })).toBe("00111000");
    expect(mask({ min: 60 })).toBe(none);
  });
});

describe("edisp-bias", () => {
  test("keeps the bins above where the bias has fallen to the limit", () => {
    // Mean reconstructed energy = E (1 + b(E)) with the bias b = 0.5 / E: at most 10 % from 5 TeV on.
    const run = observationOf([], {
      edisp: dispersionOf((mu, e) => Math.exp(-0.5 * ((mu - 1 - 0.3 / e) / 0.02) ** 2)),
    });
    const dataset = spectrumMaker().run(empty, run);
    const strict = safe({ methods: ["edisp-bias"], biasPercent: 5 }, dataset, run);
    const loose = safe({ methods: ["edisp-bias"], biasPercent: 20 }, dataset, run);
    expect(strict).toMatch(/^0+1+$/);
    expect(loose).toMatch(/^0*1+$/);
    expect(loose.indexOf("1")).toBeLessThanOrEqual(strict.indexOf("1"));
  });

  test("keeps all where the bias is never above the limit, none where it never falls to it", () => {
    const flat = (bias: number) => {
      const run = observationOf([], { edisp: dispersionOf((mu) => Math.exp(-0.5 * ((mu - 1 - bias) / 0.05) ** 2)) });
      // A wide reconstructed axis, so that no part of the dispersion is cut off.
      const energyEdges = Float64Array.from({ length: 201 }, (_, j) => 0.05 * 10 ** (j / 50));
      const wide = { ...empty, energyEdges, counts: new Float64Array(200), background: new Float64Array(200) };
      return spectrumMaker().run({ ...wide, maskSafe: new Uint8Array(200) }, run);
    };
    const count = (bias: number, biasPercent: number) =>
      [...safe({ methods: ["edisp-bias"], biasPercent }, flat(bias))].filter((bin) => bin === "1").length;
    expect(count(0, 10)).toBe(200);
    expect(count(0.2, 10)).toBe(0);
    expect(count(0.2, 30)).toBe(200);
  });

  test("a dispersion without entries has no bias", () => {
    expect(safe({ methods: ["edisp-bias"] }, onOffOf({ edisp: new Float64Array(16 * 8) }))).toBe(all);
  });
});

describe("offset-max", () => {
  test("keeps a run nearer than the limit, drops one at it or beyond", () => {
    const at = (degrees: number) => observationOf([], { pointing: { ...target, lat: target.lat + degrees } });
    const mask = (degrees: number, offsetMax?: number) =>
      safe({ methods: ["offset-max"], ...(offsetMax !== undefined && { offsetMax }) }, onOffOf(), at(degrees));
    expect([mask(2.9), mask(3.1), mask(1, 1.001), mask(1, 0.999), mask(0, 0)]).toEqual([all, none, all, none, none]);
  });
});

describe("bkg-peak", () => {
  test("keeps the bins from the highest background on", () => {
    const countsOff = Float64Array.of(1, 4, 9, 30, 9, 4, 1, 0);
    expect(safe({ methods: ["bkg-peak"] }, onOffOf({ countsOff }))).toBe("00011111");
    expect(safe({ methods: ["bkg-peak"] }, { ...empty, maskSafe: onOffOf().maskSafe, background: countsOff })).toBe(
      "00011111",
    );
  });

  test("asks the OFF counts alone: those ON have no say", () => {
    const countsOff = Float64Array.of(1, 4, 9, 30, 9, 4, 1, 0);
    const counts = Float64Array.of(0, 0, 0, 0, 0, 0, 900, 0);
    expect(safe({ methods: ["bkg-peak"] }, { ...onOffOf({ countsOff }), counts })).toBe("00011111");
  });
});

describe("any method", () => {
  test("a bin must pass all, in whichever order they are named", () => {
    const countsOff = Float64Array.of(1, 4, 9, 30, 9, 4, 1, 0);
    const run = observationOf([], { aeff: { ...areaOf(() => 1e9), safeRange: { max: 10 } } });
    const dataset = onOffOf({ countsOff });
    expect(safe({ methods: ["bkg-peak", "aeff-default"] }, dataset, run)).toBe("00011000");
    expect(safe({ methods: ["aeff-default", "bkg-peak"] }, dataset, run)).toBe("00011000");
    expect(safe({ methods: [] }, dataset, run)).toBe(all);
  });

  test("narrows what was safe, and never widens it", () => {
    const maskSafe = Uint8Array.of(0, 1, 0, 1, 1, 1, 1, 0);
    const methods = fc.subarray(["aeff-max", "aeff-default", "edisp-bias", "offset-max", "bkg-peak"] as const);
    fc.assert(
      fc.property(methods, fc.double({ min: 0, max: 100, noNaN: true }), (names, aeffPercent) => {
        const mask = safe({ methods: names, aeffPercent }, onOffOf({ maskSafe }));
        for (let j = 0; j < 8; j++) expect(Number(mask[j])).toBeLessThanOrEqual(maskSafe[j]);
      }),
      { seed: 41 },
    );
  });

  test("a bin without a background is not safe: no OFF acceptance, or not a number", () => {
    expect(safe({ methods: [] }, onOffOf({ acceptanceOff: Float64Array.of(0, 10, 10, 0, 10, 10, 10, 10) }))).toBe(
      "01101111",
    );
    const background = Float64Array.of(1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1, 0, 1, 1);
    expect(safe({ methods: [] }, { ...empty, maskSafe: onOffOf().maskSafe, background })).toBe("10101111");
  });

  test("keeps the kind of the dataset and everything but the mask", () => {
    const dataset = onOffOf();
    const { maskSafe, ...rest } = safeMask().run(dataset, observation);
    const { maskSafe: _, ...before } = dataset;
    expect(rest).toEqual(before);
    expect(maskSafe).toHaveLength(8);
  });
});

test("options that it does not know, methods too", () => {
  const loose = safeMask as (options: unknown) => unknown;
  expect(() => loose({ aeffPercnt: 5 })).toThrow('Did you mean "aeffPercent"?');
  expect(() => loose({ methods: ["aeff-min"] })).toThrow('unknown method "aeff-min". Known: aeff-max, aeff-default');
  expect(() => loose({ methods: "aeff-max" })).toThrow("must be an array");
  expect(() => loose({ aeffPercent: -1 })).toThrow("must be a finite number ≥ 0, not -1");
});
