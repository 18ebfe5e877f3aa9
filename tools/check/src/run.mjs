import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "@gammakit-tools/workspace";

const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/**
 * Runs a command at the root, with the programs of node_modules/.bin in reach.
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, seconds?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output` holds both streams, without colors.
 */
export function run([program, ...args], { cwd = root, env = {}, seconds = 1800 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...environment(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill(), seconds * 1000);
    /** @type {Buffer[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
    /** @param {boolean} ok @param {string} [words] */
    const finish = (ok, words = "") => {
      clearTimeout(timer);
      resolve({ ok, output: withoutColors(Buffer.concat(chunks).toString()) + words });
    };
    child.on("error", (error) => finish(false, error.message));
    child.on("close", (code, signal) => finish(code === 0, signal ? `\nstopped by ${signal}` : ""));
  });
}

/**
 * Command that runs turbo. Turbo starts pnpm, which `npx` puts in reach where it is not installed.
 * @param {readonly string[]} args
 */
export function turbo(...args) {
  const quiet = ["--ui=stream", "--no-color", "--log-order=grouped", "--output-logs=full"];
  const command = ["turbo", "run", ...args, ...quiet];
  return inReach("pnpm") ? command : ["npx", "--yes", packageManager, "exec", ...command];
}

/** Environment of every step: nothing phones home, and no colors to strip from reports. */
function environment() {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
    NO_COLOR: "1",
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    npm_config_update_notifier: "false",
  };
}

/** @param {string} program */
function inReach(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** @param {string} text */
function withoutColors(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "");
}
