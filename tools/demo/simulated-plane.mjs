import { join } from "node:path";
import { fluxProfileFigures, fluxProfileJob, fluxProfileReport } from "@gammakit/analysis";
import { axisFromBounds, column, compileIntegral, parameterValues, tableOf } from "@gammakit/core";
import { formatTable, writeMapDataset } from "@gammakit/io";
import { fileSource, inflateNode, sha256Node } from "@gammakit/io/node";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { latLike, simulateMapDataset } from "@gammakit/simulate";
import { writeReport } from "./report.mjs";

const [first, last, count, height] = [6, -6, 25, 3];
const sources = [
  { lon: 4, flux: 2 },
  { lon: 0, flux: 5 },
  { lon: -2.5, flux: 1 },
].map(({ lon, flux }) => ({ lon, spectrum: powerLaw({ index: 2.3, amplitude: flux * 1e-12, reference: 1 }) }));

/** @param {string} name @param {number} min @param {number} max @param {number} bins */
const axis = (name, min, max, bins) => axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });

/** Simulates a map cube, measures its profile, and tells how well the fluxes were found. @param {{ path: string, shown: string, write(file: string, bytes: string | Uint8Array): void }} folder */
export async function simulatedPlane(folder) {
  const cube = simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.1,
    width: [16, 6],
    energy: axis("energy", 0.01, 2, 10),
    energyTrue: axis("energy_true", 0.005, 3, 40),
    sources: sources.map(({ lon, spectrum }) => ({
      position: { frame: "galactic", lon: (lon + 360) % 360, lat: 0 },
      spectrum,
    })),
    diffuse: [
      {
        spatial: gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 5, frame: "galactic" }),
        spectrum: powerLaw({ index: 2.6, amplitude: 1.5e-9, reference: 0.1 }),
      },
    ],
    seed: 2,
  });
  folder.write("cube.fits", writeMapDataset(cube));
  const run = await fluxProfileJob(
    {
      job: "flux-profile",
      dataset: "cube.fits",
      regions: {
        type: "rectangles",
        frame: "galactic",
        start: { lon: `${first} deg`, lat: "0 deg" },
        end: { lon: `${last + 360} deg`, lat: "0 deg" },
        height: `${height} deg`,
        count,
      },
      model: { type: "power-law", parameters: { index: 2.3 } },
      energyEdges: ["10 GeV", "2 TeV"],
      selection: ["ul", "scan"],
      normScan: { min: -1, max: 6, count: 29 },
    },
    { openFile: (name) => fileSource(join(folder.path, name)), inflate: inflateNode, sha256: sha256Node },
  );
  const { profile } = run;
  const points = profile.rows.map((row) => row.points[0]);
  const distance = first - last;
  const near = sources.map(({ lon, spectrum }) => {
    // The point-spread function carries photons over the border of a rectangle: all that are near count.
    const rows = points.filter((_, k) => Math.abs(first - (k * distance) / (count - 1) - lon) < 1.1);
    const flux = rows.reduce((sum, { norm, refFlux }) => sum + norm * refFlux, 0);
    const error = Math.sqrt(rows.reduce((sum, { normErr, refFlux }) => sum + (normErr * refFlux) ** 2, 0));
    return { lon, flux, error, truth: fluxOf(spectrum, points[0].eMin, points[0].eMax) };
  });
  const table = tableOf("sources", [
    column(
      "lon",
      Float64Array.from(near, ({ lon }) => lon),
      { unit: "deg" },
    ),
    column(
      "flux",
      Float64Array.from(near, ({ flux }) => flux),
      { unit: "cm-2 s-1" },
    ),
    column(
      "flux_err",
      Float64Array.from(near, ({ error }) => error),
      { unit: "cm-2 s-1" },
    ),
    column(
      "flux_true",
      Float64Array.from(near, ({ truth }) => truth),
      { unit: "cm-2 s-1" },
    ),
    column(
      "pull",
      Float64Array.from(near, ({ flux, error, truth }) => (flux - truth) / error),
    ),
  ]);
  const report = fluxProfileReport(run, await fluxProfileFigures(run));
  await writeReport(folder, { ...report, title: "A simulated strip of sky with three sources" });
  folder.write("result.json", JSON.stringify(run.result));
  const { counts } = run.result.map;
  console.log(
    `${counts} counts, ${profile.rows.length} rectangles; flux of what lies within 1.1° of each source, and the truth:\n`,
  );
  console.log(formatTable(table, { width: process.stdout.columns ?? 100 }));
  console.log(`Report: ${join(folder.shown, "report.html")}`);
}

/** @param {import("@gammakit/core").SpectralModel} model @param {number} min @param {number} max */
function fluxOf(model, min, max) {
  const out = new Float64Array(1);
  compileIntegral(model, Float64Array.of(min, max))(parameterValues(model), out);
  return out[0];
}
