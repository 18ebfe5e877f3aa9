import { expect, test } from "vitest";
import { type FluxPoint, type FluxProfile, fluxOf, normOf, referenceFlux, sliceProfile } from "../../src/index.ts";

const point: FluxPoint = {
  eMin: 0.01,
  eMax: 0.5,
  eRef: Math.sqrt(0.01 * 0.5),
  success: true,
  norm: 5.00103595998,
  normErr: 0.293588243019,
  normErrn: Number.NaN,
  normErrp: Number.NaN,
  normUl: 5.603,
  ts: 485.014980138,
  sqrtTs: 22.0230556494,
  stat: -7895.47643043,
  statNull: -7410.46145029,
  counts: 923,
  npred: 916.615040257,
  npredExcess: 517.001403809,
  isUl: false,
  // A power law of index 2.3 with 1e-12 cm-2 s-1 TeV-1 at 1 TeV.
  refDnde: 1e-12 * (0.01 * 0.5) ** -1.15,
  refFlux: (1e-12 * (0.01 ** -1.3 - 0.5 ** -1.3)) / 1.3,
  refEflux: (1e-12 * (0.01 ** -0.3 - 0.5 ** -0.3)) / 0.3,
};
const erg = 1.602176634;

test.each([
  ["dnde", 2.214340852120331e-9],
  ["flux", 1.522026369922183e-9],
  ["eflux", 7.344636855987849e-11 / erg],
  ["e2dnde", 1.773882586489424e-11 / erg],
] as const)("the %s of the Galactic center is the reference's", (form, expected) => {
  expect(fluxOf(point, form) / expected).toBeCloseTo(1, 11);
});

test.each(["dnde", "e2dnde", "flux", "eflux"] as const)("a norm becomes a %s and a norm again", (form) => {
  expect(normOf(fluxOf(point, form, "normUl"), point, form) / point.normUl).toBeCloseTo(1, 14);
  expect(fluxOf({ ...point, norm: 1 }, form)).toBe(referenceFlux(point, form));
});

const row = (counts: number) =>
  ({
    kind: "flux-points",
    reference: { id: "power-law", parameters: [] },
    nSigma: 1,
    nSigmaUl: 2,
    ulMethod: "profile",
    sqrtTsThresholdUl: 2,
    points: [
      { ...point, counts },
      { ...point, counts: counts + 0.5 },
    ],
  }) as const;
const profile: FluxProfile = {
  kind: "flux-profile",
  xMin: Float64Array.of(0, 1, 2),
  xMax: Float64Array.of(1, 2, 3),
  xRef: Float64Array.of(0.5, 1.5, 2.5),
  regions: [1, 2, 3].map((radius) => ({ kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius })),
  solidAngle: Float64Array.of(1, 2, 3),
  rows: [row(1), row(2), row(3)],
};

test("a slice has the regions and energies asked for", () => {
  const part = sliceProfile(profile, { x: [1, 3], energy: [1, 2] });
  expect(part.rows.map(({ points }) => points.map(({ counts }) => counts))).toEqual([[2.5], [3.5]]);
  expect([Array.from(part.xRef), Array.from(part.solidAngle)]).toEqual([
    [1.5, 2.5],
    [2, 3],
  ]);
  expect(part.regions).toEqual(profile.regions.slice(1));
  expect(sliceProfile(profile, {})).toEqual(profile);
});

test.each([[[1, 1]], [[-1, 2]], [[0, 4]], [[0.5, 2]]] as const)("the slice %j is none of three regions", (x) => {
  expect(() => sliceProfile(profile, { x })).toThrow(/3 bins along x/);
});
