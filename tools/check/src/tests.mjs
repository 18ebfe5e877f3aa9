import { run, turbo } from "./run.mjs";

/** Runs vitest in every package and counts its tests. @returns {Promise<import("./steps.mjs").StepResult>} */
export async function runTests() {
  const { ok, output } = await run(turbo("test", "--continue=always", "--concurrency=2"));
  return countTests(output, ok);
}

/**
 * Counts from the summaries that vitest prints, out of turbo's log.
 * @param {string} log
 * @param {boolean} ok Whether turbo said that all went well.
 * @returns {import("./steps.mjs").StepResult}
 */
export function countTests(log, ok) {
  const tasks = byTask(log);
  const broken = /^\s*Failed:\s+(.*)$/m.exec(log)?.[1].split(/,\s*/) ?? [];
  let [passed, failed, skipped] = [0, 0, 0];
  let output = "";
  for (const [task, lines] of tasks) {
    const summary = lines.findLast((line) => /^\s*Tests\s/.test(line)) ?? "";
    const count = (/** @type {string} */ word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
    const wrong = broken.some((name) => name.replace("#", ":") === task);
    passed += count("passed");
    skipped += count("skipped") + count("todo");
    // A suite that does not load, or an error outside a test, fails the task with no test failed.
    failed += count("failed") || (wrong ? 1 : 0);
    if (wrong || count("failed") > 0) output += `${task}\n${lines.join("\n")}\n`;
  }
  if (!ok && failed === 0) [failed, output] = [1, log];
  return { passed, failed, note: `${passed} passed, ${failed} failed, ${skipped} skipped`, output };
}

/** Lines of each task, without its prefix. @param {string} log @returns {Map<string, string[]>} */
function byTask(log) {
  /** @type {Map<string, string[]>} */
  const tasks = new Map();
  for (const line of log.split("\n")) {
    const [, task, rest] = /^(\S+:test): ?(.*)$/.exec(line) ?? [];
    if (task === undefined) continue;
    if (!tasks.has(task)) tasks.set(task, []);
    tasks.get(task)?.push(rest);
  }
  return tasks;
}
