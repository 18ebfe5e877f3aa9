import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, gammakit } from "./program.ts";

/** Runs `gammakit models` with its cache in `folder`, and tells what it said and the files there. */
async function run(folder: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = ["models"]) {
  const { code, stdout, stderr } = await gammakit(args, { env: { XDG_CACHE_HOME: folder, ...env } });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const names = await readdir(join(folder, "gammakit")).catch(() => []);
  return { stdout, files: names.map((name) => join(folder, "gammakit", name)) };
}

describe("the cache of compiled code", () => {
  test("is written by the first run and left alone by the second, which says the same", async () => {
    const folder = await emptyFolder();
    const first = await run(folder);
    expect(first.files).toHaveLength(1);
    const before = await stat(first.files[0]);
    const second = await run(folder);
    expect(second).toEqual(first);
    expect((await stat(first.files[0])).mtimeMs).toBe(before.mtimeMs);
    if (process.platform !== "win32") expect(before.mode & 0o777).toBe(0o600);
  });

  test("grows by what another use compiles", async () => {
    const folder = await emptyFolder();
    const { files } = await run(folder, {}, ["--version"]);
    const { size } = await stat(files[0]);
    await run(folder);
    expect((await stat(files[0])).size).toBeGreaterThan(size);
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["changed in one bit", (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 4000 ? byte ^ 1 : byte)))],
    ["empty", () => Buffer.alloc(0)],
  ])("is made again where it is %s", async (_, spoil) => {
    const folder = await emptyFolder();
    const first = await run(folder);
    const bytes = await readFile(first.files[0]);
    await writeFile(first.files[0], spoil(bytes));
    expect(await run(folder)).toEqual(first);
    expect((await stat(first.files[0])).size).toBeGreaterThan(bytes.length / 2);
  });

  test("is not believed where others could have written it", async () => {
    if (process.platform === "win32") return;
    const folder = await emptyFolder();
    const { files, stdout } = await run(folder);
    await chmod(files[0], 0o666);
    expect((await run(folder)).stdout).toBe(stdout);
    expect((await stat(files[0])).mode & 0o777).toBe(0o600);
  });

  test("is done without where its folder can't be had", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "gammakit"), "a file, not a folder");
    expect((await run(folder)).files).toEqual([]);
  });

  test.each(["GAMMAKIT_NO_CODE_CACHE", "NODE_DISABLE_COMPILE_CACHE"])(
    "is not written where %s is set",
    async (name) => {
      const folder = await emptyFolder();
      expect((await run(folder, { [name]: "1" })).files).toEqual([]);
    },
  );

  test("is another one for each kind of job, so that a run reads what it needs", async () => {
    const folder = await emptyFolder();
    const job = join(folder, "job.yaml");
    const check = async (kind: string) => {
      await writeFile(job, `job: ${kind}\n`);
      await gammakit(["run", job, "--out", join(folder, "out")], { env: { XDG_CACHE_HOME: folder } });
      return (await readdir(join(folder, "gammakit"))).map((name) => /-(other|spectrum|toys)-/.exec(name)?.[1]).sort();
    };
    expect(await check("spectrum")).toEqual(["spectrum"]);
    expect(await check("toys")).toEqual(["spectrum", "toys"]);
    expect(await check("no-such-job")).toEqual(["other", "spectrum", "toys"]);
  });

  test("of a job holds for the next run, though V8 was told to wait longer while it was made", async () => {
    const folder = await emptyFolder();
    const job = join(folder, "job.yaml");
    await writeFile(job, "job: spectrum\n");
    const timeOfCache = async () => {
      await gammakit(["run", job, "--out", join(folder, "out")], { env: { XDG_CACHE_HOME: folder } });
      const [name] = await readdir(join(folder, "gammakit"));
      return (await stat(join(folder, "gammakit", name))).mtimeMs;
    };
    expect(await timeOfCache()).toBe(await timeOfCache());
  });

  test("keeps those of a few builds", async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, "gammakit"));
    for (let i = 0; i < 15; i++) await writeFile(join(folder, "gammakit", `${i}.bin`), "");
    expect((await run(folder)).files).toHaveLength(12);
  });
});
