import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "../markdown.mjs";
import { docs } from "../places.mjs";

/** The figures of benchmarks.json, as `npm run bench -- --json` printed them. */
export function benchmarksPage() {
  const file = join(docs, "benchmarks.json");
  if (!existsSync(file)) return "No figures are stored with this build: `npm run bench` measures them where you are.\n";
  const { machine, measured, sections } = JSON.parse(readFileSync(file, "utf8"));
  const head = ["what", "median", "quartiles", "runs", "target"];
  const parts = Object.entries(sections).map(([title, figures]) => {
    const rows = /** @type {any[]} */ (figures).map(({ name, unit, median, low, high, runs, target, missed }) => [
      name,
      `${show(median)} ${unit}`,
      `${show(low)} to ${show(high)}`,
      runs,
      target === undefined ? "" : `${target} ${unit}${missed ? ", missed" : ""}`,
    ]);
    return `### ${title}\n\n${table(head, rows)}\n`;
  });
  const when = measured ? `, ${measured}` : "";
  return `## Figures\n\nMeasured on: ${machine}${when}.\n\n${parts.join("\n")}`;
}

/** Three digits. @param {number} value */
function show(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
