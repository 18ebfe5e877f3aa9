import {
  axisFromCenters,
  axisFromEdges,
  createGti,
  instantFromMjd,
  type Observation,
  type PsfKing,
  type PsfMultiGauss,
  type PsfTable,
} from "@gammakit/core";

const energy = axisFromEdges([0.1, 1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const energyReco = { ...energy, name: "energy" };
const offset = axisFromCenters([0, 1], { name: "offset", unit: "deg", scale: "lin" });
const migra = axisFromEdges([0, 0.5, 1, 2], { name: "migra", unit: "", scale: "lin" });
const rad = axisFromEdges([0, 0.1, 0.3], { name: "rad", unit: "deg", scale: "lin" });
const fov = (name: string) => axisFromEdges([-2, 0, 1, 2], { name, unit: "deg", scale: "lin" });
const numbers = (length: number, first = 1) => Float64Array.from({ length }, (_, i) => first + i / 8);
const singles = (length: number, first = 1) => Float32Array.from({ length }, (_, i) => first + i / 8);

export const psfTable: PsfTable = { kind: "psf-table", energy, offset, rad, values: numbers(12) };
export const psfKing: PsfKing = { kind: "psf-king", energy, offset, gamma: singles(6), sigma: numbers(6, 0.1) };
const psfGauss: PsfMultiGauss = {
  kind: "psf-3gauss",
  energy,
  offset,
  scale: numbers(6),
  sigma: [numbers(6, 0.1), numbers(6, 0.2), numbers(6, 0.4)],
  amplitude: [numbers(6, 0.5), numbers(6, 0)],
};

export const site = { lon: 16.5, lat: -23.27, altitude: 1835 };

/** A run with everything in it. */
export const smallRun: Observation = {
  id: 42,
  part: 0,
  pointing: { frame: "icrs", lon: 83.633, lat: 21.5145 },
  liveFraction: 0.9,
  gti: createGti(instantFromMjd(60300, 0.25, "tt"), [
    [10.5, 100],
    [150, 200.25],
  ]),
  events: {
    reference: instantFromMjd(51910, 7.428703703703703e-4, "tt"),
    time: Float64Array.of(724895935.816, 724895950.25, 724896100.0001),
    lon: Float64Array.of(83.1, 83.6330000000001, 359.9999999),
    lat: Float64Array.of(21.9, -89.9, 22),
    energy: Float64Array.of(0.123456789012345, 1, 99.9),
  },
  aeff: {
    kind: "aeff-2d",
    enclosure: "full",
    energy,
    offset,
    values: numbers(6, 1e9),
    safeRange: { min: 0.2, max: 50 },
  },
  edisp: { kind: "edisp-2d", enclosure: "full", energy, migra, offset, values: singles(18) },
  psf: psfGauss,
  bkg: {
    kind: "bkg-3d",
    alignment: "radec",
    energy: energyReco,
    fovLon: fov("fov_lon"),
    fovLat: fov("fov_lat"),
    values: numbers(27, 100),
  },
  radMax: { kind: "rad-max-2d", energy: energyReco, offset, values: singles(6, 0.1) },
  meta: { TELESCOP: "HESS", INSTRUME: "H.E.S.S. Phase I", OBJECT: "Crab nebula", CREATOR: "test", ORIGIN: "unit test" },
};
