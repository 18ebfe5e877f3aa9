import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { writeFits } from "@gammakit/fits";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { emptyFolder, gammakit } from "./program.ts";

const root = process.env.GAMMAPY_DATA ?? "";
const run = join(root, "hess-dl3-dr1", "data", "hess_dl3_dr1_obs_id_023523.fits.gz");

describeWith(["GAMMAPY_DATA"], "gammakit inspect", () => {
  test("shows units, columns, units and ranges", async () => {
    const { code, stdout, stderr } = await gammakit(["inspect", "$GAMMAPY_DATA/hess-dl3-dr1/obs-index.fits.gz"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("table of 105 rows");
    expect(stdout).toContain("index of observations");
    const events = await gammakit(["inspect", run, "--hdu", "EVENTS"]);
    expect(events.stdout).toMatch(/ENERGY +TeV +1E +0\.2440846 +100\.9781/);
    expect(events.stdout).not.toContain("AEFF");
  });

  test("as JSON, with headers where asked for, the same packed and unpacked", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "run.fits"), gunzipSync(await readFile(run)));
    const packed = JSON.parse((await gammakit(["inspect", run, "--json", "--header"])).stdout);
    const unpacked = JSON.parse((await gammakit(["inspect", join(folder, "run.fits"), "--json", "--header"])).stdout);
    expect(unpacked.hdus).toEqual(packed.hdus);
    expect(packed.hdus[1].cards.find(({ keyword }: { keyword: string }) => keyword === "OBJECT").value).toBe(
      "Crab Nebula",
    );
    expect(JSON.parse((await gammakit(["inspect", run, "--json"])).stdout).hdus[1].cards).toBeUndefined();
    const header = await gammakit(["inspect", run, "--hdu", "1", "--header"]);
    expect(header.stdout).toContain("OBJECT = 'Crab Nebula'");
  });

  test("tells the reader of what is more than a table", async () => {
    for (const [path, reader] of [
      ["joint-crab/spectra/hess/pha_obs23523.fits", "ogip"],
      ["fermi-3fhl-gc/fermi-3fhl-gc.fits.gz", "map-dataset"],
    ]) {
      expect(JSON.parse((await gammakit(["inspect", join(root, path), "--json"])).stdout).readers).toEqual([reader]);
    }
  });

  test("draws responses and maps on a page, which is not replaced unasked", async () => {
    const folder = await emptyFolder();
    const args = ["inspect", run, "--report", "run.html"];
    expect((await gammakit(args, { cwd: folder })).code).toBe(0);
    const html = await readFile(join(folder, "run.html"), "utf8");
    for (const words of ["AEFF: effective area", "EDISP: energy dispersion", "PSF: point-spread function"]) {
      expect(html).toContain(words);
    }
    expect(html).toContain("No scientific publications");
    expect((await gammakit(args, { cwd: folder })).stderr).toContain("--overwrite");
    expect((await gammakit([...args, "--overwrite"], { cwd: folder })).code).toBe(0);
    const maps = ["inspect", join(root, "fermi-3fhl-gc", "fermi-3fhl-gc.fits.gz"), "--report", "maps.html"];
    expect((await gammakit(maps, { cwd: folder })).code).toBe(0);
    expect(await readFile(join(folder, "maps.html"), "utf8")).toContain('data-figure="hdu-1"');
    const nothing = ["inspect", join(root, "hess-dl3-dr1", "obs-index.fits.gz"), "--report", "index.html"];
    expect((await gammakit(nothing, { cwd: folder })).stderr).toContain("no response and no map");
    expect((await readdir(folder)).sort()).toEqual(["maps.html", "run.html"]);
  });

  test("a damaged file is refused with its name and the place", async () => {
    const folder = await emptyFolder();
    const bytes = gunzipSync(await readFile(run));
    await writeFile(join(folder, "cut.fits"), bytes.subarray(0, 200_000));
    await writeFile(join(folder, "cut.fits.gz"), (await readFile(run)).subarray(0, 100_000));
    for (const [name, words] of [
      ["cut.fits", "truncated"],
      ["cut.fits.gz", "gzip"],
      ["none.fits", "there is no such file"],
    ]) {
      const { code, stderr } = await gammakit(["inspect", name], { cwd: folder });
      expect(code).toBe(2);
      expect(stderr).toContain(name);
      expect(stderr).toContain(words);
      expect(stderr).not.toContain("    at ");
    }
    const missing = await gammakit(["inspect", run, "--hdu", "EVENT"]);
    expect(missing.stderr).toContain("Is it EVENTS?");
  });
});

test("nothing in a file steers the terminal", async () => {
  const folder = await emptyFolder();
  const block = (cards: readonly string[]) =>
    [...cards, "END"]
      .map((card) => card.padEnd(80))
      .join("")
      .padEnd(2880);
  const clear = "\u001b[2J";
  const primary = [
    "SIMPLE  = T",
    "BITPIX  = 8",
    "NAXIS   = 0",
    `OBJECT  = '${clear}'`,
    `COMMENT ${clear}`,
    `HISTORY ${clear}`,
  ];
  const image = [
    "XTENSION= 'IMAGE'",
    "BITPIX  = 8",
    "NAXIS   = 0",
    "PCOUNT  = 0",
    "GCOUNT  = 1",
    `EXTNAME = 'A${clear}'`,
  ];
  await writeFile(join(folder, "odd.fits"), block(primary) + block(image), "latin1");
  await writeFile(join(folder, "models.yaml"), 'components:\n- name: "a\\e[2J"\n  type: SkyModel\n');
  await writeFile(join(folder, "job.yaml"), 'job: "a\\e[2J"\n');
  for (const name of ["odd.fits", "models.yaml", "job.yaml"]) {
    const { code, stdout } = await gammakit(["inspect", name, "--header"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain("\ufffd[2J");
    expect(stdout).not.toContain("\u001b");
  }
  await writeFile(
    join(folder, "key.yaml"),
    `job: spectrum\n"a\\e[2J": 1\nfit: { optimizer: ${"x".repeat(100_000)} }\n`,
  );
  const { code, stderr } = await gammakit(["check", "key.yaml"], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain("\ufffd[2J");
  expect(stderr).not.toContain("\u001b");
  expect(stderr.length).toBeLessThan(10_000);
});

test("a job is read with a mark of the byte order, and UTF-16 is refused as that", async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, "bom.json"), '\ufeff{ "job": "nonsense" }');
  await writeFile(join(folder, "wide.yaml"), "\ufeffjob: nonsense\n", "utf16le");
  expect((await gammakit(["check", "bom.json"], { cwd: folder })).stderr).toContain('there is no job "nonsense"');
  expect((await gammakit(["check", "wide.yaml"], { cwd: folder })).stderr).toContain(
    "wide.yaml is text in UTF-16, and UTF-8 is needed",
  );
});

test("files of text: models, jobs, tables, regions, and what is none of them", async () => {
  const folder = await emptyFolder();
  const files: Record<string, [content: string, words: string]> = {
    "models.yaml": ["components:\n- name: crab\n  type: SkyModel\n", "one model\n  crab"],
    "job.yaml": ["job: flux-profile\n", "Next: gammakit check job.yaml"],
    "table.csv": ["x,y\n1,2\n3,4\n", "2 rows"],
    "on.reg": ["# Region file format: DS9\nicrs\ncircle(83.63,22.01,0.1)\n", "1 regions"],
  };
  for (const [name, [content, words]] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
    const { stdout, stderr } = await gammakit(["inspect", name], { cwd: folder });
    expect(stderr).toBe("");
    expect(stdout).toContain(words);
  }
  for (const [name, content] of [
    ["page.html", "<!doctype html>"],
    ["empty", ""],
    ["numbers.json", "[1, 2]"],
  ]) {
    await writeFile(join(folder, name), content);
    const { code, stderr } = await gammakit(["inspect", name], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(name);
  }
  expect(existsSync(join(folder, "out"))).toBe(false);
});

test("a file is verified where asked for: what is wrong is told, and with which exit code", async () => {
  const folder = await emptyFolder();
  const column = (name: string) => ({ name, data: Float64Array.of(1, 2, 3) });
  const bytes = writeFits([
    { kind: "image" },
    { kind: "table", name: "GOOD", columns: [column("A")] },
    { kind: "table", name: "BAD", columns: [column("B")] },
  ]);
  await writeFile(join(folder, "good.fits"), bytes);
  // The last number of the last table.
  const spoilt = bytes.slice();
  spoilt[spoilt.length - 2880 + 23] ^= 1;
  await writeFile(join(folder, "bad.fits.gz"), gzipSync(spoilt));
  const good = await gammakit(["inspect", "good.fits", "--verify"], { cwd: folder });
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toContain("Verified: nothing is wrong by the standard; 3 of 3 units have checksums, which hold.");
  const bad = await gammakit(["inspect", "bad.fits.gz", "--verify"], { cwd: folder });
  expect(bad.code).toBe(2);
  expect(bad.stdout).toMatch(/Fault: bad\.fits\.gz, HDU 2 \(BAD\): .*DATASUM/);
  expect(bad.stdout).not.toContain("Verified");
  const one = await gammakit(["inspect", "bad.fits.gz", "--verify", "--hdu", "GOOD", "--json"], { cwd: folder });
  expect(one.code).toBe(0);
  expect(JSON.parse(one.stdout)).toMatchObject({ faults: [], verified: [1], withChecksum: [1] });
  expect((await gammakit(["inspect", "bad.fits.gz"], { cwd: folder })).code).toBe(0);
  await writeFile(join(folder, "job.yaml"), "job: flux-profile\n");
  const text = await gammakit(["inspect", "job.yaml", "--verify"], { cwd: folder });
  expect(text.code).toBe(2);
  expect(text.stderr).toContain("is no FITS file");
});
