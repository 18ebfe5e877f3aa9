import { createGti, type Observation, toFrame } from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spectrumMaker } from "../src/index.ts";
import {
  areaOf,
  dispersionOf,
  type Event,
  empty,
  energy,
  kingOf,
  observationOf,
  reference,
  region,
  target,
} from "./support/synthetic.ts";

const { lon, lat } = target;
const make = (observation: Observation, containmentCorrection = false) =>
  spectrumMaker({ containmentCorrection }).run(empty, observation);

describe("counts", () => {
  test("events inside the region and the energy axis, lower edges inclusive", () => {
    const [e0, e1, , e3] = energy.edges;
    const last = energy.edges[energy.edges.length - 1];
    const events: Event[] = [
      [1, lon, lat, e0],
      [2, lon, lat + 0.0999, e1],
      [3, lon, lat, 0.999 * e1],
      [4, lon, lat - 0.05, e3],
      [5, lon, lat, last],
      [6, lon, lat, 0.999 * e0],
      [7, lon, lat, Number.NaN],
      [8, lon, lat + 0.1001, e1],
      [9, lon + 5, lat, e1],
    ];
    expect([...make(observationOf(events)).counts]).toEqual([2, 1, 0, 1, 0, 0, 0, 0]);
  });

  test("none of no events", () => {
    expect([...make(observationOf([])).counts]).toEqual(Array(8).fill(0));
  });

  test("events outside the good time are left out, as their time is", () => {
    // Good time is known to a second.
    const times = [-2, 0, 99.9, 102, 150, 200, 299.9, 301, Number.NaN];
    const gti = createGti(reference, [
      [0, 100],
      [200, 300],
    ]);
    const made = make(
      observationOf(
        times.map((time) => [time, lon, lat, 1]),
        { gti },
      ),
    );
    expect(made.counts.reduce((a, b) => a + b, 0)).toBe(4);
    expect(made.livetime).toBe(180);
  });

  test("a region in another frame holds the same events", () => {
    const events: Event[] = Array.from({ length: 200 }, (_, k) => [
      k,
      lon + 0.002 * (k - 100),
      lat + 0.0007 * (k - 90),
      1,
    ]);
    const observation = observationOf(events);
    const galactic = { ...empty, region: { ...region, center: toFrame(target, "galactic") } };
    const [a, b] = [make(observation).counts, spectrumMaker().run(galactic, observation).counts];
    // Both planes touch the sphere at the center; a circle there is the same up to 1e-6 of its radius.
    expect(b).toEqual(a);
    expect(a[1] + a[0]).toBeGreaterThan(50);
  });
});

describe("livetime and exposure", () => {
  test("overlapping good time counts once", () => {
    const gti = createGti(reference, [
      [0, 600],
      [500, 1000],
    ]);
    expect(make(observationOf([], { gti })).livetime).toBe(900);
  });

  test("no good time, no exposure: a dataset of zeros", () => {
    const made = make(observationOf([[1, lon, lat, 1]], { gti: createGti(reference, []) }));
    expect(made.livetime).toBe(0);
    expect([...made.exposure, ...made.counts].every((x) => x === 0)).toBe(true);
  });

  test("exposure is area times livetime, times the containment where that is asked for", () => {
    const observation = observationOf();
    const [plain, corrected] = [make(observation), make(observation, true)];
    expect(plain.exposure.every((x) => Math.abs(x / 9e11 - 1) < 1e-12)).toBe(true);
    // King profile with γ = 2, σ = 0.05°, within 0.1°: 0.01 / (0.01 + 0.01).
    expect(corrected.exposure.every((x) => Math.abs(x / 9e11 - 0.5) < 1e-12)).toBe(true);
    expect(corrected.edispExposure).toEqual(plain.exposure);
    expect([...plain.maskSafe]).toEqual(Array(8).fill(1));
  });

  test("an offset beyond the tables gives no exposure and no dispersion", () => {
    const far = make(observationOf([], { pointing: { ...target, lat: lat + 3.1 } }));
    expect([...far.exposure, ...far.edisp].every((x) => x === 0)).toBe(true);
  });

  test("what is kept of one run is not used for other responses, regions or axes", () => {
    const maker = spectrumMaker({ containmentCorrection: true });
    const observation = observationOf();
    const changes = [
      { psf: kingOf(0.2) },
      { edisp: dispersionOf((mu) => (mu < 1 ? 1 : 0)) },
      { aeff: areaOf(() => 5e8) },
      { pointing: { ...target, lat: lat + 1.7 } },
    ].map((change) => ({ ...observation, ...change }));
    const wide = { ...empty, region: { ...region, radius: 0.2 } };
    const moved = { ...empty, region: { ...region, center: { ...target, lat: lat + 0.3 } } };
    for (const [dataset, given] of [
      [empty, observation],
      ...changes.map((change) => [empty, change] as const),
      [wide, observation],
      [moved, observation],
      [empty, observation],
    ] as const) {
      expect(maker.run(dataset, given)).toEqual(spectrumMaker({ containmentCorrection: true }).run(dataset, given));
    }
  });
});

test("names, ids and meta come from the observation", () => {
  const made = make(observationOf([], { id: 12, part: 3 }));
  expect([made.name, ...made.observationIds, made.meta.TELESCOP]).toEqual(["12-3", 12, "TEST"]);
});

describe("what it refuses", () => {
  const without = (key: "aeff" | "edisp" | "psf") => {
    const { [key]: _, ...rest } = observationOf();
    return rest;
  };
  test("a run without a response that it needs, by run and response", () => {
    expect(() => make(without("aeff"))).toThrow("Observation 7 has no effective area (aeff)");
    expect(() => make(without("edisp"))).toThrow("Observation 7 has no energy dispersion (edisp)");
    expect(() => make(without("psf"), true)).toThrow("Observation 7 has no point-spread function (psf)");
    expect(make(without("psf")).livetime).toBe(900);
  });

  test("a containment correction of point-like responses", () => {
    const observation = observationOf([], { aeff: areaOf(() => 1e9, "point-like") });
    expect(() => make(observation, true)).toThrow("point-like responses");
    expect(make(observation).livetime).toBe(900);
  });

  test("options that it does not know or that are of another type", () => {
    const loose = spectrumMaker as (options: unknown) => unknown;
    expect(() => loose({ containmentCorection: true })).toThrow('Did you mean "containmentCorrection"?');
    expect(() => loose({ containmentCorrection: "yes" })).toThrow('must be a boolean, not "yes"');
    expect(() => loose({ containmentCorrection: null })).toThrow("must be a boolean, not null");
  });
});

test("every event of the region lands in one bin at most", () => {
  const event = fc.tuple(
    fc.double({ min: -10, max: 1010, noNaN: true }),
    fc.double({ min: lon - 0.3, max: lon + 0.3, noNaN: true }),
    fc.double({ min: lat - 0.3, max: lat + 0.3, noNaN: true }),
    fc.double({ min: 0.01, max: 100, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 50 }), fc.integer({ min: 0, max: 50 }), (events, cut) => {
      const count = (list: readonly Event[]) => [...make(observationOf(list)).counts];
      const [all, first, rest] = [count(events), count(events.slice(0, cut)), count(events.slice(cut))];
      expect(all).toEqual(first.map((n, j) => n + rest[j]));
      expect(all.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(events.length);
    }),
    { seed: 21 },
  );
});
