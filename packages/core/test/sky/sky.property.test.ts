import fc from "fast-check";
import { expect, test } from "vitest";
import { toFrame } from "../../src/sky/frames.ts";
import { offsetBy, positionAngle, separation } from "../../src/sky/separation.ts";
import { fromSkyOffset, toSkyOffset } from "../../src/sky/sky-offset.ts";

const angle = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.tuple(angle(0, 360), angle(-90, 90));
const tolerance = 1e-13 * 180;

test("separations are symmetric, within [0°, 180°], and obey the triangle inequality", () => {
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      const ab = separation(...a, ...b);
      expect(ab >= 0 && ab <= 180).toBe(true);
      expect(Math.abs(ab - separation(...b, ...a))).toBeLessThan(tolerance);
      expect(ab).toBeLessThanOrEqual(separation(...a, ...c) + separation(...c, ...b) + tolerance);
    }),
    { seed: 1 },
  );
});

test("an offset is as far as asked for, in the direction asked for", () => {
  fc.assert(
    fc.property(point, angle(0, 360), angle(0, 180), (a, direction, distance) => {
      const b = offsetBy(...a, direction, distance);
      expect(Math.abs(separation(...a, ...b) - distance)).toBeLessThan(tolerance);
      const back = offsetBy(...a, positionAngle(...a, ...b), distance);
      // Near a pole the angle turns quickly, and rounding of the start turns it.
      if (Math.abs(a[1]) < 89) expect(separation(...b, ...back)).toBeLessThan(1e-11);
    }),
    { seed: 2 },
  );
});

test("a position taken to the other frame and back is the same, and separations do not change", () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const [p, q] = [a, b].map(([lon, lat]) => toFrame({ frame: "icrs", lon, lat }, "galactic"));
      const back = toFrame(p, "icrs");
      expect(separation(back.lon, back.lat, ...a)).toBeLessThan(1e-12);
      expect(Math.abs(separation(p.lon, p.lat, q.lon, q.lat) - separation(...a, ...b))).toBeLessThan(1e-12);
    }),
    { seed: 3 },
  );
});

test("a sky-offset frame keeps separations, and goes both ways", () => {
  fc.assert(
    fc.property(point, point, angle(-180, 180), (o, a, rotation) => {
      const frame = { origin: { frame: "icrs", lon: o[0], lat: o[1] }, rotation } as const;
      const there = toSkyOffset(frame, ...a);
      expect(Math.abs(separation(0, 0, ...there) - separation(...o, ...a))).toBeLessThan(tolerance);
      expect(separation(...fromSkyOffset(frame, ...there), ...a)).toBeLessThan(tolerance);
    }),
    { seed: 4 },
  );
});
