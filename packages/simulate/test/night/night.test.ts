import { onTime, positionAngle, separation, separationBetween } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { hessLike, simulateNight, wobbleRuns } from "../../src/index.ts";
import { start, target } from "../support/crab-like.ts";

test("runs point around the target at one distance, and start one after the other", () => {
  const runs = wobbleRuns({ target, start, count: 5, duration: 1200, pause: 60, offset: 0.7 });
  // Pointings are rounded to 1e-9 deg.
  const angles = runs.map(({ pointing: { lon, lat } }) => positionAngle(target.lon, target.lat, lon, lat));
  [0, 180, 90, 270, 0].forEach((angle, k) => {
    const turn = Math.abs(angles[k] - angle);
    expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-7);
  });
  for (const { pointing } of runs) expect(Math.abs(separationBetween(target, pointing) - 0.7)).toBeLessThan(1e-9);
  expect(runs.map(({ gti }) => [gti.start[0], gti.stop[0]])).toEqual([
    [0, 1200],
    [1260, 2460],
    [2520, 3720],
    [3780, 4980],
    [5040, 6240],
  ]);
});

test("gaps cut good time, and a run of which nothing is left is left out", () => {
  const gaps = [
    [300, 400],
    [900, 2600],
    [390, 450],
  ] as const;
  const runs = wobbleRuns({ target, start, count: 3, duration: 1000, pause: 0, gaps });
  expect(runs.map(({ gti }) => [[...gti.start], [...gti.stop]])).toEqual([
    [
      [0, 450],
      [300, 900],
    ],
    [[2600], [3000]],
  ]);
  expect(runs.map(({ gti }) => onTime(gti))).toEqual([750, 400]);
});

test("a time of another scale is brought to TT, so that seconds are elapsed", () => {
  const [{ gti }] = wobbleRuns({ target, start: { ...start, scale: "utc" }, count: 1 });
  expect(gti.reference.scale).toBe("tt");
  expect(Math.abs((gti.reference.fraction - start.fraction) * 86400 - 69.184)).toBeLessThan(1e-6);
});

test.each([{ count: 0 }, { count: 2.5 }, { duration: 0 }, { pause: -1 }, { angles: [] }])("%o is refused", (change) => {
  expect(() => wobbleRuns({ target, start, count: 1, ...change })).toThrow(/A night needs/);
});

test("a night has its runs numbered, named and sorted in time, and other sources beside the target", () => {
  const options = {
    array: hessLike,
    target,
    object: "Crab nebula",
    start,
    count: 2,
    duration: 300,
    spectrum: powerLaw({ index: 2.4, amplitude: 1e-9 }),
    seed: 5,
    firstId: 100,
  };
  const night = simulateNight(options);
  expect(night.map(({ id, meta }) => [id, meta.OBJECT, meta.TELESCOP])).toEqual([
    [100, "Crab nebula", "HESS-like"],
    [101, "Crab nebula", "HESS-like"],
  ]);
  expect(night[0].events.time).not.toEqual(night[1].events.time);
  const other = { frame: "icrs", lon: target.lon, lat: target.lat + 1 } as const;
  const crowded = simulateNight({ ...options, sources: [{ position: other, spectrum: options.spectrum }] });
  const near = ({ events }: (typeof night)[number]) =>
    events.lon.filter((lon, i) => separation(lon, events.lat[i], other.lon, other.lat) < 0.2).length;
  expect(near(crowded[0])).toBeGreaterThan(near(night[0]) + 100);
});
