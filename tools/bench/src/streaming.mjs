import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { figure } from "./figures.mjs";
import { program } from "./jobs.mjs";
import { writeLargeRuns } from "./streaming-data.mjs";

const preload = new URL("peak-memory.mjs", import.meta.url).href;
const events = 1e7;
/** [MB], which is 10^6 bytes here. */
const most = 500;

const files = [
  { title: "28 bytes each", options: {} },
  { title: "28 bytes each, gzip", options: { gzip: true } },
  { title: "112 bytes each, all columns", options: { all: true } },
  { title: "three runs, 28 bytes each", options: { runs: 3 } },
];

/**
 * The job of time-resolved spectroscopy on runs of ten million events in one file each: peak memory and time of the whole process.
 * @param {boolean} packedWhole Also the file with all columns, packed, which takes long to make.
 */
export function benchStreaming(packedWhole) {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-bench-"));
  const packed = { title: "112 bytes each, all columns, gzip", options: { all: true, gzip: true } };
  try {
    return (packedWhole ? [...files, packed] : files).flatMap(({ title, options }) => {
      const { job, files: written, bytes } = writeLargeRuns(folder, events, options);
      const { memory, time } = runJob(job, folder);
      for (const file of written) rmSync(file);
      const size = `${title} (${Math.round(bytes / 1e6)} MB)`;
      return [figure(`${size}: peak memory`, "MB", [memory], most), figure(`${size}: time`, "ms", [time])];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} job @param {string} folder */
function runJob(job, folder) {
  const peak = join(folder, "peak");
  const out = join(folder, "out");
  const args = ["run", job, "--out", out, "--only", "json", "--overwrite", "--quiet", "--max-bytes", "2GiB"];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, program, ...args], {
    env: { ...process.env, GAMMAKIT_BENCH_PEAK: peak },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`gammakit run ${job} ended with ${status}: ${stderr}`);
  return { memory: Number(readFileSync(peak, "utf8")) / 1e6, time: performance.now() - start };
}
