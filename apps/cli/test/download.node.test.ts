import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeWith } from "@gammakit-tools/vitest/data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataSets } from "../src/download/catalog.ts";
import { dataSetNames } from "../src/download/data-set-names.ts";
import { stateOf } from "../src/download/fetch-file.ts";
import { type Mirror, serve, stallAfter, startMirror } from "./mirror.ts";
import { emptyFolder, gammakit } from "./program.ts";

describe("the catalog", () => {
  test("has safe paths, checksums, licenses and attributions, and the names that errors know", () => {
    expect(dataSets.map(({ id }) => id)).toEqual([...dataSetNames]);
    for (const { id, files, license, attribution, page } of dataSets) {
      for (const { path, sha256, size } of files) {
        expect(path).toMatch(/^(?:[\w-][\w.-]*\/)+[\w-][\w.-]*$/);
        expect(path.startsWith(`${id}/`)).toBe(true);
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(size).toBeGreaterThan(0);
      }
      expect([license, attribution, page].every((words) => words.length > 0)).toBe(true);
    }
  });

  describeWith(["GAMMAPY_DATA"], "and the data", () => {
    test("every file of the catalog is the one in $GAMMAPY_DATA", async () => {
      const root = process.env.GAMMAPY_DATA ?? "";
      const files = dataSets.flatMap((set) => set.files);
      const states = await Promise.all(files.map((file) => stateOf(join(root, file.path), file)));
      expect(files.filter((_, i) => states[i] !== "same").map(({ path }) => path)).toEqual([]);
    });
  });
});

test("lists the data sets, with what goes with them", async () => {
  const { code, stdout } = await gammakit(["download"]);
  expect(code).toBe(0);
  expect(stdout).toContain("hess-dl3-dr1  (109 files, 62.2 MB)");
  expect(stdout).toContain("No scientific publications");
  expect(stdout).toContain("gammakit download hess-dl3-dr1");
  const sets = JSON.parse((await gammakit(["download", "--list", "--json"])).stdout);
  expect(sets[1]).toMatchObject({ id: "fermi-3fhl-gc", license: "CC BY-NC-SA 4.0", fileCount: 3 });
});

test.each([
  [["hess-dl3"], 'Did you mean "hess-dl3-dr1"?'],
  [["cta-1dc"], "Known: hess-dl3-dr1"],
  [["ebl", "--from", "ftp://example.org/"], "http or https"],
  [["ebl", "--from", "file:///tmp"], "http or https"],
  [["ebl", "--retries", "many"], "whole number"],
  [["ebl", "--timeout", "0"], "number of seconds"],
])("%j is refused in words", async (args, words) => {
  const folder = await emptyFolder();
  const { code, stderr } = await gammakit(["download", ...args], { cwd: folder });
  expect(stderr).toContain(words);
  expect(code).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});

describeWith(["GAMMAPY_DATA"], "gammakit download", () => {
  let mirror: Mirror;
  const root = process.env.GAMMAPY_DATA ?? "";
  const data = (path: string) => readFile(join(root, decodeURIComponent(path)));
  beforeAll(async () => {
    mirror = await startMirror(async (request, response, count) => {
      const path = /^\/mirror\/(.+)/.exec(request.url ?? "")?.[1];
      const bytes = path === undefined ? undefined : await data(path);
      if (bytes === undefined) response.writeHead(404).end();
      else serve(bytes)(request, response, count);
    });
  });
  afterAll(() => mirror.close());

  const env = { GAMMAPY_DATA: "" };

  test("fetches a set, says what goes with it, and the second time nothing is asked for", async () => {
    const folder = await emptyFolder();
    const args = ["download", "estimators", "--from", `${mirror.address}mirror`];
    const first = await gammakit(args, { cwd: folder, env });
    expect(first.stderr).toBe("");
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("9 files, 274 kB");
    expect(first.stdout).toContain("CC BY-NC-SA 4.0");
    expect(first.stdout).toContain(`export GAMMAPY_DATA=${join(folder, "gammapy-data")}`);
    expect((await readdir(join(folder, "gammapy-data", "estimators"))).sort()).toEqual([
      "LICENCE.rst",
      "README.rst",
      "crab_hess_fp",
      "pks2155_hess_lc",
    ]);
    expect(await readdir(join(folder, "gammapy-data"))).toEqual(["estimators"]);
    const before = mirror.requests.length;
    const second = await gammakit([...args, "--json"], { cwd: folder, env });
    expect(JSON.parse(second.stdout).files.every(({ state }: { state: string }) => state === "present")).toBe(true);
    expect(mirror.requests).toHaveLength(before);
  });

  test("--dry-run tells and writes nothing; --to and $GAMMAPY_DATA say where", async () => {
    const folder = await emptyFolder();
    const dry = await gammakit(["download", "fermi-3fhl-gc", "--dry-run"], { cwd: folder, env });
    expect(dry.stdout).toContain("3 of 3 files would be fetched");
    expect(dry.stdout).toContain("https://raw.githubusercontent.com/gammapy/gammapy-data/main/fermi-3fhl-gc/");
    expect(await readdir(folder)).toEqual([]);
    const from = ["--from", `${mirror.address}mirror/`, "-q"];
    await gammakit(["download", "fermi-3fhl-gc", ...from], { cwd: folder, env: { GAMMAPY_DATA: join(folder, "a") } });
    await gammakit(["download", "fermi-3fhl-gc", "--to", "b", ...from], { cwd: folder, env });
    for (const to of ["a", "b"]) {
      const fetched = await readFile(join(folder, to, "fermi-3fhl-gc", "fermi-3fhl-gc.fits.gz"));
      expect(Buffer.compare(fetched, await data("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"))).toBe(0);
    }
  });

  test("a mirror without the file is refused with its address, and what to type", async () => {
    const folder = await emptyFolder();
    const { code, stderr } = await gammakit(["download", "ebl", "--from", `${mirror.address}nowhere/`], {
      cwd: folder,
      env,
    });
    expect(code).toBe(2);
    expect(stderr).toContain(`${mirror.address}nowhere/ebl/`);
    expect(stderr).toContain("--from");
    expect(await readdir(join(folder, "gammapy-data"))).toEqual([]);
  });

  test("an interruption keeps what has come, and the same command goes on from there", async () => {
    const folder = await emptyFolder();
    const path = "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz";
    const bytes = await data(path);
    let stalls = true;
    const slow = await startMirror(async (request, response, count) => {
      const file = (request.url ?? "").slice(1);
      if (file === path && stalls) stallAfter(bytes, 1_000_000)(request, response, count);
      else serve(await data(file))(request, response, count);
    });
    const args = ["download", "fermi-3fhl-gc", "--from", slow.address];
    const stopped = await gammakit(args, { cwd: folder, env, interruptAfter: 1500 });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain("goes on from there");
    const place = join(folder, "gammapy-data", path);
    expect(existsSync(place)).toBe(false);
    expect(existsSync(`${place}.partial`)).toBe(true);
    expect(existsSync(join(folder, "gammapy-data", ".gammakit-download"))).toBe(false);
    stalls = false;
    expect((await gammakit(args, { cwd: folder, env })).code).toBe(0);
    expect(slow.requests.at(-1)?.range).toBe("bytes=1000000-");
    expect(Buffer.compare(await readFile(place), bytes)).toBe(0);
    await slow.close();
  });

  test("two downloads into one folder do not meet; the mark of one that is gone is no hindrance", async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, "gammapy-data"));
    const mark = join(folder, "gammapy-data", ".gammakit-download");
    await writeFile(mark, String(process.pid));
    const args = ["download", "fermi-3fhl-gc", "--from", `${mirror.address}mirror/`];
    const refused = await gammakit(args, { cwd: folder, env });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`process ${process.pid}`);
    await writeFile(mark, "999999999");
    expect((await gammakit(args, { cwd: folder, env })).code).toBe(0);
  });
});
