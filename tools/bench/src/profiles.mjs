import { join } from "node:path";
import { concentricAnnuli, pixelsInRegions, rectanglesAlong, regionSolidAngle } from "@gammakit/core";
import { fluxProfile } from "@gammakit/estimators";
import { readMapDataset } from "@gammakit/io";
import { fileSource, inflateNode } from "@gammakit/io/node";
import { extractSpectrum } from "@gammakit/makers";
import { powerLaw } from "@gammakit/models";
import { figure } from "./figures.mjs";
import { sampleTimes } from "./sampling.mjs";

/** Flux profiles in this process, once it is warm, from a map in memory. @param {string} data @param {number} runs */
export async function benchProfiles(data, runs) {
  const source = fileSource(join(data, "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"));
  const dataset = await readMapDataset(source, { inflate: inflateNode });
  const { wcs } = dataset.counts;
  const at = (/** @type {number} */ lon) => ({ frame: /** @type {const} */ ("galactic"), lon, lat: 0 });
  const reference = powerLaw({ index: 2.3 });
  /** @param {import("@gammakit/core").ProfileRegions} laid @param {import("@gammakit/estimators").FluxPointsOptions} options */
  const profile = (laid, options) => {
    const parts = pixelsInRegions(wcs, laid.regions);
    const rows = parts.map((part, i) => ({
      dataset: extractSpectrum(dataset, part).spectrum,
      geometry: {
        region: part.region,
        xMin: laid.xMin[i],
        xMax: laid.xMax[i],
        xRef: laid.xRef[i],
        solidAngle: regionSolidAngle(part.region, wcs),
      },
    }));
    return fluxProfile(rows, options);
  };
  const rectangles = () =>
    profile(rectanglesAlong({ start: at(10), end: at(350), height: 3, count: 51, wcs }), {
      reference,
      energyEdges: [0.01, 2],
      selection: ["ul"],
    });
  const rings = () =>
    profile(concentricAnnuli({ center: at(0), radiusMin: 1e-5, radiusMax: 1.5, count: 10 }), {
      reference,
      energyEdges: [0.01, 0.1, 2],
      selection: ["ul", "scan"],
    });
  await sampleTimes(10, rectangles);
  await sampleTimes(10, rings);
  return [
    figure("51 rectangles with limits", "ms", await sampleTimes(runs, rectangles), 25),
    figure("10 rings in 2 bands, limits and scans", "ms", await sampleTimes(runs, rings), 25),
  ];
}
