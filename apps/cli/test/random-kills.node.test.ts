import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { readFits } from "@gammakit/fits";
import { readEcsv } from "@gammakit/io";
import { expect, test } from "vitest";
import { nightFolder } from "./night.ts";
import { gammakit, program } from "./program.ts";

/** How often the program is killed, and with which instants. */
const [kills, seed] = [Number(process.env.GAMMAKIT_KILLS ?? 12), Number(process.env.GAMMAKIT_SEED ?? 1)];

/** Numbers from 0 to 1 that look random. */
function randomFrom(first: number): () => number {
  let state = first >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The files below a folder, by path. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path)] as const)));
}

/** What a file says but for when and how fast it was made. Throws where it is not whole. */
async function contentOf(name: string, bytes: Buffer): Promise<string> {
  const text = bytes.toString("latin1");
  if (name.endsWith(".json")) {
    const { provenance: _, ...content } = JSON.parse(bytes.toString("utf8"));
    return JSON.stringify(content);
  }
  if (name.endsWith(".fits")) await readFits(new Uint8Array(bytes));
  if (name.endsWith(".ecsv")) readEcsv(bytes.toString("utf8"), { name });
  if (name.endsWith(".html")) return /<\/html>\s*$/.test(text) ? "whole" : "cut off";
  return text;
}

const contentsOf = async (files: ReadonlyMap<string, Buffer>) =>
  new Map(await Promise.all(Array.from(files, async ([name, bytes]) => [name, await contentOf(name, bytes)] as const)));

/** Runs the program and kills it after a time [ms]; tells how long it ran where it ended before. */
function killedAfter(time: number, args: readonly string[], cwd: string, cache: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const env = { ...process.env, XDG_CACHE_HOME: cache, NO_COLOR: "1" };
    const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), time);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code === null ? undefined : performance.now() - start);
    });
  });
}

test(`killed ${kills} times at any instant, it leaves whole results or none, and the next run succeeds`, {
  timeout: 120_000 + 20_000 * kills,
}, async () => {
  const { folder, job } = await nightFolder();
  const out = join(folder, "out");
  const cache = await mkdtemp(join(tmpdir(), "gammakit-cache-"));
  const all = ["run", job, "--out", "out", "--overwrite", "--quiet"];
  const duration = await killedAfter(120_000, all, folder, cache);
  expect(duration).toBeGreaterThan(0);
  const whole = await contentsOf(await filesIn(out));
  expect([...whole.keys()].sort()).toEqual(
    expect.arrayContaining(["report.html", "result.json", "table.ecsv", "table.fits"]),
  );
  expect([...whole.keys()].filter((name) => name.startsWith("figures/")).length).toBeGreaterThan(2);
  const random = randomFrom(seed);
  const found = { nothing: 0, old: 0, new: 0 };
  for (let k = 0; k < kills; k++) {
    // In turns: where nothing was, and over an earlier result that has the numbers alone. A cold cache is written, too.
    const isFirst = k % 2 === 0;
    if (isFirst) await rm(out, { recursive: true });
    if (random() < 0.5) await rm(cache, { recursive: true, force: true });
    // Half of the instants lie where files are written.
    const [first, width] = random() < 0.5 ? [0, 1.1] : [0.6, 0.5];
    const instant = (first + width * random()) * (duration as number);
    await killedAfter(instant, all, folder, cache);
    const left = existsSync(out) ? await contentsOf(await filesIn(out)) : undefined;
    const at = `kill ${k} after ${instant.toFixed(0)} ms`;
    if (left === undefined) found.nothing++;
    else if (!isFirst && left.size === 1) {
      expect(left.get("result.json"), at).toBe(whole.get("result.json"));
      found.old++;
    } else {
      expect(left, at).toEqual(whole);
      found.new++;
    }
    const next = await gammakit(["run", job, "--out", "out", "--overwrite", "--quiet", "--only", "json"], {
      cwd: folder,
      env: { XDG_CACHE_HOME: cache },
    });
    expect(next, at).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await readdir(folder)).sort(), at).toEqual(["job.json", "out", "store"]);
    expect(await contentsOf(await filesIn(out)), at).toEqual(new Map([["result.json", whole.get("result.json")]]));
  }
  // Another use of the program writes what is kept of its code anew, and clears away what was left of that.
  const last = ["run", job, "--json", "--strict"];
  expect((await gammakit(last, { cwd: folder, env: { XDG_CACHE_HOME: cache } })).code).toBe(0);
  expect([...(await filesIn(cache)).keys()].filter((name) => !name.endsWith(".bin"))).toEqual([]);
  console.log(`killed ${kills} times with seed ${seed}: ${JSON.stringify(found)}`);
  await rm(folder, { recursive: true });
  await rm(cache, { recursive: true });
});
