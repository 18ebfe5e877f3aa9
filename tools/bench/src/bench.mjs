import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchCold } from "./cold.mjs";
import { benchDecoding } from "./decoding.mjs";
import { formatFigures } from "./figures.mjs";
import { benchItems } from "./items.mjs";
import { jobs } from "./jobs.mjs";
import { benchKernels } from "./kernels.mjs";
import { benchProfiles } from "./profiles.mjs";
import { benchThreads } from "./threads.mjs";
import { benchToys } from "./toys.mjs";
import { benchFits, benchWarm } from "./warm.mjs";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "15" },
    json: { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
  },
});
const pairs = Number(values.pairs);
if (!(Number.isInteger(pairs) && pairs > 0)) throw new Error("--pairs: a whole number above 0 is needed");
const data = process.env.GAMMAPY_DATA;
const noData =
  "The job is not timed: $GAMMAPY_DATA is not set. It must name a folder that holds hess-dl3-dr1, the public test data\n" +
  "of H.E.S.S. (https://www.mpi-hd.mpg.de/hfm/HESS/pages/dl3-dr1/), as gammapy-data has it.\n";

/** @type {Record<string, readonly import("./figures.mjs").Figure[]>} */
const sections = {};
/** @param {string} title @param {() => readonly import("./figures.mjs").Figure[] | Promise<readonly import("./figures.mjs").Figure[]>} work */
async function section(title, work) {
  sections[title] = await work();
  if (!values.json) console.log(formatFigures(title, sections[title]));
}

const machine = `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
if (!values.json) console.log(`${machine}\nMedians, and the quartiles around them.\n`);
if (data) {
  for (const job of jobs) {
    if (existsSync(join(data, job.folder))) await section(`Cold: ${job.title}`, () => benchCold(job, data, pairs));
  }
  await section("Warm: the job in one process", () => benchWarm(data, 4 * pairs));
  await section("Warm: the fits alone", () => benchFits(data, 8 * pairs));
  await section("Warm: flux profiles, the map read", () => benchProfiles(data, 4 * pairs));
  await section("100,000 fits on threads", () => benchThreads(data, Math.ceil(pairs / 3)));
  await section("100,000 toys of the flare, as the job has them", () => benchToys(data, Math.ceil(pairs / 3)));
} else if (!values.json) console.log(noData);
await section("FITS columns", () => benchDecoding(pairs));
await section("Units, times and positions, one each", () => benchItems(4 * pairs));
await section("Kernels", () => benchKernels(4 * pairs));

const missed = Object.values(sections)
  .flat()
  .filter((one) => one.missed);
if (values.json) console.log(JSON.stringify({ machine, sections }, undefined, 1));
else if (missed.length > 0) console.log(`Missed: ${missed.map(({ name }) => name).join(", ")}.`);
if (values.strict && missed.length > 0) process.exitCode = 1;
