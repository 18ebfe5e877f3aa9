import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { steps } from "./steps.mjs";

/** @typedef {import("./steps.mjs").Step} Step */

// Everything that must hold before a change goes in. `--only lint,boundaries` picks steps, `--slow` those that take minutes,
// `--list` names them.
const { values } = parseArgs({
  options: { only: { type: "string" }, slow: { type: "boolean" }, list: { type: "boolean" } },
});
if (values.list) {
  for (const { name, what } of steps) console.log(`${name.padEnd(12)}${what}`);
} else {
  process.exitCode = (await checkAll(chosen(values.only, values.slow === true))) ? 0 : 1;
}

/**
 * The steps named in `only`, and the build where one of them reads it; when absent, the slow ones or all others.
 * @param {string | undefined} only @param {boolean} slow
 * @returns {Step[]}
 */
function chosen(only, slow) {
  if (only === undefined) {
    const picked = steps.filter((step) => (step.slow === true) === slow);
    return steps.filter((step) => picked.includes(step) || (slow && step.name === "build"));
  }
  const names = only.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(`No step named ${unknown.join(", ")}. Steps: ${steps.map(({ name }) => name).join(", ")}.`);
  }
  const picked = steps.filter(({ name }) => names.includes(name));
  return steps.filter((step) => picked.includes(step) || (step.name === "build" && picked.some(({ built }) => built)));
}

/** Runs the steps, two at a time where they allow it; the last line is the sum. @param {Step[]} waiting */
async function checkAll(waiting) {
  const started = performance.now();
  const lanes = Math.min(2, availableParallelism());
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  const [total, wrong] = [{ passed: 0, failed: 0 }, /** @type {string[]} */ ([])];
  const start = (/** @type {Step} */ step) => {
    waiting.splice(waiting.indexOf(step), 1);
    const work = perform(step, step.built === true && wrong.includes("build")).then(({ passed, failed }) => {
      running.delete(step);
      total.passed += passed;
      total.failed += failed;
      if (failed > 0) wrong.push(step.name);
    });
    running.set(step, work);
  };
  const ready = (/** @type {Step} */ { built, alone }) => {
    const building = [...waiting, ...running.keys()].some(({ name }) => name === "build");
    return !(built && building) && !(alone && running.size > 0);
  };
  while (waiting.length > 0 || running.size > 0) {
    const free = running.size < lanes && ![...running.keys()].some(({ alone }) => alone);
    const next = free ? waiting.find(ready) : undefined;
    if (next) start(next);
    else await Promise.race(running.values());
  }
  const again = wrong.length > 0 ? `; again: npm run check -- --only ${wrong.join(",")}` : "";
  console.log(`\n${seconds(performance.now() - started)}${again}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

/**
 * Runs one step and prints its line, and its output when it failed.
 * @param {Step} step @param {boolean} unbuilt What it reads is not there.
 */
async function perform(step, unbuilt) {
  const started = performance.now();
  const result = unbuilt ? { passed: 0, failed: 1, output: "Not run: the build failed." } : await step.run();
  const mark = result.failed === 0 ? "ok  " : "FAIL";
  const time = seconds(performance.now() - started).padStart(8);
  console.log(`${mark} ${step.name.padEnd(12)}${time}  ${result.note ?? step.what}`);
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`);
  return result;
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
