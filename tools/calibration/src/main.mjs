import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { threads } from "@gammakit/workers/node";
import { calibrate } from "./calibrate.mjs";

// Whether errors, limits and significances mean what they say: simulations in which the truth is known.
const { values } = parseArgs({
  options: {
    toys: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(availableParallelism()) },
    json: { type: "string" },
  },
});
const [toys, seed, workers] = [values.toys, values.seed, values.workers].map(Number);
const executor = threads({ worker: new URL("./worker.mjs", import.meta.url), workers });
const start = performance.now();
try {
  const sections = await calibrate({ toys, seed, executor }, (found) => {
    for (const [title, { words, head, rows }] of Object.entries(found)) {
      console.log(`\n${title}\n${words}\n${[head, ...rows].map((row) => row.join(" | ")).join("\n")}`);
    }
    console.log(`(${Math.round((performance.now() - start) / 1000)} s)`);
  });
  if (values.json) {
    const machine = `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
    const measured = new Date().toISOString().slice(0, 10);
    writeFileSync(values.json, `${JSON.stringify({ machine, measured, toys, seed, sections }, undefined, 1)}\n`);
  }
} finally {
  await executor.close();
}
