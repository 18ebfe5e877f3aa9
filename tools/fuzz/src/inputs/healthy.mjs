import { spectrumFilesJob } from "@gammakit/analysis";
import {
  axisFromCenters,
  axisFromEdges,
  column,
  createGti,
  createMap,
  createWcs,
  instantFromMjd,
  tableOf,
} from "@gammakit/core";
import { writeFits } from "@gammakit/fits";
import {
  formatModels,
  memoryFolder,
  writeCsv,
  writeDataStore,
  writeDs9Regions,
  writeEcsv,
  writeFitsTable,
  writeFluxPointsFits,
  writeMap,
  writeMapDataset,
  writeOgip,
} from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";

// Small healthy files, all made here, which the fuzzer damages.

const energy = axisFromEdges([0.1, 1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const offset = axisFromCenters([0, 1], { name: "offset", unit: "deg", scale: "lin" });
const migra = axisFromEdges([0, 0.5, 1, 2], { name: "migra", unit: "", scale: "lin" });
const rad = axisFromEdges([0, 0.1, 0.3], { name: "rad", unit: "deg", scale: "lin" });
const fov = (/** @type {string} */ name) => axisFromEdges([-2, 0, 1, 2], { name, unit: "deg", scale: "lin" });
const numbers = (/** @type {number} */ length, first = 1) => Float64Array.from({ length }, (_, i) => first + i / 8);
const gti = createGti(instantFromMjd(60300, 0.25, "tt"), [
  [10.5, 100],
  [150, 200.25],
]);

/** @type {import("@gammakit/core").Observation} */
const run = {
  id: 42,
  part: 0,
  pointing: { frame: "icrs", lon: 83.633, lat: 21.5145 },
  liveFraction: 0.9,
  gti,
  events: {
    reference: gti.reference,
    time: Float64Array.of(11, 50.5, 160.25),
    lon: Float64Array.of(83.1, 83.633, 84),
    lat: Float64Array.of(21.9, 22, 22.4),
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
  edisp: { kind: "edisp-2d", enclosure: "full", energy, migra, offset, values: numbers(18) },
  psf: { kind: "psf-table", energy, offset, rad, values: numbers(12) },
  bkg: {
    kind: "bkg-3d",
    alignment: "radec",
    energy: { ...energy, name: "energy" },
    fovLon: fov("fov_lon"),
    fovLat: fov("fov_lat"),
    values: numbers(27, 100),
  },
  radMax: { kind: "rad-max-2d", energy: { ...energy, name: "energy" }, offset, values: numbers(6, 0.1) },
  meta: { TELESCOP: "HESS", OBJECT: "Crab nebula" },
};

const site = { lon: 16.5, lat: -23.27, altitude: 1835 };

/** The files of a data store of two runs, by path. */
export const storeFiles = new Map(
  writeDataStore(
    [run, { ...run, id: 43, psf: { kind: "psf-king", energy, offset, gamma: numbers(6), sigma: numbers(6, 0.1) } }],
    {
      site,
    },
  ).map(({ name, bytes }) => [name, bytes]),
);

const region = /** @type {const} */ ({
  kind: "circle",
  center: { frame: "icrs", lon: 83.63, lat: 22.01 },
  radius: 0.1,
});

/** @type {import("@gammakit/core").SpectrumDatasetOnOff} */
const spectrum = {
  kind: "spectrum-on-off",
  name: "small",
  observationIds: [42],
  region,
  gti,
  livetime: 120,
  energyEdges: Float64Array.of(0.1, 1, 10, 100),
  energyTrueEdges: Float64Array.of(0.1, 1, 10, 100),
  counts: Float64Array.of(10, 5, 1),
  countsOff: Float64Array.of(20, 6, 0),
  acceptance: Float64Array.of(1, 1, 1),
  acceptanceOff: Float64Array.of(4, 4, 4),
  offRegions: [region],
  exposure: Float64Array.of(1e10, 2e10, 3e10),
  edisp: Float64Array.of(0.8, 0.2, 0, 0.1, 0.8, 0.1, 0, 0.2, 0.8),
  maskSafe: Uint8Array.of(1, 1, 1),
  meta: {},
};

/** The files of a spectrum as OGIP has them, by name. */
export const ogipFiles = new Map(writeOgip(spectrum, "small.fits").map(({ name, bytes }) => [name, bytes]));

/** One map of a spectrum. @param {string} name @param {Float64Array} values @param {{ unit?: string, true?: boolean, second?: typeof energy }} [axes] */
function spectrumMap(name, values, { unit = "", true: isTrue = false, second } = {}) {
  const axes = [isTrue ? energy : { ...energy, name: "energy" }, ...(second ? [second] : [])];
  return writeMap({ kind: "region-map", axes, unit, values, region, wcs: spectrumWcs() }, name);
}

/** The same spectrum without OFF counts as Gammapy stores its datasets: each map a table. */
export const spectrumDatasetFile = joined([
  spectrumMap("COUNTS", spectrum.counts),
  spectrumMap("EXPOSURE", spectrum.exposure, { unit: "cm2 s", true: true }),
  spectrumMap("BACKGROUND", Float64Array.of(4, 1, 0.25)),
  spectrumMap("EDISP", spectrum.edisp, { second: energy }),
  spectrumMap("MASK_SAFE", Float64Array.of(1, 1, 1)),
]);

function spectrumWcs() {
  return createWcs({ center: region.center, binSize: 0.01, shape: [100, 100], projection: "TAN" });
}

/** One file of the header-data units of several; each begins with an empty primary one. @param {readonly Uint8Array[]} files */
function joined(files) {
  return Uint8Array.from(Buffer.concat(files.map((bytes, i) => (i === 0 ? bytes : bytes.subarray(2880)))));
}

const wcs = createWcs({
  center: { frame: "galactic", lon: 0, lat: 0 },
  binSize: 0.5,
  shape: [8, 6],
  projection: "TAN",
});
const axis = axisFromEdges([0.1, 1, 10], { name: "energy", unit: "TeV", scale: "log" });
const map = (/** @type {string} */ unit, axes = [axis]) =>
  createMap({ wcs, axes, unit, values: Float64Array.from({ length: 48 * 2 }, (_, i) => i) });

/** A map, a data set on a map, and a table, as FITS. */
export const mapFile = writeMap(map("cm-2 s-1"));
export const mapDatasetFile = writeMapDataset({
  kind: "map",
  name: "small",
  counts: map(""),
  background: map(""),
  exposure: map("cm2 s", [{ ...axis, name: "energy_true" }]),
  gti,
  meta: {},
});

const table = tableOf("FLUXPOINTS", [
  column("e_ref", Float64Array.of(1, 2, 5), { unit: "TeV" }),
  column("e_min", Float64Array.of(0.5, 1.5, 3), { unit: "TeV" }),
  column("e_max", Float64Array.of(1.5, 3, 8), { unit: "TeV" }),
  column("dnde", Float64Array.of(1e-11, 2e-12, 1e-13), { unit: "cm-2 s-1 TeV-1" }),
  column("dnde_err", Float64Array.of(1e-12, 2e-13, 1e-14), { unit: "cm-2 s-1 TeV-1" }),
  column("is_ul", [false, false, true]),
  column("reason", ["", "a b", 'quo"te']),
]);
const curve = tableOf("LIGHTCURVE", [
  column("time_min", Float64Array.of(60200, 60201), { unit: "d" }),
  column("time_max", Float64Array.of(60201, 60202), { unit: "d" }),
  column("e_min", Float64Array.of(1, 1), { unit: "TeV" }),
  column("e_max", Float64Array.of(10, 10), { unit: "TeV" }),
  column("e_ref", Float64Array.of(3, 3), { unit: "TeV" }),
  column("flux", Float64Array.of(1e-11, 2e-11), { unit: "cm-2 s-1" }),
  column("flux_err", Float64Array.of(1e-12, 1e-12), { unit: "cm-2 s-1" }),
]);

/** Tables as FITS. */
export const tableFiles = [writeFitsTable(table), writeFitsTable(curve)];
/** The same as ECSV. */
export const ecsvTexts = [writeEcsv(table), writeEcsv(curve)];
/** The same as CSV. */
export const csvTexts = [writeCsv(table), writeCsv(curve)];

/** FITS files with what the others do not have: images, tiles, random groups, ASCII tables, variable arrays. */
export const oddFiles = [
  writeFits([
    { kind: "image", data: Int16Array.from({ length: 24 }, (_, i) => i), shape: [6, 4], header: { BUNIT: "count" } },
    { kind: "image", name: "SCI", data: Float32Array.from({ length: 8 }, (_, i) => i / 3), shape: [2, 2, 2] },
    {
      kind: "table",
      name: "T",
      columns: [
        { name: "A", data: Float64Array.of(1, 2, 3), unit: "s" },
        { name: "B", data: Int32Array.of(1, 2, 3) },
        { name: "C", data: ["x", "yy", "z"] },
        { name: "D", data: [true, false, true] },
        { name: "E", type: "E", cells: [[1, 2], [], [3]] },
      ],
    },
  ]),
  tiled("RICE_1", [0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 0x9a]),
  tiled("GZIP_1", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 99, 96, 96, 96, 96, 100, 96, 1, 0]),
  tiled("HCOMPRESS_1", [0xdd, 0x99, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 4, 4, 0, 255, 255]),
  tiled("PLIO_1", [0, 0, 0, 7, 255, 156, 0, 0, 0, 0, 0, 0, 80, 16, 64, 8]),
  asciiTable(),
  randomGroups(),
];

/** An image in tiles whose streams need not be right: the fuzzer changes them anyhow. @param {string} name @param {number[]} stream */
function tiled(name, stream) {
  const cards = { ZIMAGE: true, ZBITPIX: 16, ZNAXIS: 2, ZNAXIS1: 4, ZNAXIS2: 8, ZTILE1: 4, ZTILE2: 4, ZCMPTYPE: name };
  const tile = Uint8Array.from(stream);
  return writeFits([
    { kind: "image" },
    {
      kind: "table",
      name: "TILES",
      header: { ...cards, ZNAME1: "BLOCKSIZE", ZVAL1: 32, ZNAME2: "BYTEPIX", ZVAL2: 2 },
      columns: [{ name: "COMPRESSED_DATA", type: "B", cells: [tile, tile] }],
    },
  ]);
}

/** @param {readonly string[]} cards @param {string} data */
function rawUnit(cards, data) {
  const pad = (/** @type {string} */ text, fill = " ") => text.padEnd(Math.ceil(text.length / 2880) * 2880, fill);
  return pad([...cards, "END"].map((card) => card.padEnd(80)).join("")) + pad(data);
}

function asciiTable() {
  const primary = rawUnit(
    ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0"],
    "",
  );
  const cards = [
    "XTENSION= 'TABLE   '",
    "BITPIX  =                    8",
    "NAXIS   =                    2",
    "NAXIS1  =                   20",
    "NAXIS2  =                    2",
    "PCOUNT  =                    0",
    "GCOUNT  =                    1",
    "TFIELDS =                    3",
    "TBCOL1  =                    1",
    "TFORM1  = 'I4      '",
    "TTYPE1  = 'N       '",
    "TBCOL2  =                    6",
    "TFORM2  = 'F8.2    '",
    "TTYPE2  = 'X       '",
    "TBCOL3  =                   15",
    "TFORM3  = 'A5      '",
    "TTYPE3  = 'NAME    '",
  ];
  return Uint8Array.from(Buffer.from(primary + rawUnit(cards, "   1    12.50 one     2   -7.25 two  "), "latin1"));
}

function randomGroups() {
  const cards = [
    "SIMPLE  =                    T",
    "BITPIX  =                   16",
    "NAXIS   =                    2",
    "NAXIS1  =                    0",
    "NAXIS2  =                    3",
    "GROUPS  =                    T",
    "PCOUNT  =                    1",
    "GCOUNT  =                    2",
    "PTYPE1  = 'DATE    '",
  ];
  return Uint8Array.from(Buffer.from(rawUnit(cards, "\0\x01\0\x02\0\x03\0\x04\0\x05\0\x06\0\x07\0\x08"), "latin1"));
}

/** Regions of all kinds as DS9 has them. */
export const regionTexts = [
  writeDs9Regions([{ plane: "sky", region }]),
  `# Region file format: DS9 version 4.1
global color=green dashlist=8 3 width=1 select=1
galactic
circle(10.5,-1.25,0.5) # color=red text={a b}
ellipse(10,1,0.5,0.25,30) || annulus(1,2,0.1,0.2)
-box(10,1,2",1',45)
fk5;polygon(10:12:30.5,-5:00:00,11,1,12,2)
image
point(100,100) # point=x
line(1,2,3,4)
`,
];

/** Files of models. */
export const modelTexts = [
  formatModels([{ name: "source", id: "power-law", parameters: powerLaw().parameters }]),
  `components:
- name: crab
  type: SkyModel
  spectral:
    type: ExpCutoffPowerLawSpectralModel
    parameters:
    - {name: index, value: 2.2, error: 0.1, min: 1, max: 5, link: index@1}
    - {name: amplitude, value: 3.0e-11, unit: cm-2 s-1 TeV-1}
    - {name: reference, value: 1, unit: TeV, frozen: true}
    - {name: lambda_, value: 0.1, unit: TeV-1}
  spatial:
    type: GaussianSpatialModel
    frame: icrs
    parameters:
    - {name: lon_0, value: 83.63, unit: deg}
    - {name: lat_0, value: 22.01, unit: deg}
    - {name: sigma, value: 0.2, unit: deg}
  temporal:
    type: ConstantTemporalModel
  datasets_names: [a, b]
- name: other
  type: SkyModel
  spectral:
    type: CompoundSpectralModel
    model1: {type: pl, parameters: [{name: index, value: 2, link: index@1}]}
    model2: {type: TemplateSpectralModel, energy: {data: [1, 2, 3], unit: TeV}, values: {data: [1, 2, 3], unit: ""}}
    operator: mul
- {type: FoVBackgroundModel, datasets_names: [a], spectral: {type: pl-norm, parameters: [{name: norm, value: 1}]}}
covariance: cov.dat
`,
];

const night = simulateNight({
  array: hessLike,
  target: { frame: "icrs", lon: 329.71694, lat: -30.22559 },
  object: "Blazar",
  start: instantFromMjd(60200, 0.8, "utc"),
  count: 1,
  duration: 600,
  spectrum: powerLaw({ index: 3, amplitude: 4e-11, reference: 1 }),
  seed: 1,
});

/** A night of one run for whole jobs, by path. */
export const nightFiles = new Map(
  writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]),
);

const on = { type: "circle", frame: "icrs", lon: "329.71694 deg", lat: "-30.22559 deg", radius: "0.11 deg" };
const reduction = {
  data: { store: "night", select: { type: "sky_circle", lon: 329.7, lat: -30.2, radius: "2 deg" } },
  on,
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 4 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 8 },
  containmentCorrection: true,
  background: { maker: "reflected-regions" },
  safeMask: { methods: ["aeff-max"], aeffPercent: 10 },
  model: {
    type: "power-law",
    parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
  },
};
const time = { start: "2023-09-13T19:10:00", scale: "utc", width: "300 s", count: 2 };

/** Healthy jobs of all kinds. */
export const jobs = {
  timeResolved: {
    job: "time-resolved-spectroscopy",
    ...reduction,
    time,
    integralFlux: { min: "1 TeV", max: "10 TeV" },
  },
  lightCurve: {
    job: "light-curve",
    ...reduction,
    time,
    energyEdges: ["0.7 TeV", "1 TeV", "20 TeV"],
    selection: ["ul"],
  },
  spectrum: { job: "spectrum", ...reduction, fluxPoints: { edges: ["0.7 TeV", "1 TeV", "20 TeV"] } },
  spectrumFiles: {
    job: "spectrum-files",
    spectra: ["small.fits", { file: "other.fits", name: "other", energy: { min: "0.2 TeV", max: "50 TeV" } }],
    energy: { min: "0.1 TeV", max: "100 TeV" },
    model: reduction.model,
    stack: false,
    fluxPoints: { edges: ["0.1 TeV", "1 TeV", "100 TeV"] },
    integralFlux: { min: "1 TeV", max: "10 TeV" },
  },
  fluxPointsFit: {
    job: "flux-points-fit",
    points: ["points.fits", { file: "points.ecsv", name: "text", energy: { min: "0.3 TeV", max: "50 TeV" } }],
    likelihood: "errors",
    quantity: "dnde",
    model: reduction.model,
    compareWith: [{ type: "log-parabola", parameters: { amplitude: 1e-11, reference: "1 TeV" } }],
    integralFlux: { min: "1 TeV", max: "10 TeV" },
  },
  fluxProfile: {
    job: "flux-profile",
    dataset: "map.fits",
    regions: {
      type: "rectangles",
      frame: "galactic",
      start: { lon: "1 deg", lat: "0 deg" },
      end: { lon: "359 deg", lat: "0 deg" },
      height: "1 deg",
      count: 3,
    },
    model: { type: "power-law", parameters: { index: 2.3 } },
    energyEdges: ["100 GeV", "10 TeV"],
    selection: ["ul", "scan"],
    normScan: { min: -1, max: 5, count: 11 },
  },
};

/** Flux points of a spectrum, with limits and scans of their likelihoods. */
export const fluxPointsFile = writeFluxPointsFits(
  (
    await spectrumFilesJob(
      {
        ...jobs.spectrumFiles,
        job: "spectrum-files",
        spectra: ["small.fits"],
        fluxPoints: {
          edges: ["0.1 TeV", "1 TeV", "10 TeV", "100 TeV"],
          selection: ["ul", "errn-errp", "scan"],
          sqrtTsThresholdUl: 1.75,
        },
      },
      { openFile: (name) => memoryFolder("spectra", ogipFiles).file(name) },
    )
  ).fluxPoints,
);
