import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  fluxProfileJob,
  lightCurveJob,
  spectrumFilesJob,
  spectrumJob,
  timeResolvedSpectroscopy,
} from "@gammakit/analysis";
import { fitFluxPoints } from "@gammakit/fit";
import { fileFolder, fileSource, inflateNode } from "@gammakit/io/node";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { parse } from "yaml";
import { docs } from "../places.mjs";
import { createComparisons } from "./comparison.mjs";

const [exact, ofError, half, percent, limit] = ["exact", "1 % of its error", "0.5 %", "1 %", "1e-4"];

const byBin = [
  ["ON counts by bin", "counts"],
  ["OFF counts by bin", "countsOff"],
  ["acceptance by bin", "acceptance"],
  ["OFF acceptance by bin", "acceptanceOff"],
  ["safe mask by bin", "maskSafe"],
];

/** @typedef {ReturnType<typeof createComparisons>["one"]} One */

/** @typedef {{ title: string, example: string, comparisons: readonly import("./comparison.mjs").Comparison[] }} JobBoard */

/** Runs the jobs of the examples and compares with the reference. @param {{ data: string, reference: string }} folders @returns {Promise<JobBoard[]>} */
export async function measureJobs({ data, reference }) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(reference, name), "utf8"));
  const job = (/** @type {string} */ name) =>
    parse(readFileSync(join(docs, "examples", name), "utf8").replaceAll("$GAMMAPY_DATA", data));
  const folders = { openFolder: (/** @type {string} */ path) => fileFolder(path), inflate: inflateNode };
  const files = { openFile: (/** @type {string} */ path) => fileSource(path), inflate: inflateNode };
  const profiles = read("flux-profiles.json").profiles;
  const night = read("lightcurve_flare.json");
  const { index, amplitude } = night.fit.parameters;
  // A band holds many bins, so its flux depends on the index: it is taken as the reference has it.
  const model = { type: "power-law", parameters: { index: index[0], amplitude: amplitude[0], reference: 1 } };
  const board = (/** @type {string} */ title, /** @type {string} */ example, /** @type {any} */ comparisons) => ({
    title,
    example,
    comparisons,
  });
  return [
    board(
      "Time-resolved spectroscopy: PKS 2155-304, 24 intervals",
      "flare.yaml",
      flare(
        (await timeResolvedSpectroscopy(job("flare.yaml"), folders)).result,
        read("time-resolved-spectroscopy.json"),
      ),
    ),
    board(
      "Flux profile: 51 rectangles along the Galactic plane",
      "galactic-plane.yaml",
      profile((await fluxProfileJob(job("galactic-plane.yaml"), files)).result, profiles[0]),
    ),
    board(
      "Flux profile: 10 rings around the Galactic center, two bands",
      "galactic-center.yaml",
      profile((await fluxProfileJob(job("galactic-center.yaml"), files)).result, profiles[1]),
    ),
    board(
      "Spectrum: the Crab nebula, four runs",
      "crab-spectrum.yaml",
      await spectrum(await spectrumJob(job("crab-spectrum.yaml"), folders), read("spectrum_crab.json")),
    ),
    board(
      "Light curve: PKS 2155-304, 35 intervals, two bands",
      "flare-light-curve.yaml",
      lightCurve(
        (await lightCurveJob({ ...job("flare-light-curve.yaml"), model, fitModel: false }, folders)).result,
        night,
      ),
    ),
    board(
      "Spectra of other programs: the Crab nebula as five telescopes see it",
      "joint-crab.yaml",
      await telescopes(job("joint-crab.yaml"), files, read("joint-crab.json")),
    ),
  ];
}

/** @param {any} result @param {any} reference */
function flare(result, reference) {
  const { list, one, many } = createComparisons();
  many("runs selected", "the night", reference.obsIds, result.observations, 0, exact);
  reference.datasets.forEach((/** @type {any} */ expected, /** @type {number} */ i) => {
    const found = result.datasets[i];
    const { name } = found;
    one("ON counts", name, total(expected.counts), total(found.counts), 0, exact);
    one("OFF counts", name, total(expected.countsOff), total(found.countsOff), 0, exact);
    for (const [quantity, key] of byBin) many(quantity, name, expected[key], found[key], 0, exact);
    one("live time [s]", name, expected.livetimeS, found.livetimeS, 1e-9 * expected.livetimeS, "1e-9");
    const most = Math.max(...expected.exposureM2s);
    many(
      "exposure [m2 s]",
      name,
      expected.exposureM2s,
      found.exposureCm2S.map((/** @type {number} */ value) => value / 1e4),
      1e-6 * most,
      "1e-6 of its maximum",
    );
    const centers = found.offRegions.flatMap((/** @type {any} */ { lonDeg, latDeg }) => [lonDeg, latDeg]);
    many("centers of OFF regions [deg]", name, expected.offRegionCentersIcrsDeg.flat(), centers, 1e-6, "1e-6 deg");
  });
  reference.fits.forEach((/** @type {any} */ expected, /** @type {number} */ i) => {
    const bin = result.bins[i];
    const where = bin.tStartIso.slice(11, 16);
    for (const name of ["index", "amplitude"]) {
      const { value, error } = expected.parameters[name];
      const found = bin.parameters.find((/** @type {any} */ one) => one.name === name);
      one(name, where, value, found?.value, 0.01 * error, ofError);
      one(`error of ${name}`, where, error, found?.error, 0.005 * error, half);
    }
    const [flux, fluxError] = expected.integralFlux1to10TeV;
    one("flux, 1 to 10 TeV [cm-2 s-1]", where, flux, bin.integralFlux.value, 0.005 * flux, half);
    one("its error", where, fluxError, bin.integralFlux.error, 0.005 * fluxError, half);
    one("statistic", where, expected.totalStat, bin.stat, 1e-4, limit);
  });
  one("χ² of the index", "the night", 39.83, result.variability.index.chi2, 0.05, "0.05");
  one("fractional variability of the amplitude", "the night", 0.603, result.variability.amplitude.fvar, 5e-4, "5e-4");
  return list;
}

/** @param {any} result @param {any} reference */
function profile(result, reference) {
  const { list, one, many } = createComparisons();
  const { columns, seds } = reference;
  const first = (/** @type {any} */ cell) => Number(Array.isArray(cell) ? cell[0] : cell);
  result.rows.forEach((/** @type {any} */ row, /** @type {number} */ i) => {
    row.energies.forEach((/** @type {any} */ energy, /** @type {number} */ j) => {
      const at = (/** @type {string} */ name) => first(columns[name].values[i][j]);
      const where = `region ${i}${row.energies.length > 1 ? `, band ${j + 1}` : ""}`;
      const error = at("norm_err");
      one("counts", where, at("counts"), energy.counts, 0, exact);
      one("norm", where, at("norm"), energy.norm, 0.01 * error, ofError);
      one("error of the norm", where, error, energy.normErr, 0.005 * error, half);
      one("upper limit", where, at("norm_ul"), energy.normUl, 1e-4 * Math.abs(at("norm_ul")), limit);
      one("test statistic", where, at("ts"), energy.ts, Math.max(1e-3, 1e-5 * at("ts")), "1e-3, or 1e-5 of itself");
      for (const [form, perKeV] of /** @type {const} */ ([
        ["dnde", 1],
        ["flux", 1e-9],
        ["eflux", 1e-18],
        ["e2dnde", 1e-18],
      ])) {
        const value = first(seds[form][form].values[i][j]) * perKeV;
        one(form, where, value, energy[form].value, 0.01 * Math.abs(energy[form].err ?? Number.NaN), ofError);
      }
      const scan = columns.stat_scan?.values[i][j];
      if (!scan || !energy.scan) return;
      const statistic = scan.map(Number);
      const difference = statistic.map(
        (/** @type {number} */ value, /** @type {number} */ n) => energy.scan.stat[n] / value,
      );
      many(
        "scans of the likelihood, ratio",
        where,
        statistic.map(() => 1),
        difference,
        1e-4,
        limit,
      );
    });
  });
  return list;
}

/** @param {import("@gammakit/analysis").SpectrumRun} run @param {any} reference */
async function spectrum({ result, fluxPoints }, reference) {
  const { list, one } = createComparisons();
  datasetNumbers(one, result, reference);
  fitNumbers(one, "joint fit", result.fit, reference.fit, 1e-4, limit);
  const start = powerLaw({ index: 2.5, amplitude: 4e-11, reference: 1 });
  const throughPoints = await fitFluxPoints(fluxPoints, start, { optimizer: minuit() });
  const found = { stat: throughPoints.stat, parameters: throughPoints.model.parameters };
  // The points themselves may differ by 1 % of their errors.
  fitNumbers(one, "fit of the flux points", found, reference.fluxPointsFit, 0.02, "0.02");
  result.fluxPoints.forEach((/** @type {any} */ point, /** @type {number} */ i) => {
    fluxNumbers(one, point, reference.fluxPoints.flux, (column) => column.values[i], `point ${i}`);
  });
  return list;
}

/** @param {any} result @param {any} reference */
function lightCurve(result, reference) {
  const { list, one } = createComparisons();
  datasetNumbers(one, result, reference);
  result.bins.forEach((/** @type {any} */ bin, /** @type {number} */ i) => {
    bin.energies.forEach((/** @type {any} */ point, /** @type {number} */ k) => {
      fluxNumbers(
        one,
        point,
        reference.lightCurve.flux,
        (column) => column.values[i][k],
        `interval ${i}, band ${k + 1}`,
      );
    });
  });
  return list;
}

/** The spectra of each telescope by themselves, and all together. @param {any} job @param {import("@gammakit/analysis").FileHost} host @param {any} reference */
async function telescopes(job, host, reference) {
  const { list, one } = createComparisons();
  const both = /** @type {const} */ ([
    ["alpha", 1, "alpha"],
    // The curvature of the reference is that of the decadic logarithm.
    ["beta", Math.LN10, "betaLog10"],
    ["amplitude", 1, "amplitude"],
  ]);
  for (const telescope of [...Object.keys(reference.files), "joint"]) {
    const where = telescope === "joint" ? "all together" : telescope;
    const spectra = job.spectra.filter(
      (/** @type {any} */ { name }) => telescope === "joint" || name.split("-")[0] === telescope,
    );
    const { result } = await spectrumFilesJob({ ...job, spectra }, host);
    const expected = reference[telescope];
    result.datasets.forEach(({ name, counts, maskFit }, i) => {
      const fitted = counts.filter((_, bin) => maskFit[bin]);
      one("counts in the range of the fit", `${where}, ${name}`, expected.counts[i], total(fitted), 0, exact);
    });
    for (const [name, factor, key] of both) {
      const [value, error] = expected[key];
      const found = result.fit?.parameters.find((parameter) => parameter.name === name);
      const label = name === "beta" ? "beta, for powers of ten" : name;
      one(label, where, value, factor * Number(found?.value), 0.01 * error, ofError);
      one(`error of ${label}`, where, error, factor * Number(found?.error), 0.01 * error, percent);
    }
    one("statistic", where, expected.totalStat, result.fit?.stat, 1e-4, limit);
  }
  return list;
}

/** @param {One} one @param {any} result @param {any} reference */
function datasetNumbers(one, result, reference) {
  reference.datasets.forEach((/** @type {any} */ expected, /** @type {number} */ i) => {
    const found = result.datasets[i];
    one("ON counts", found.name, total(expected.counts), total(found.counts), 0, exact);
    one("OFF counts", found.name, total(expected.countsOff), total(found.countsOff), 0, exact);
    one("OFF regions", found.name, expected.nOffRegions, found.offRegions.length, 0, exact);
  });
}

/** @param {One} one @param {string} where @param {any} fit @param {any} reference @param {number} tolerance Of the statistic. @param {string} rule */
function fitNumbers(one, where, fit, { parameters, totalStat }, tolerance, rule) {
  for (const name of ["index", "amplitude"]) {
    const [value, error] = parameters[name];
    const found = fit.parameters.find((/** @type {any} */ candidate) => candidate.name === name);
    one(name, where, value, found.value, 0.01 * error, ofError);
    one(`error of ${name}`, where, error, found.error, 0.005 * error, half);
  }
  one(where === "joint fit" ? "statistic" : "χ² of the flux points", where, totalStat, fit.stat, tolerance, rule);
}

/**
 * A flux of the reference that was measured. Where its statistic shows that it stopped short of the minimum, it may be as far off as that.
 * @param {One} one @param {any} point @param {any} columns @param {(column: any) => any} cell @param {string} where
 */
function fluxNumbers(one, point, columns, cell, where) {
  const at = (/** @type {string} */ name) => {
    const value = cell(columns[name]);
    const parts = (Array.isArray(value) ? value : [value]).filter((part) => part !== "nan").map(Number);
    return parts.length === 0 ? Number.NaN : total(parts);
  };
  if (at("success") !== 1) return;
  const error = at("flux_err");
  const short = Math.sqrt(Math.max(0, at("stat") - (point.stat ?? Number.NaN)));
  one("counts", where, at("counts"), point.counts, 0, exact);
  one(
    "flux [cm-2 s-1]",
    where,
    at("flux"),
    point.flux.value,
    error * Math.max(0.01, 1.02 * short),
    `${ofError}, or how far the reference stopped short`,
  );
  one("error of the flux", where, error, point.flux.err, 0.01 * error, percent);
  one("upper limit", where, at("flux_ul"), point.flux.ul, 1e-3 * at("flux_ul"), "1e-3");
  one("test statistic", where, at("ts"), point.ts, 2e-4, "2e-4");
}

/** @param {ArrayLike<number>} values */
function total(values) {
  return Array.from(values).reduce((sum, value) => sum + Number(value), 0);
}
