import { existsSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAgainstReference, findReference } from "../against-reference/against-reference.mjs";
import { benchCold } from "./cold.mjs";
import { benchDecoding } from "./decoding.mjs";
import { formatFigures } from "./figures.mjs";
import { benchItems } from "./items.mjs";
import { jobs } from "./jobs.mjs";
import { benchKernels } from "./kernels.mjs";
import { benchProfiles } from "./profiles.mjs";
import { benchScaling } from "./scaling.mjs";
import { benchStreaming } from "./streaming.mjs";
import { benchThreads } from "./threads.mjs";
import { benchToys } from "./toys.mjs";
import { benchFits, benchWarm } from "./warm.mjs";

const { values, positionals } = parseArgs({
  options: {
    pairs: { type: "string", default: "15" },
    budget: { type: "string", default: "20" },
    only: { type: "string", multiple: true },
    scaling: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const parts = ["cold", "warm", "threads", "parts", "scaling", "streaming", "reference"];
const only = [...(values.only ?? []).flatMap((names) => names.split(",")), ...(values.scaling ? ["scaling"] : [])];
const unknown = only.find((name) => !parts.includes(name));
if (unknown !== undefined) throw new Error(`--only: there is no part ${unknown}; the parts are ${parts.join(", ")}`);
const [file] = positionals;
if (positionals.length > 1 || (file !== undefined && !values.json))
  throw new Error("a file is taken after --json alone");
const wanted = (/** @type {string} */ part) => only.length === 0 || only.includes(part);
const budget = Number(values.budget);
if (!(budget > 0)) throw new Error("--budget: seconds above 0 are needed");
const isQuiet = values.json && file === undefined;
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
  if (!isQuiet) console.log(formatFigures(title, sections[title]));
}

/** @param {AsyncIterable<readonly [title: string, figures: readonly import("./figures.mjs").Figure[]]>} found */
async function several(found) {
  for await (const [title, figures] of found) await section(title, () => figures);
}

const machine = `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
const measured = new Date().toISOString().slice(0, 10);
const load = loadavg()[0];
if (!isQuiet) console.log(`${machine}\nMedians, and the quartiles around them.\n`);
if (!isQuiet && load > 0.5 * cpus().length) {
  console.log(`The machine is busy (load ${load.toFixed(1)}): times are longer than they should be, ratios less so.\n`);
}
if (data) {
  for (const job of jobs) {
    if (wanted("cold") && existsSync(join(data, job.folder))) {
      await section(`Cold: ${job.title}`, () => benchCold(job, data, pairs));
    }
  }
  if (wanted("warm")) {
    await section("Warm: the job in one process", () => benchWarm(data, 4 * pairs));
    await section("Warm: the fits alone", () => benchFits(data, 8 * pairs));
    await section("Warm: flux profiles, the map read", () => benchProfiles(data, 4 * pairs));
  }
  if (wanted("threads")) {
    await section("100,000 fits on threads", () => benchThreads(data, Math.ceil(pairs / 3)));
    await section("100,000 toys of the flare, as the job has them", () => benchToys(data, Math.ceil(pairs / 3)));
  }
} else if (!isQuiet) console.log(noData);
if (wanted("parts")) {
  await section("FITS columns", () => benchDecoding(pairs));
  await section("Units, times and positions, one each", () => benchItems(4 * pairs));
  await section("Kernels", () => benchKernels(4 * pairs));
}
if (wanted("scaling")) await several(benchScaling(budget));
if (wanted("streaming"))
  await section("10,000,000 events in one file", () => benchStreaming(only.includes("streaming")));
if (wanted("reference") && data) {
  const python = findReference();
  if (python) await several(benchAgainstReference(python, data, only.includes("reference") ? Math.ceil(pairs / 5) : 1));
  else if (!isQuiet) {
    console.log("Not compared with Gammapy: no python3 here can import it. $GAMMAKIT_PYTHON names another.\n");
  }
}

const missed = Object.values(sections)
  .flat()
  .filter((one) => one.missed);
const report = `${JSON.stringify({ machine, measured, load, sections }, undefined, 2)}\n`;
if (isQuiet) process.stdout.write(report);
if (file !== undefined) writeFileSync(file, report);
if (!isQuiet && missed.length > 0) console.log(`Missed: ${missed.map(({ name }) => name).join(", ")}.`);
if (values.strict && missed.length > 0) process.exitCode = 1;
