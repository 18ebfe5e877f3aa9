import { gunzipSync } from "node:zlib";
import { splitByTime } from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import {
  memoryFolder,
  openDataStore,
  openEventFiles,
  readBackground,
  readEffectiveArea,
  readEnergyDispersion,
  readEvents,
  readGti,
  readObservation,
  readPointing,
  readPsf,
  readRadMax,
  selectObservations,
} from "@gammakit/io";
import fc from "fast-check";
import { damageFits, fitsDamage } from "../damage/fits.mjs";
import { storeFiles } from "../inputs/healthy.mjs";
import { claim, survives } from "../survives.mjs";

const healthy = new Map([...storeFiles].map(([name, bytes]) => [name.replace(/\.gz$/, ""), unpacked(bytes)]));
const names = [...healthy.keys()];

const responses = /** @type {const} */ (["aeff", "edisp", "psf", "bkg", "rad_max"]);

/** A data store with a damaged index or run. @type {import("./targets.mjs").Target} */
export const dl3 = {
  arbitrary: fc.record({ file: fc.nat(names.length - 1), damage: fitsDamage }),
  async run({ file, damage }) {
    const files = new Map(healthy);
    files.set(names[file], damageFits(/** @type {Uint8Array} */ (healthy.get(names[file])), damage));
    const folder = memoryFolder("store", files);
    await survives(async () => {
      const store = await openDataStore(folder);
      await survives(() =>
        selectObservations(store, [{ type: "sky-circle", center: { frame: "icrs", lon: 83, lat: 22 }, radius: 5 }]),
      );
      for (const { id } of store.observations.slice(0, 5)) {
        await survives(async () => checkRun(await readObservation(store, id, { responses })));
      }
    });
    await survives(() => openEventFiles(folder, names.slice(2)));
  },
};

/** @param {import("@gammakit/core").Observation} run */
function checkRun(run) {
  const { events, gti, pointing, liveFraction } = run;
  const { time, energy, lon, lat } = events;
  claim(new Set([time, energy, lon, lat].map(({ length }) => length)).size === 1, "events have one length");
  claim(
    time.every(Number.isFinite) && lon.every(Number.isFinite) && energy.every((value) => value > 0),
    "events can be placed",
  );
  claim(
    lat.every((value) => Math.abs(value) <= 90),
    "no event lies beyond a pole",
  );
  claim(gti.start.length === gti.stop.length, "good time has as many starts as stops");
  claim(
    gti.start.every((start, i) => start <= gti.stop[i]),
    "good time runs forward",
  );
  claim(Number.isFinite(pointing.lon) && Math.abs(pointing.lat) <= 90, "the pointing is a place");
  claim(liveFraction >= 0 && liveFraction <= 1, "a part of the time is live");
  splitByTime([run], []);
}

/** Events and responses, each read by itself. @type {import("./targets.mjs").Target} */
export const irf = {
  arbitrary: fc.record({ file: fc.nat(1), damage: fitsDamage }),
  async run({ file, damage }) {
    const bytes = damageFits(/** @type {Uint8Array} */ (healthy.get(names[2 + file])), damage);
    await survives(async () => {
      const { hdus } = await readFits(bytes, { name: "run.fits" });
      for (const hdu of hdus) {
        if (hdu.kind !== "table") continue;
        for (const read of [readEvents, readGti, readPointing]) await survives(() => read(hdu));
        for (const read of [readEffectiveArea, readEnergyDispersion, readPsf, readBackground, readRadMax]) {
          await survives(() => {
            for (const axis of Object.values(read(hdu)).filter((part) => part?.edges !== undefined)) {
              claim(axis.edges.every(Number.isFinite), "the edges of an axis are numbers");
            }
          });
        }
      }
    });
  },
};

/** @param {Uint8Array} bytes */
function unpacked(bytes) {
  return bytes[0] === 0x1f ? Uint8Array.from(gunzipSync(bytes)) : Uint8Array.from(bytes);
}
