import { join } from "node:path";
import { timeResolvedFigures, timeResolvedReport, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { column, tableOf } from "@gammakit/core";
import { formatTable, writeDataStore } from "@gammakit/io";
import { fileFolder, inflateNode, sha256Node } from "@gammakit/io/node";
import { goodTimeOf, jobOf, knownCurves, simulate, site, truthOf } from "./night.mjs";
import { pullWords } from "./pulls.mjs";
import { writeReport } from "./report.mjs";

/** Simulates the night, analyzes it, and tells how well the truth was found. @param {{ path: string, shown: string, write(file: string, bytes: string | Uint8Array): void }} folder */
export async function simulatedNight(folder) {
  const observations = simulate(1);
  for (const { name, bytes } of writeDataStore(observations, { site })) folder.write(join("store", name), bytes);
  const events = observations.reduce((sum, run) => sum + run.events.time.length, 0);
  const run = await timeResolvedSpectroscopy(
    jobOf("store"),
    { openFolder: (name) => fileFolder(join(folder.path, name)), inflate: inflateNode, sha256: sha256Node },
    { image: true },
  );
  const goodTime = goodTimeOf(observations);
  const rows = run.result.bins.map((bin, k) => ({ bin, truth: truthOf(k, goodTime) }));
  const value = (/** @type {string} */ name, /** @type {"value" | "error"} */ what) =>
    Float64Array.from(rows, ({ bin }) => bin.parameters.find((p) => p.name === name)?.[what] ?? Number.NaN);
  const table = tableOf("night", [
    column(
      "start",
      rows.map(({ bin }) => bin.tStartIso.slice(11, 16)),
    ),
    column("index", value("index", "value")),
    column("index_err", value("index", "error")),
    column(
      "index_true",
      Float64Array.from(rows, ({ truth }) => truth.index),
    ),
    column("amplitude", value("amplitude", "value"), { unit: "cm-2 s-1 TeV-1" }),
    column("amplitude_err", value("amplitude", "error"), { unit: "cm-2 s-1 TeV-1" }),
    column(
      "amplitude_true",
      Float64Array.from(rows, ({ truth }) => truth.amplitude),
      { unit: "cm-2 s-1 TeV-1" },
    ),
  ]);
  const converged = rows.filter(({ bin }) => bin.success);
  const pulls = (/** @type {"index" | "amplitude"} */ name) =>
    converged.map(({ bin, truth }) => {
      const found = bin.parameters.find((p) => p.name === name);
      return ((found?.value ?? Number.NaN) - truth[name]) / (found?.error ?? Number.NaN);
    });
  const words = ["index", "amplitude"].map((name) => pullWords(name, pulls(/** @type {"index"} */ (name))));
  const report = timeResolvedReport(run, await timeResolvedFigures(run, knownCurves()));
  await writeReport(folder, {
    ...report,
    title: "A simulated night on a flaring blazar",
    findings: [...words, ...report.findings],
  });
  folder.write("result.json", JSON.stringify(run.result));
  console.log(`${observations.length} runs, ${events} events; ${converged.length} of ${rows.length} fits converged\n`);
  console.log(formatTable(table, { width: process.stdout.columns ?? 100 }));
  for (const text of words) console.log(text);
  console.log(`Report: ${join(folder.shown, "report.html")}`);
}
