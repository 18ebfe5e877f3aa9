import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const programs = fileURLToPath(new URL("../consumers/", import.meta.url));

/**
 * A stranger's project.
 * @typedef {object} Consumer
 * @property {string} name Its files are in consumers/ under `program`, or this name.
 * @property {string} [program]
 * @property {string} what
 * @property {readonly string[]} installs Packages of ours that it names; "name@file" for one from a file.
 * @property {readonly string[]} [exactly] All that may be installed then, of ours and of others.
 * @property {readonly (string | RegExp)[]} [absent] What must not be.
 * @property {(folder: string) => Promise<readonly string[]>} use What went wrong.
 */

/**
 * Installs what a consumer names into an empty project, and uses it.
 * @param {Consumer} consumer
 * @param {string} folder
 * @param {string} registry Address of where our packages are.
 * @param {readonly { name: string, tarball: string }[]} tarballs
 * @returns {Promise<readonly string[]>} What went wrong.
 */
export async function tryConsumer(consumer, folder, registry, tarballs) {
  mkdirSync(folder, { recursive: true });
  const source = join(programs, consumer.program ?? consumer.name);
  if (existsSync(source)) cpSync(source, folder, { recursive: true });
  writeFileSync(join(folder, ".npmrc"), `@gammakit:registry=${registry}\n`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // A scope has a registry of its own; a name without one is installed from its file.
  const names = consumer.installs.map((name) =>
    name.startsWith("@") ? name : String(tarballs.find((pkg) => pkg.name === name)?.tarball),
  );
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  try {
    await run("npm", ["install", ...quiet, ...names], folder);
    return [...wronglyInstalled(consumer, installedIn(folder)), ...(await consumer.use(folder))];
  } catch (error) {
    return [String(error.message)];
  }
}

/** Names of all packages in a project, but those for another operating system. @param {string} folder */
function installedIn(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8"));
  return [...new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")))].sort();
}

/** @param {Consumer} consumer @param {readonly string[]} installed */
function wronglyInstalled({ installs, exactly, absent = [] }, installed) {
  const tooMany = exactly === undefined ? [] : installed.filter((name) => !exactly.includes(name));
  const unwanted = installed.filter((name) =>
    absent.some((pattern) => (typeof pattern === "string" ? pattern === name : pattern.test(name))),
  );
  return [
    ...installs.filter((name) => !installed.includes(name)).map((name) => `${name} is not installed.`),
    ...new Set([...tooMany, ...unwanted].map((name) => `${name} is installed: what brings it?`)),
  ];
}

/**
 * Runs a program; what it prints, also where it fails, which throws.
 * @param {string} command @param {readonly string[]} words @param {string} folder
 * @returns {Promise<string>}
 */
export async function run(command, words, folder) {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, words, { cwd: folder, timeout: 300_000 });
    return stdout + stderr;
  } catch (error) {
    throw new Error(
      `${[command, ...words].join(" ").slice(0, 200)}\n${error.stdout ?? ""}${error.stderr || error.message}`,
    );
  }
}

/**
 * Does `work` for all items, two at a time, and gives the outcomes in their order.
 * @template T, R
 * @param {readonly T[]} items @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function inLanes(items, work) {
  /** @type {R[]} */
  const outcomes = [];
  const waiting = items.map((item, i) => ({ item, i }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outcomes[next.i] = await work(next.item);
    }
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}
