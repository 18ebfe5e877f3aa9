import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { axisFromBounds, parseTime } from "@gammakit/core";
import { writeDataStore, writeMapDataset } from "@gammakit/io";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { hessLike, latLike, simulateMapDataset, simulateNight } from "@gammakit/simulate";
import { docs } from "./places.mjs";

const folder = join(docs, "public/simulated");

/** Data of the same form and under the same names as those of the tutorials, with a truth of our own: for sites that don't serve the real ones. */
export function simulateData() {
  if (existsSync(join(folder, "README.txt"))) return "simulated data: as before";
  rmSync(folder, { recursive: true, force: true });
  const files = [
    ...night().map(({ name, bytes }) => ({ name: `hess-dl3-dr1/${name}`, bytes })),
    { name: "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz", bytes: gzipSync(writeMapDataset(plane())) },
    {
      name: "README.txt",
      bytes: "Simulated by @gammakit/simulate under the names of the real data. Nothing here was observed.\n",
    },
  ];
  for (const { name, bytes } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return `simulated data: ${files.length} files, ${(size / 1e6).toFixed(1)} MB`;
}

/** Six hours on a blazar that flares once and fades. */
function night() {
  const bump = (/** @type {number} */ t, /** @type {number} */ center, /** @type {number} */ sigma) =>
    Math.exp(-0.5 * ((t - center) / sigma) ** 2);
  const observations = simulateNight({
    array: hessLike,
    target: { frame: "icrs", lon: 329.71693826, lat: -30.225589 },
    object: "Simulated blazar",
    start: parseTime("2006-07-29T20:35:00", "utc"),
    count: 12,
    spectrum: powerLaw({ index: 3.5, amplitude: 1e-10, reference: 1 }),
    curves: {
      amplitude: (t) => 4e-11 + 1.5e-10 * bump(t, 4500, 2200) + 5e-11 * bump(t, 12500, 1200),
      index: (t) => 3.8 - 0.35 * bump(t, 4500, 2500),
    },
    seed: 2006,
  });
  return writeDataStore(observations, { site: hessLike.site });
}

/** A strip of sky with a bright center, three more sources and diffuse emission. */
function plane() {
  const axis = (
    /** @type {string} */ name,
    /** @type {number} */ min,
    /** @type {number} */ max,
    /** @type {number} */ bins,
  ) => axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  const source = (/** @type {number} */ lon, /** @type {number} */ lat, /** @type {number} */ flux) => ({
    position: { frame: /** @type {const} */ ("galactic"), lon, lat },
    spectrum: powerLaw({ index: 2.4, amplitude: flux * 1e-12, reference: 1 }),
  });
  return simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.1,
    width: [21, 10],
    energy: axis("energy", 0.01, 0.5, 11),
    energyTrue: axis("energy_true", 0.005, 1, 20),
    sources: [source(0, 0, 4), source(6.5, -0.3, 2.5), source(358.3, -0.2, 1.5), source(353.4, 0.6, 1)],
    diffuse: [
      {
        spatial: gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 4, e: 0.9, phi: 90, frame: "galactic" }),
        spectrum: powerLaw({ index: 2.6, amplitude: 2e-9, reference: 0.1 }),
      },
    ],
    seed: 3,
  });
}
