import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { axisFromBounds, createGti, overlapKernel } from "@gammakit/core";
import { writeDataStore, writeMapDataset, writeOgip } from "@gammakit/io";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { latLike, simulateMapDataset } from "@gammakit/simulate";
import { jobOf, simulate, site } from "../../demo/night.mjs";

/** What the owners of the real data ask to be said. */
const attributions = {
  hess:
    "This work made use of data from the H.E.S.S. DL3 public test data release 1 (HESS DL3 DR1, H.E.S.S. collaboration, 2018). " +
    "No scientific publications may be derived from the data; using them for new claims about the astrophysical sources is not permitted.",
  fermi:
    "Fermi-LAT data of the Galactic center above 10 GeV as in the 3FHL catalog (Ajello et al. 2017), prepared by the Gammapy developers; Fermi-LAT data are provided by the Fermi Science Support Center of NASA.",
};

/**
 * Writes the data that the explorer offers below a folder: a simulated night, a simulated map, simulated spectra, and the list of them;
 * also of the real data, where `real` is the address below which they are.
 * @param {string} folder @param {string} [real]
 */
export function writeSamples(folder, real) {
  const write = writerTo(folder);
  for (const { name, bytes } of writeDataStore(simulate(1), { site })) write(`night/${name}`, bytes);
  write("night.yaml", yaml(jobOf("night")));
  write("cube.fits.gz", gzipSync(writeMapDataset(cube())));
  write("cube.yaml", yaml(cubeJob));
  for (const [k, name] of ["east", "west"].entries()) {
    for (const file of writeOgip(spectrum(k + 1), `pha_${k + 1}.fits`))
      write(`spectra/${name}/${file.name}`, file.bytes);
  }
  write("spectra.yaml", yaml(spectraJob));
  writeTutorialJobs(folder);
  write("samples.json", listText([...simulated, ...(real === undefined ? [] : realSamples(real))]));
}

/** Writes the jobs for the data sets of the tutorials below a folder, where `realSamples` and `standInSamples` expect them. @param {string} folder */
export function writeTutorialJobs(folder) {
  const write = writerTo(folder);
  write("flare.yaml", yaml(flareJob));
  write("galactic-center.yaml", yaml(galacticCenterJob));
}

/** A list of samples as the content of its file. @param {readonly object[]} samples */
export function listText(samples) {
  return `${JSON.stringify(samples, null, 2)}\n`;
}

/** The real data sets of the tutorials. @param {string} address Where they are, from the list. */
export function realSamples(address) {
  return [
    { ...flareSample(address), title: "The flare of PKS 2155-304 (H.E.S.S.)", attribution: attributions.hess },
    {
      ...galacticCenterSample(address),
      title: "The Galactic center above 10 GeV (Fermi-LAT)",
      attribution: attributions.fermi,
    },
  ];
}

/** Simulated data under the names of the real ones. @param {string} address Where they are, from the list. */
export function standInSamples(address) {
  const attribution = "Simulated data.";
  return [
    {
      ...flareSample(address),
      id: "simulated-flare",
      title: "A simulated night on a flaring blazar",
      attribution,
    },
    {
      ...galacticCenterSample(address),
      id: "simulated-plane",
      title: "A simulated strip of sky with four sources",
      attribution,
    },
  ];
}

/** Whether the folder of real data has those that the explorer offers. @param {string | undefined} folder */
export function hasRealData(folder) {
  return ["hess-dl3-dr1/obs-index.fits.gz", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"].every((name) =>
    existsSync(join(folder ?? "", name)),
  );
}

const simulated = [
  {
    id: "night",
    title: "A simulated night on a flaring blazar",
    kind: "time-series",
    src: "night/",
    job: "night.yaml",
    attribution: "Simulated data.",
  },
  {
    id: "plane",
    title: "A simulated strip of sky with three sources",
    kind: "flux-profile",
    src: "cube.fits.gz",
    job: "cube.yaml",
    attribution: "Simulated data.",
  },
  {
    id: "spectra",
    title: "Simulated spectra of two telescopes",
    kind: "spectrum-files",
    src: "spectra/",
    job: "spectra.yaml",
    attribution: "Simulated data.",
  },
];

const spectraJob = {
  job: "spectrum-files",
  spectra: [
    { file: "east/pha_1.fits", name: "east" },
    { file: "west/pha_2.fits", name: "west" },
  ],
  model: { type: "power-law", parameters: { index: 2, amplitude: "1e-11 cm-2 s-1 TeV-1", reference: "1 TeV" } },
};

const cubeJob = {
  job: "flux-profile",
  dataset: "cube.fits.gz",
  regions: {
    type: "rectangles",
    frame: "galactic",
    start: { lon: "6 deg", lat: "0 deg" },
    end: { lon: "354 deg", lat: "0 deg" },
    height: "3 deg",
    count: 25,
  },
  model: { type: "power-law", parameters: { index: 2.3 } },
  energyEdges: ["10 GeV", "2 TeV"],
  selection: ["ul"],
};

const [lon, lat] = ["329.71693826 deg", "-30.2255890 deg"];

const flareJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "hess-dl3-dr1", select: { type: "sky_circle", frame: "icrs", lon, lat, radius: "2 deg" } },
  time: { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 24 },
  on: { type: "circle", frame: "icrs", lon, lat, radius: "0.11 deg" },
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 130 },
  containmentCorrection: true,
  model: {
    type: "power-law",
    parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
  },
  integralFlux: { min: "1 TeV", max: "10 TeV" },
};

const galacticCenterJob = {
  job: "flux-profile",
  dataset: "fermi-3fhl-gc.fits.gz",
  regions: {
    type: "rectangles",
    frame: "galactic",
    start: { lon: "10 deg", lat: "0 deg" },
    end: { lon: "350 deg", lat: "0 deg" },
    height: "3 deg",
    count: 51,
  },
  model: { type: "power-law", parameters: { index: 2.3 } },
  energyEdges: ["10 GeV", "2000 GeV"],
  selection: ["ul"],
};

/** @param {string} address */
function flareSample(address) {
  return { id: "flare", kind: "time-series", src: `${address}/hess-dl3-dr1/`, job: "flare.yaml" };
}

/** @param {string} address */
function galacticCenterSample(address) {
  return {
    id: "galactic-center",
    kind: "flux-profile",
    src: `${address}/fermi-3fhl-gc/fermi-3fhl-gc.fits.gz`,
    job: "galactic-center.yaml",
  };
}

/** A map of the Galactic plane with three sources. */
function cube() {
  const axis = (
    /** @type {string} */ name,
    /** @type {number} */ min,
    /** @type {number} */ max,
    /** @type {number} */ bins,
  ) => axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  const sources = [
    { lon: 4, flux: 2 },
    { lon: 0, flux: 5 },
    { lon: 357.5, flux: 1 },
  ];
  return simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.1,
    width: [16, 6],
    energy: axis("energy", 0.01, 2, 10),
    energyTrue: axis("energy_true", 0.005, 3, 40),
    sources: sources.map(({ lon, flux }) => ({
      position: { frame: "galactic", lon, lat: 0 },
      spectrum: powerLaw({ index: 2.3, amplitude: flux * 1e-12, reference: 1 }),
    })),
    diffuse: [
      {
        spatial: gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 5, frame: "galactic" }),
        spectrum: powerLaw({ index: 2.6, amplitude: 1.5e-9, reference: 0.1 }),
      },
    ],
    seed: 2,
  });
}

/**
 * A spectrum of as many counts as a power law predicts, without the chance of an experiment.
 * @param {number} id @returns {import("@gammakit/core").SpectrumDatasetOnOff}
 */
function spectrum(id) {
  const edges = axisFromBounds(0.5, 20, 12, { name: "energy", unit: "TeV", scale: "log" }).edges;
  const [area, livetime] = [1e9, 1200 * id];
  // Of a power law of index 2.5.
  const integral = (/** @type {number} */ low, /** @type {number} */ high) =>
    (4e-11 / 1.5) * (low ** -1.5 - high ** -1.5);
  const bins = Array.from({ length: edges.length - 1 }, (_, k) => k);
  const filled = (/** @type {number} */ value) => new Float64Array(bins.length).fill(value);
  const exposure = filled(area * livetime);
  return {
    kind: "spectrum-on-off",
    name: String(id),
    observationIds: [id],
    offRegions: [],
    gti: createGti({ scale: "tt", day: 58909, fraction: 0 }, [[0, livetime]]),
    livetime,
    energyEdges: edges,
    energyTrueEdges: edges,
    counts: Float64Array.from(bins, (k) => Math.round(exposure[k] * integral(edges[k], edges[k + 1])) + 2),
    countsOff: filled(20),
    acceptance: filled(1),
    acceptanceOff: filled(10),
    exposure,
    edisp: overlapKernel(edges, edges),
    maskSafe: new Uint8Array(bins.length).fill(1),
    meta: {},
  };
}

/** JSON is YAML. @param {object} job */
function yaml(job) {
  return Object.entries(job)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** Writes files below a folder. @param {string} folder */
function writerTo(folder) {
  return (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
}
