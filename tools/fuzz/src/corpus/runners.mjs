import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { presetRegistry } from "@gammakit/analysis";
import { column, modelFromRecord, tableOf } from "@gammakit/core";
import { readFits, verifyFits } from "@gammakit/fits";
import {
  openDataStore,
  openEventFiles,
  parseCovariance,
  readBackground,
  readDatasets,
  readDs9Regions,
  readEffectiveArea,
  readEnergyDispersion,
  readFluxPoints,
  readModels,
  readObservation,
  readOgip,
  writeFitsTable,
} from "@gammakit/io";
import { fileFolder, fileSource, inflateNode } from "@gammakit/io/node";

/**
 * A case of the manifest of faults.
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} category
 * @property {string} trigger
 * @property {"error" | "error-or-warning" | "read" | "read-or-refuse" | "warning" | "ok"} expect
 * @property {readonly string[]} must_mention
 * @property {string} file Absolute path; "" where the case has none.
 * @property {number} max_seconds
 */

const registry = presetRegistry();

/**
 * Reads the file of a case as the manifest says, and tells the warnings.
 * @type {Readonly<Record<string, (fault: Fault) => Promise<readonly string[]>>>}
 */
export const runners = {
  async fits({ file }) {
    const read = await readFits(fileSource(file), { inflate: inflateNode });
    for (const hdu of read.hdus) {
      for (const card of hdu.header.cards) void card.value;
      if (hdu.kind === "image") hdu.data();
      if (hdu.kind === "table") for (const { number } of hdu.columns) hdu.column(number);
      if (hdu.kind === "groups") hdu.numbers();
    }
    return [...read.warnings, ...verifyFits(read)];
  },

  async gadf({ file }) {
    const store = await openEventFiles(fileFolder(dirname(file)), [basename(file)], { inflate: inflateNode });
    const observation = await readObservation(store, store.observations[0].id, { responses: [] });
    return [...store.warnings, ...(observation.warnings ?? []), ...(observation.faults ?? [])];
  },

  async irf({ file, trigger }) {
    const table = (await readFits(fileSource(file))).table(1);
    if (trigger.endsWith("aeff_2d")) readEffectiveArea(table);
    else if (trigger.endsWith("edisp_2d")) readEnergyDispersion(table);
    else readBackground(table);
    return [];
  },

  async ogip({ file, trigger }) {
    const [replaced = ""] = /pha_obs1[_a-z]*\.fits/.exec(trigger) ?? [];
    const healthy = join(dirname(file), "../../formats/data/ogip");
    return inFolder(async (folder) => {
      for (const name of await readdir(healthy))
        await writeFile(join(folder, name), await readFile(join(healthy, name)));
      // A response that is not there under its own name is found where the spectrum says it is.
      await writeFile(join(folder, basename(file)), await readFile(file));
      if (replaced !== "pha_obs1.fits") await writeFile(join(folder, replaced), await readFile(file));
      await readOgip(fileSource(join(folder, replaced === "pha_obs1.fits" ? basename(file) : "pha_obs1.fits")));
      return [];
    });
  },

  async index({ file, trigger }) {
    const [, id = "42"] = /obs (\d+)/.exec(trigger) ?? [];
    const rows = ["OBS_ID", "RA_PNT", "DEC_PNT"].map((name) =>
      column(name, Float64Array.of(name === "OBS_ID" ? Number(id) : 0)),
    );
    return inFolder(async (folder) => {
      await writeFile(join(folder, "hdu-index.fits"), await readFile(file));
      await writeFile(join(folder, "obs-index.fits"), writeFitsTable(tableOf("OBS_INDEX", rows)));
      const store = await openDataStore(fileFolder(folder), { inflate: inflateNode });
      if (/load/.test(trigger)) await readObservation(store, Number(id), { responses: [] });
      return store.warnings;
    });
  },

  async yaml({ file, trigger }) {
    if (trigger === "read as datasets file") {
      await readDatasets(fileSource(file));
      return [];
    }
    const { warnings } = await readModels(fileSource(file), {
      resolve: (type, kind) => registry.idOf(kind, type),
      check: (record) => modelFromRecord(record, registry),
    });
    return warnings.map(({ where, message }) => `${basename(file)}: ${where}: ${message}`);
  },

  async text({ file }) {
    const name = basename(file);
    const text = await readFile(file, "utf8");
    if (name.endsWith(".dat")) parseCovariance(text, name, 3);
    else if (/\.e?csv$/.test(name)) await readFluxPoints(fileSource(file));
    else readDs9Regions(text, { name });
    return [];
  },
};

/** @template T @param {(folder: string) => Promise<T>} work @returns {Promise<T>} */
async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-faults-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
