import { readFileSync, writeFileSync } from "node:fs";

// Preloaded into a process: writes its peak memory [bytes] to the file $GAMMAKIT_BENCH_PEAK when it ends.
process.on("exit", () => writeFileSync(String(process.env.GAMMAKIT_BENCH_PEAK), String(peak())));

/** What the system says of this process alone; `maxRSS` counts the process that started it, too. */
function peak() {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
