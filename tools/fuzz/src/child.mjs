import { writeSync } from "node:fs";
import { checkTarget } from "./check.mjs";

// Runs the cases that are asked for. Before each it counts on a pipe, so that its parent knows of which case it hangs or dies.

/** The parent says so much more than this [MiB] is too much. */
const mostMemory = Number(process.env.FUZZ_MEMORY ?? 512);
const heartbeat = 3;
let peakBefore = 0;

process.on("message", async (/** @type {{ name: string, seed: number, cases: number, path?: string }} */ ask) => {
  const before = () => {
    writeSync(heartbeat, ".");
    if (process.memoryUsage.rss() > 300 * 2 ** 20) globalThis.gc?.();
    peakBefore = process.resourceUsage().maxRSS;
  };
  const after = () => {
    const peak = process.resourceUsage().maxRSS / 1024;
    // Only what a case adds is its fault.
    if (peak > mostMemory && peak > peakBefore / 1024 + 32) throw new Error(`the process took ${peak.toFixed(0)} MiB`);
  };
  process.send?.(await checkTarget(ask.name, { ...ask, before, after }));
});
