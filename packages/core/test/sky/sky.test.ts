import { expect, test } from "vitest";
import { compileFrameChange, separationBetween, toFrame } from "../../src/sky/frames.ts";
import { parseAngle } from "../../src/sky/parse-angle.ts";
import { offsetBy, positionAngle, separation, wrap180, wrap360 } from "../../src/sky/separation.ts";
import { fromSkyOffset, toSkyOffset } from "../../src/sky/sky-offset.ts";

test("the galactic center and the target of H.E.S.S. have their coordinates in the other frame", () => {
  const center = toFrame({ frame: "galactic", lon: 0, lat: 0 }, "icrs");
  expect(Math.abs(center.lon - 266.40498829)).toBeLessThan(1e-8);
  expect(Math.abs(center.lat + 28.93617776)).toBeLessThan(1e-8);
  const target = toFrame({ frame: "icrs", lon: 329.71693826, lat: -30.225589 }, "galactic");
  expect(Math.abs(target.lon - 17.730496939117835)).toBeLessThan(1e-12);
  expect(Math.abs(target.lat + 52.245853032329705)).toBeLessThan(1e-12);
});

test("a frame is itself, and a separation crosses frames", () => {
  const crab = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
  expect(toFrame(crab, "icrs")).toBe(crab);
  expect(separationBetween(crab, toFrame(crab, "galactic"))).toBeLessThan(1e-12);
  const out = new Float64Array(2);
  compileFrameChange("icrs", "icrs")(-10, 5, out);
  expect([...out]).toEqual([350, 5]);
});

test("separations are exact where they are small, right, and opposite", () => {
  expect(separation(10, 20, 10, 20)).toBe(0);
  expect(separation(0, 0, 90, 0)).toBe(90);
  expect(separation(0, 90, 0, -90)).toBe(180);
  expect(Math.abs(separation(10, 0, 10 + 1e-9, 0) - 1e-9)).toBeLessThan(1e-15);
  expect(positionAngle(0, 0, 1, 0)).toBe(90);
  expect(positionAngle(0, 0, 359, 0)).toBe(270);
});

test("a run's offset from the target is that of Gammapy", () => {
  const offset = separation(329.71666666667, -29.725555555556, 329.71693826, -30.225589);
  expect(Math.abs(offset - 0.500033499789)).toBeLessThan(1e-12);
});

test("a step north and a step east arrive", () => {
  expect(offsetBy(10, 0, 0, 5)[1]).toBeCloseTo(5, 13);
  expect(offsetBy(350, 0, 90, 20)[0]).toBeCloseTo(10, 12);
  expect(offsetBy(0, 90, 45, 1)[0]).toBeCloseTo(135, 12);
});

test("a sky-offset frame has its origin at zero, and goes both ways", () => {
  const frame = { origin: { frame: "icrs", lon: 83.63, lat: 22.01 }, rotation: 30 } as const;
  expect(
    toSkyOffset(frame, 83.63, 22.01)
      .map(Math.abs)
      .every((x) => x < 1e-14),
  ).toBe(true);
  const [lon, lat] = fromSkyOffset(frame, ...toSkyOffset(frame, 85, 20));
  expect(separation(lon, lat, 85, 20)).toBeLessThan(1e-13);
});

test("angles wrap into their range", () => {
  expect([-1, 360, 725, -1e-20].map(wrap360)).toEqual([359, 0, 5, 0]);
  expect([180, -180, 190, 539].map(wrap180)).toEqual([-180, -180, -170, 179]);
});

test.each([
  ["83.63 deg", "deg", 83.63],
  ["83.63", "deg", 83.63],
  ["0.5 rad", "deg", 28.64788975654116],
  ["6 arcmin", "deg", 0.1],
  ["05h34m31.9s", "deg", 83.63291666666667],
  ["-5d23m", "deg", -5.383333333333334],
  ["22 33 44", "deg", 22.56222222222222],
  ["22:33:44", "hourangle", 338.43333333333334],
  ["12h", "deg", 180],
  ["-0d30m", "deg", -0.5],
] as const)("%s [%s] is an angle", (text, unit, value) => {
  expect(Math.abs(parseAngle(text, unit) - value)).toBeLessThan(1e-13 * 360);
});

test.each(["", "12h60m", "5d0m60s", "0x10", "north", "5 kg", "1h2h", "NaN", "Infinity"])(
  "%j is not an angle",
  (text) => {
    expect(() => parseAngle(text, "deg", "region.lon")).toThrow(/^region\.lon: /);
  },
);

test("the smallest angle below 0 is 0, not below it", () => {
  expect(wrap360(-Number.MIN_VALUE)).toBe(0);
});
