import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { toFrame } from "../../src/sky/frames.ts";
import { parseAngle } from "../../src/sky/parse-angle.ts";
import { offsetBy, positionAngle, separation, wrap180 } from "../../src/sky/separation.ts";
import { fromSkyOffset, toSkyOffset } from "../../src/sky/sky-offset.ts";

type Point = readonly [number, number];

interface Corpus {
  readonly icrs_galactic: readonly {
    readonly lon: number;
    readonly lat: number;
    readonly icrs_to_gal: Point;
    readonly gal_to_icrs: Point;
  }[];
  readonly separation_position_angle: readonly {
    readonly a: Point;
    readonly b: Point;
    readonly truth_separation_deg: number;
    readonly truth_position_angle_deg: number;
  }[];
  readonly offset_by: readonly {
    readonly start: Point;
    readonly position_angle_deg: number;
    readonly separation_deg: number;
    readonly end: Point;
  }[];
  readonly sky_offset_frame: readonly {
    readonly origin: Point;
    readonly rotation_deg: number;
    readonly point: Point;
    readonly lon: number;
    readonly lat: number;
  }[];
  readonly angle_strings: readonly {
    readonly text: string;
    readonly default_unit: "deg" | "hourangle";
    readonly deg: number;
  }[];
}

const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "wcs/coordinates.json");

/** Directions are compared as directions: at a pole the longitude is a convention. astropy's asin loses digits there, up to 1e-12 deg. */
const tolerance = 2e-12;

function report(what: string, total: number, failed: readonly unknown[]): void {
  console.log(`Coordinates, ${what}: ${total - failed.length} of ${total} cases`);
  expect(failed).toEqual([]);
  expect(total).toBeGreaterThan(0);
}

describeWith(["GAMMAKIT_CORPORA"], "positions judged by astropy and by 40-digit arithmetic", () => {
  test("ICRS and galactic positions agree", async () => {
    const { icrs_galactic } = await read();
    const failed = icrs_galactic.filter(({ lon, lat, icrs_to_gal, gal_to_icrs }) => {
      const galactic = toFrame({ frame: "icrs", lon, lat }, "galactic");
      const icrs = toFrame({ frame: "galactic", lon, lat }, "icrs");
      const there = separation(galactic.lon, galactic.lat, icrs_to_gal[0], icrs_to_gal[1]);
      return !(there < tolerance && separation(icrs.lon, icrs.lat, gal_to_icrs[0], gal_to_icrs[1]) < tolerance);
    });
    report("ICRS and galactic", icrs_galactic.length, failed);
  });

  test("separations and position angles agree with the truth", async () => {
    const { separation_position_angle } = await read();
    const failed = separation_position_angle.filter(
      ({ a, b, truth_separation_deg: truth, truth_position_angle_deg: angle }) => {
        const found = separation(a[0], a[1], b[0], b[1]);
        if (!(Math.abs(found - truth) <= 1e-13 * Math.max(1, truth))) return true;
        // Rounded coordinates turn a short line by more: what is compared is the displacement of its end.
        const off = wrap180(positionAngle(a[0], a[1], b[0], b[1]) - angle);
        return !(Math.abs(off) * Math.sin((truth * Math.PI) / 180) < 1e-13 * 180);
      },
    );
    report("separation and position angle", separation_position_angle.length, failed);
  });

  test("offsets end where they should", async () => {
    const { offset_by } = await read();
    const failed = offset_by.filter(({ start, position_angle_deg, separation_deg, end }) => {
      const [lon, lat] = offsetBy(start[0], start[1], position_angle_deg, separation_deg);
      return !(separation(lon, lat, end[0], end[1]) < tolerance);
    });
    report("offsets", offset_by.length, failed);
  });

  test("sky-offset frames agree, both ways", async () => {
    const { sky_offset_frame } = await read();
    const failed = sky_offset_frame.filter(({ origin, rotation_deg, point, lon, lat }) => {
      const frame = { origin: { frame: "icrs", lon: origin[0], lat: origin[1] }, rotation: rotation_deg } as const;
      const there = toSkyOffset(frame, point[0], point[1]);
      const back = fromSkyOffset(frame, lon, lat);
      return !(separation(...there, lon, lat) < tolerance && separation(...back, point[0], point[1]) < tolerance);
    });
    report("sky-offset frames", sky_offset_frame.length, failed);
  });

  test("angle strings agree", async () => {
    const { angle_strings } = await read();
    const failed = angle_strings.filter(
      ({ text, default_unit, deg }) => !(Math.abs(parseAngle(text, default_unit) - deg) <= 1e-15 * 360),
    );
    report("angle strings", angle_strings.length, failed);
  });
});
