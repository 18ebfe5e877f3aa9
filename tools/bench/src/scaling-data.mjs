import { axisFromBounds, instantFromMjd } from "@gammakit/core";
import { readFits, writeFits } from "@gammakit/fits";
import { memoryFolder, writeDataStore, writeMapDataset } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, latLike, simulateMapDataset, simulateNight } from "@gammakit/simulate";

const target = /** @type {const} */ ({ frame: "icrs", lon: 83.63, lat: 22.01 });
const start = instantFromMjd(60200, 0.8, "tt");
/** Length of a run and of the pause after it [s]. */
const [duration, pause] = [1680, 120];

/**
 * A data store in memory whose runs are simulated ones, again and again under other numbers: what is done with each is what is done
 * with as many different ones.
 * @param {number} runs How many there are.
 * @param {number} [simulated] How many of them differ, one after the other in time.
 */
export async function repeatedStore(runs, simulated = 1) {
  const spectrum = powerLaw({ index: 2.5, amplitude: 3e-11, reference: 1 });
  const night = simulateNight({ array: hessLike, target, start, count: simulated, duration, pause, spectrum, seed: 1 });
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const files = new Map();
  for (const { name, bytes } of writeDataStore(night, { site: hessLike.site })) {
    if (name.startsWith("data/")) files.set(name, bytes);
    else
      files.set(name.replace(".gz", ""), repeatedIndex(await readFits(bytes), Math.ceil(runs / simulated), simulated));
  }
  return memoryFolder("store", files);
}

/** The rows of an index again and again, with further numbers of runs. @param {FitsFile} file @param {number} times @param {number} step */
function repeatedIndex(file, times, step) {
  const table = /** @type {import("@gammakit/fits").FitsTable} */ (file.hdus[1]);
  const { header, rowCount } = table;
  const own = /^(MJDREF[IF]|TIME(SYS|UNIT|REF)|HDU(CLASS|DOC|VERS|CLAS\d))$/;
  const columns = table.columns.map(({ name, unit }) => {
    const values = /** @type {readonly (string | number)[]} */ (Array.from(/** @type {any} */ (table.column(name))));
    const repeated = Array.from({ length: times * rowCount }, (_, i) => {
      const value = values[i % rowCount];
      return name === "OBS_ID"
        ? Number(value) + step * Math.floor(i / rowCount)
        : typeof value === "bigint"
          ? Number(value)
          : value;
    });
    return { name, ...(unit && { unit }), data: /** @type {any} */ (repeated) };
  });
  const kept = header.cards.filter(({ keyword }) => own.test(keyword));
  const cards = kept.map(({ keyword, value }) => ({ keyword, value: /** @type {string | number} */ (value) }));
  return writeFits([{ kind: "image" }, { kind: "table", name: table.name, header: cards, columns }]);
}

/** @typedef {import("@gammakit/fits").FitsFile} FitsFile */

/**
 * The job of time-resolved spectroscopy on such a store.
 * @param {{ readonly count: number, readonly width: number, readonly bins?: number }} options Intervals, their width [s], energy bins.
 */
export function seriesJob({ count, width, bins = 10 }) {
  return /** @type {import("@gammakit/analysis").TimeResolvedJob} */ (
    /** @type {unknown} */ ({
      job: "time-resolved-spectroscopy",
      data: { store: "store" },
      time: { start: "2023-09-13T19:12:00", scale: "tt", width: `${width} s`, count },
      on: { type: "circle", frame: "icrs", lon: `${target.lon} deg`, lat: `${target.lat} deg`, radius: "0.11 deg" },
      energy: { min: "0.4 TeV", max: "20 TeV", bins },
      energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 2 * bins },
      containmentCorrection: true,
      background: { maker: "reflected-regions" },
      safeMask: { methods: ["aeff-max"], aeffPercent: 10 },
      model: {
        type: "power-law",
        parameters: { index: 2.5, amplitude: "3e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
      },
      integralFlux: { min: "1 TeV", max: "10 TeV" },
      variability: { seed: 0, toys: 0 },
    })
  );
}

/** A map of a survey instrument as a FITS file. */
export function surveyMap() {
  const axis = (
    /** @type {string} */ name,
    /** @type {number} */ min,
    /** @type {number} */ max,
    /** @type {number} */ n,
  ) => axisFromBounds(min, max, n, { name, unit: "TeV", scale: "log" });
  const spectrum = powerLaw({ index: 2.3, amplitude: 1e-9, reference: 0.1 });
  const dataset = simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.02,
    width: [16, 4],
    energy: axis("energy", 0.01, 2, 10),
    energyTrue: axis("energy_true", 0.005, 3, 20),
    sources: [{ position: { frame: "galactic", lon: 4, lat: 0 }, spectrum }],
    seed: 1,
  });
  return writeMapDataset(dataset);
}

/** The job of a flux profile on it. @param {number} count */
export function profileJob(count) {
  const at = (/** @type {number} */ lon) => ({ lon: `${lon} deg`, lat: "0 deg" });
  return /** @type {import("@gammakit/analysis").FluxProfileJob} */ (
    /** @type {unknown} */ ({
      job: "flux-profile",
      dataset: "map.fits",
      regions: { type: "rectangles", frame: "galactic", start: at(7), end: at(353), height: "1 deg", count },
      model: { type: "power-law", parameters: { index: 2.3 } },
      energyEdges: ["10 GeV", "2000 GeV"],
      selection: ["ul"],
    })
  );
}
