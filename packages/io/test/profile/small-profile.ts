import type { FluxPoint, FluxPoints, FluxProfile, ModelRecord } from "@gammakit/core";

const reference: ModelRecord = {
  id: "log-parabola",
  name: "réf",
  parameters: [
    { name: "alpha", value: 2.3, unit: "", min: -Infinity, max: Infinity },
    { name: "amplitude", value: 1.0215442304145342e-10, unit: "cm-2 s-1 TeV-1", frozen: true },
  ],
};

function point(eMin: number, eMax: number, seed: number): FluxPoint {
  const random = (k: number) => Math.abs(Math.sin(12.9898 * seed + k)) + 1 / 3;
  return {
    eMin,
    eMax,
    eRef: Math.sqrt(eMin * eMax),
    success: true,
    norm: random(1),
    normErr: random(2),
    normErrn: random(3),
    normErrp: random(4),
    normUl: random(5),
    ts: random(6),
    sqrtTs: random(7),
    stat: -1e3 * random(8),
    statNull: -1e3 * random(9),
    counts: Math.round(100 * random(10)),
    npred: 100 * random(11),
    npredExcess: 10 * random(12),
    isUl: seed % 2 === 0,
    scan: { norm: [0, 0.5, random(13)], stat: [random(14), random(15), random(16)] },
    refDnde: 1e-12 * random(17),
    refFlux: 1e-11 * random(18),
    refEflux: 1e-13 * random(19),
  };
}

/** A point of which nothing could be computed. */
function missing(eMin: number, eMax: number): FluxPoint {
  const { scan: _, ...rest } = point(eMin, eMax, 0.5);
  const none = Number.NaN;
  const norms = { norm: none, normErr: none, normErrn: none, normErrp: none, normUl: none };
  const rates = { ts: none, sqrtTs: none, npred: none, npredExcess: none, counts: 0, stat: 0, statNull: 0 };
  return { ...rest, ...norms, ...rates, success: false, isUl: false, reason: "no pixel is left — μ = 0 \\ “none”" };
}

function row(points: readonly FluxPoint[]): FluxPoints {
  return {
    kind: "flux-points",
    reference,
    nSigma: 1,
    nSigmaUl: 1.6448536269514722,
    ulMethod: "bounded",
    sqrtTsThresholdUl: 3,
    points,
  };
}

const center = (lon: number) => ({ frame: "galactic", lon, lat: 0 }) as const;

/** Three regions and two energies; of the first region nothing is known. */
export const smallProfile: FluxProfile = {
  kind: "flux-profile",
  xMin: Float64Array.of(-0.19607843137254918, 0.1960784313725492, 0.5882352941176474),
  xMax: Float64Array.of(0.1960784313725492, 0.5882352941176474, 0.9803921568627456),
  xRef: Float64Array.of(0, 0.3921568627450983, 0.7843137254902015),
  regions: [
    { kind: "rectangle", center: center(9.803921568627452), width: 0.3921568627450983, height: 3, angle: 0 },
    { kind: "annulus", center: center(9.411764705882355), innerRadius: 1e-5, outerRadius: 0.1 },
    { kind: "circle", center: center(9.0196078), radius: 0.30000000000000004 },
  ],
  solidAngle: Float64Array.of(0.0003584, 0.0003585, 0.00035861),
  rows: [
    row([missing(0.01, 0.07), missing(0.07, 0.5)]),
    row([point(0.01, 0.07, 1), point(0.07, 0.5, 2)]),
    row([point(0.01, 0.07, 3), point(0.07, 0.5, 4)]),
  ],
};
