import { axisFromBounds, type Background3D, backgroundRate, separation, toSkyOffset } from "@gammakit/core";
import { expect, test } from "vitest";
import { simulateRun } from "../../src/index.ts";
import { chance, goodTime, photonsOnly, pointing, responses } from "../support/crab-like.ts";
import { histogram, pearson } from "../support/pearson.ts";

const degree = Math.PI / 180;
const run = { id: 1, pointing, sources: [], seed: 11, gti: goodTime([0, 10000]), liveFraction: 0.5 };

test("a round background has the energies and offsets of its table, whatever the dead time", () => {
  const { bkg } = responses;
  if (bkg?.kind !== "bkg-2d") throw new Error("the background is not round");
  const { events } = simulateRun({ ...run, responses });
  const energies = Float64Array.from({ length: 21 }, (_, i) => 0.2 * 100 ** (i / 20));
  const rings = Float64Array.from({ length: 13 }, (_, k) => k / 4);
  const [byEnergy, byRing] = [new Float64Array(20), new Float64Array(12)];
  const [fine, steps] = [20, 20];
  for (let k = 0; k < 12 * fine; k++) {
    const theta = (k + 0.5) / (4 * fine);
    const ring = 2 * Math.PI * Math.sin(theta * degree) * (degree / (4 * fine));
    for (let i = 0; i < 20 * steps; i++) {
      const [a, b] = [i, i + 1].map((at) => 0.2 * 100 ** (at / (20 * steps)));
      const counts = 10000 * backgroundRate(bkg, Math.sqrt(a * b), theta, 0) * (b - a) * ring;
      byEnergy[Math.floor(i / steps)] += counts;
      byRing[Math.floor(k / fine)] += counts;
    }
  }
  const inRange = (_: number, i: number) => events.energy[i] >= 0.2 && events.energy[i] < 20;
  const offset = events.lon.map((lon, i) => separation(pointing.lon, pointing.lat, lon, events.lat[i])).filter(inRange);
  expect(events.time.length).toBeGreaterThan(30000);
  expect(pearson(histogram(offset, rings), byRing)).toBeGreaterThan(chance);
  // The table goes on for half a bin of offset: 3.25°, where some are beyond the rings.
  const withinRings = events.energy.filter(
    (_, i) => separation(pointing.lon, pointing.lat, events.lon[i], events.lat[i]) < 3,
  );
  expect(pearson(histogram(withinRings, energies), byEnergy)).toBeGreaterThan(chance);
});

const lin = (name: string) => axisFromBounds(-2, 2, 8, { name, unit: "deg", scale: "lin" });
/** Grows to the east and falls to the north. */
const slanted: Background3D = {
  kind: "bkg-3d",
  alignment: "reverse-lon-radec",
  energy: axisFromBounds(0.1, 10, 2, { name: "energy", unit: "TeV", scale: "log" }),
  fovLon: lin("fov_lon"),
  fovLat: lin("fov_lat"),
  values: Float64Array.from({ length: 128 }, (_, i) => {
    const [e, x, y] = [i % 2, Math.floor(i / 2) % 8, Math.floor(i / 16)];
    return (e === 0 ? 300 : 3) * Math.exp(0.2 * x - 0.1 * y);
  }),
};

test("a background over the field of view has its slopes", () => {
  const { events } = simulateRun({ ...run, responses: { ...photonsOnly, bkg: slanted } });
  const place = Array.from(events.lon, (lon, i) => toSkyOffset({ origin: pointing }, lon, events.lat[i]));
  const edges = Float64Array.from({ length: 9 }, (_, k) => -2 + k / 2);
  const weight = edges.slice(1).map((_, k) => Math.exp(0.2 * k));
  const total = weight.reduce((a, b) => a + b);
  const n = events.time.length;
  expect(n).toBeGreaterThan(5000);
  const longitudes = place.map(([x]) => x);
  // The logarithm is linear, also beyond the outermost centers: exp(0.4 x) per degree.
  expect(
    pearson(
      histogram(longitudes, edges),
      weight.map((w) => (n * w) / total),
    ),
  ).toBeGreaterThan(chance);
  const south = place.filter(([, y]) => y < 0).length;
  const share = 1 / (1 + Math.exp(-0.4));
  expect(Math.abs(south - n * share)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));
});

test("a background grows to the west where it grows with the longitude of GADF", () => {
  const bkg: Background3D = { ...slanted, alignment: "radec" };
  const simulated = [slanted, bkg].map(
    (one) => simulateRun({ ...run, responses: { ...photonsOnly, bkg: one } }).events,
  );
  const [reversed, usual] = simulated.map(({ lon, lat }) =>
    Array.from(lon, (at, i) => toSkyOffset({ origin: pointing }, at, lat[i])),
  );
  expect(usual.length).toBe(reversed.length);
  for (const k of [0, 1, 2]) {
    expect(usual[k][0]).toBeCloseTo(-reversed[k][0], 9);
    expect(usual[k][1]).toBeCloseTo(reversed[k][1], 9);
  }
});

test("a background that turns with the sky is refused", () => {
  const bkg: Background3D = { ...slanted, alignment: "altaz" };
  expect(() => simulateRun({ ...run, responses: { ...photonsOnly, bkg } })).toThrow(/would turn during the run/);
});
