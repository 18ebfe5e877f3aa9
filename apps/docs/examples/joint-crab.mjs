// The Crab nebula as five telescopes see it: OGIP spectra of each, fitted alone and all together by a log-parabola.
// Data: the folder joint-crab of $GAMMAPY_DATA, fetched by `gammakit download joint-crab` (Nigro et al. 2019, A&A 625, A10).
import { column, parameterOf, tableOf, withFitRange } from "@gammakit/core";
import { fluxPoints } from "@gammakit/estimators";
import { fit } from "@gammakit/fit";
import { fluxPointsTable, formatTable, readOgip } from "@gammakit/io";
import { fileFolder } from "@gammakit/io/node";
import { minuit } from "@gammakit/minuit";
import { logParabola } from "@gammakit/models";

const folder = fileFolder(`${process.env.GAMMAPY_DATA}/joint-crab/spectra`);

/** Files of each telescope, and the energies [TeV] in which its responses are trusted. */
const telescopes = [
  { name: "fermi", files: ["pha_obs0"], range: [0.03, 2] },
  { name: "magic", files: ["pha_obs5029747", "pha_obs5029748"], range: [0.08, 30] },
  { name: "veritas", files: ["pha_obs54809", "pha_obs57993"], range: [0.15, 30] },
  { name: "fact", files: ["pha_stacked"], range: [0.4, 30] },
  { name: "hess", files: ["pha_obs23523", "pha_obs23526", "pha_obs23559", "pha_obs23592"], range: [0.66, 30] },
];

const spectra = await Promise.all(
  telescopes.map(async ({ name, files, range: [min, max] }) => {
    const read = files.map((file) => readOgip(folder.file(`${name}/${file}.fits`)));
    return { name, datasets: (await Promise.all(read)).map((dataset) => withFitRange(dataset, min, max)) };
  }),
);
const joint = { name: "joint", datasets: spectra.flatMap(({ datasets }) => datasets) };

// One model for all datasets of a fit: their statistics add up.
const model = logParabola({ amplitude: 4e-11, reference: "1 TeV", alpha: 2.5, beta: 0.13 });
export const fits = [];
for (const { name, datasets } of [...spectra, joint]) {
  const found = await fit(datasets, model, { optimizer: minuit() });
  fits.push({ name, stat: found.stat, success: found.success, model: found.model, datasets });
}

const numbers = (name, of, unit = "") => column(name, Float64Array.from(fits, of), { unit });
const parameters = ["amplitude", "alpha", "beta"].flatMap((name) => {
  const { unit } = parameterOf(model, name);
  return [
    numbers(name, (one) => parameterOf(one.model, name).value, unit),
    numbers(`${name}_err`, (one) => parameterOf(one.model, name).error, unit),
  ];
});
const spectraNames = fits.map(({ name }) => name);
const stat = numbers("stat", (one) => one.stat);
const table = tableOf("fits", [column("spectra", spectraNames), stat, ...parameters]);
console.log(formatTable(table, { width: 160 }));

// Flux points of all together, relative to the joint fit.
const energyEdges = [0.03, 0.1, 0.3, 1, 3, 10, 30];
const points = await fluxPoints(joint.datasets, { reference: fits.at(-1).model, energyEdges });
console.log(formatTable(fluxPointsTable(points, "e2dnde"), { width: 160 }));
