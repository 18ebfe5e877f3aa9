import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shares, targets } from "./targets/targets.mjs";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    path: { type: "string" },
    hang: { type: "string", default: "20" },
    memory: { type: "string", default: "512" },
  },
});
const [cases, seed, hang] = [values.cases, values.seed, values.hang].map(Number);
if (![cases, seed, hang].every((number) => Number.isSafeInteger(number) && number >= 0)) {
  throw new Error("--cases, --seed and --hang: whole numbers are needed");
}
const names = values.only?.split(",") ?? Object.keys(targets);
const unknown = names.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0)
  throw new Error(`--only: no target ${unknown.join(", ")}; there are ${Object.keys(targets).join(", ")}`);

/** Cases with one seed: a failure ends them, and the next seed goes on. */
const batch = 500;
/** @type {Map<string, string>} */
const findings = new Map();
const start = performance.now();
let done = 0;
/** @type {import("node:child_process").ChildProcess | undefined} */
let current;

if (values.path !== undefined) {
  await runBatch(names[0], seed, 1, values.path);
} else {
  const all = names.reduce((sum, name) => sum + shares[name], 0);
  for (const name of names) await runTarget(name, Math.max(1, Math.round((cases * shares[name]) / all)));
}
const seconds = (performance.now() - start) / 1000;
console.log(`${done} cases in ${seconds.toFixed(0)} s: ${findings.size} findings`);
for (const text of findings.values()) console.log(`\n${text}`);
current?.removeAllListeners("exit");
current?.kill();
process.exitCode = findings.size === 0 ? 0 : 1;

/** @param {string} name @param {number} wanted */
async function runTarget(name, wanted) {
  const before = findings.size;
  const began = performance.now();
  let left = wanted;
  for (let k = 0; left > 0; k++) left -= await runBatch(name, (seed * 100_003 + k) % 2 ** 31, Math.min(batch, left));
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${name.padEnd(8)} ${String(wanted).padStart(7)} cases ${took.padStart(7)} s ${findings.size - before} findings`,
  );
}

/**
 * Runs cases in a process of their own, which is ended when a case takes too long, and tells how many were run.
 * @param {string} name @param {number} batchSeed @param {number} count @param {string} [path] @returns {Promise<number>}
 */
function runBatch(name, batchSeed, count, path) {
  return new Promise((resolve) => {
    const child = childFor();
    let [ran, last] = [0, performance.now()];
    const onBeat = (/** @type {Buffer} */ bytes) => {
      ran += bytes.length;
      last = performance.now();
    };
    const pipe = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
    const watch = setInterval(() => {
      // A process that has not begun may still be loading.
      if (performance.now() - last > 1000 * hang * (ran === 0 ? 6 : 1)) child.kill("SIGKILL");
    }, 250);
    const finish = (/** @type {number} */ number) => {
      clearInterval(watch);
      pipe.off("data", onBeat);
      child.off("exit", onExit);
      child.off("message", onMessage);
      done += number;
      resolve(Math.max(number, 1));
    };
    const onExit = (/** @type {number | null} */ code, /** @type {string | null} */ signal) => {
      current = undefined;
      const how = signal === "SIGKILL" ? `took longer than ${hang} s` : `ended the process (${code ?? signal})`;
      report(name, batchSeed, String(ran - 1), `a case ${how}`, "");
      finish(Math.min(ran, count));
    };
    const onMessage = (
      /** @type {import("./check.mjs").Checked} */ { cases: number, error, path: at = "", input = "" },
    ) => {
      if (error !== undefined) report(name, batchSeed, at, error, input);
      finish(number);
    };
    pipe.on("data", onBeat);
    child.once("exit", onExit);
    child.once("message", onMessage);
    child.send({ name, seed: batchSeed, cases: count, ...(path !== undefined && { path }) });
  });
}

function childFor() {
  current ??= fork(fileURLToPath(new URL("child.mjs", import.meta.url)), {
    execArgv: ["--max-old-space-size=384", "--expose-gc"],
    stdio: ["ignore", "inherit", "inherit", "pipe", "ipc"],
    env: { ...process.env, FUZZ_MEMORY: values.memory },
  });
  return current;
}

/** Faults with the same words and place are one. @param {string} name @param {number} at @param {string} path @param {string} error @param {string} input */
function report(name, at, path, error, input) {
  const [words, ...stack] = error.split("\n");
  const place = stack.find((line) => !line.includes("/fuzz/") && !line.includes("node_modules")) ?? "";
  const key = `${name} ${words.replace(/[\d.]+/g, "0").slice(0, 60)} ${place}`;
  if (findings.has(key)) return;
  const command = `npm run fuzz -- --only ${name} --seed ${at} --path ${path}`;
  const text = `${name}: ${error.split("\n").slice(0, 6).join("\n")}\n  input: ${input}\n  again: ${command}`;
  findings.set(key, text);
  console.log(`finding: ${text}`);
}
