import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listText, realSamples, standInSamples, writeTutorialJobs } from "@gammakit-tools/explorer/src/samples.mjs";
import { docs } from "./places.mjs";

/** The two files of the elements as a page loads them, and the list of data that the explorer offers, with a job for each. */
export function explorerFiles() {
  const elements = join(docs, "public/gammakit");
  const samples = join(docs, "public/samples");
  for (const folder of [elements, samples]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  const built = fileURLToPath(new URL(".", import.meta.resolve("@gammakit/elements")));
  for (const name of ["define.js", "worker.js"]) cpSync(join(built, name), join(elements, name));
  writeTutorialJobs(samples);
  writeFileSync(join(samples, "samples.json"), samplesText(false));
  return "explorer: its elements, its samples";
}

/** The list of data that the explorer offers: simulated ones, and the real ones where the site serves them. @param {boolean} hasReal */
export function samplesText(hasReal) {
  return listText([...(hasReal ? realSamples("../data") : []), ...standInSamples("../simulated")]);
}
