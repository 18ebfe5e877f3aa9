import { dl3, irf } from "./dl3.mjs";
import { fits } from "./fits.mjs";
import { flux, maps, ogip, regions, tables, wcs } from "./formats.mjs";
import { job, models, points, run, yaml } from "./jobs.mjs";
import { results } from "./results.mjs";
import { http, paths, times, units } from "./words.mjs";
import { written } from "./written.mjs";

/**
 * Something that reads what others wrote.
 * @typedef {object} Target
 * @property {import("fast-check").Arbitrary<any>} arbitrary Ways to damage its input.
 * @property {(input: any) => Promise<void>} run Throws where the input is not survived.
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  fits,
  dl3,
  irf,
  ogip,
  maps,
  flux,
  tables,
  regions,
  wcs,
  models,
  yaml,
  job,
  units,
  times,
  paths,
  http,
  results,
  written,
  points,
  run,
};

/** How the cases are divided between them: whole jobs are slow. @type {Readonly<Record<string, number>>} */
export const shares = {
  fits: 200,
  dl3: 120,
  irf: 80,
  ogip: 80,
  maps: 80,
  flux: 60,
  tables: 60,
  regions: 50,
  wcs: 30,
  models: 60,
  yaml: 40,
  job: 60,
  units: 25,
  times: 25,
  paths: 10,
  http: 18,
  results: 60,
  written: 60,
  points: 20,
  run: 2,
};
