import { existsSync } from "node:fs";
import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

const job = {
  job: "flux-profile",
  dataset: "$GAMMAPY_DATA/fermi-3fhl-gc/fermi-3fhl-gc.fits.gz",
  regions: { type: "annuli", frame: "galactic", center: { lon: 0, lat: 0 }, radiusMax: "1.5 deg", count: 3 },
  model: { type: "power-law", parameters: { index: 2.3 } },
  energyEdges: ["10 GeV", "500 GeV"],
};

/** The real cube, unpacked, with text in its headers replaced; everything stays in its place. */
async function cubeWith(changes: readonly (readonly [from: string, to: string])[]): Promise<Buffer> {
  const path = join(process.env.GAMMAPY_DATA ?? "", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz");
  let text = gunzipSync(await readFile(path)).toString("latin1");
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to.padEnd(from.length));
  }
  return Buffer.from(text, "latin1");
}

/** Where the data of an HDU begin: after the block that ends its header. */
function dataOf(bytes: Buffer, name: string): number {
  const header = bytes.indexOf(`EXTNAME = '${name}`);
  const end = bytes.indexOf(`END${" ".repeat(77)}`, header);
  return Math.ceil((end + 80) / 2880) * 2880;
}

const line = { type: "rectangles", frame: "galactic", start: { lon: 10, lat: 0 }, end: { lon: 350, lat: 0 }, count: 5 };

describeWith(["GAMMAPY_DATA"], "gammakit run, flux profile", () => {
  test("writes the result, tables, profile.fits, figures and the report", async () => {
    const folder = await emptyFolder();
    const path = await writeJob(folder, job);
    const { code, stdout, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("3 of 3 fluxes in 3 regions measured");
    expect((await readdir(join(folder, "out"))).sort()).toEqual([
      "figures",
      "profile.fits",
      "report.html",
      "result.json",
      "table.csv",
      "table.ecsv",
      "table.fits",
      "table.md",
      "table.vot",
    ]);
    const result = JSON.parse(await readFile(join(folder, "out", "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/flux-profile/1");
    expect(result.map).toEqual({ shape: [11, 200, 400], counts: 32684 });
    expect(result.provenance.inputs[0]).toMatchObject({ name: "fermi-3fhl-gc.fits.gz" });
    expect(result.provenance.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a map that is larger than memory can hold at once is read in parts", async () => {
    const folder = await emptyFolder();
    const bytes = await cubeWith([]);
    const cards = ["XTENSION= 'IMAGE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 2880000", "NAXIS2  = 850"];
    const header = [...cards, "PCOUNT  = 0", "GCOUNT  = 1", "EXTNAME = 'OTHER'", "END"].map((card) => card.padEnd(80));
    const path = join(folder, "large.fits");
    await writeFile(path, Buffer.concat([bytes, Buffer.from(header.join("").padEnd(2880), "latin1")]));
    // Above 2 GiB, of which the file system keeps what is not zero.
    await truncate(path, bytes.length + 2880 + 850 * 2_880_000);
    const large = await writeJob(folder, { ...job, dataset: "large.fits" });
    const { code, stdout, stderr } = await gammakit(["run", large, "--json"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout).map.counts).toBe(32684);
    await rm(path);
  });

  test("check says what it would do", async () => {
    const folder = await emptyFolder();
    const { code, stdout } = await gammakit(["check", await writeJob(folder, job)]);
    expect(code).toBe(0);
    expect(stdout).toContain("3 annuli, 1 energy bins, model power-law");
  });

  test.each([
    ["a cube without exposure", [["EXTNAME = 'EXPOSURE'", "EXTNAME = 'EXPOSURX'"]], ["EXPOSURE"]],
    ["a cube without counts", [["EXTNAME = 'COUNTS  '", "EXTNAME = 'KOUNTS  '"]], ["COUNTS"]],
    ["a projection that is not known", [["CTYPE1  = 'GLON-CAR'", "CTYPE1  = 'GLON-XYZ'"]], ["CTYPE1"]],
  ] as const)("%s is refused", async (_, changes, words) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "cube.fits"), await cubeWith(changes));
    const path = await writeJob(folder, { ...job, dataset: "cube.fits" });
    const { code, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    for (const word of [...words, "cube.fits"]) expect(stderr).toContain(word);
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(2);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("a truncated file, a missing one, a folder, no overlap with the map are refused", async () => {
    const folder = await emptyFolder();
    const whole = gzipSync(await cubeWith([]), { level: 1 });
    await writeFile(
      join(folder, "other-axes.fits"),
      await cubeWith([
        ["EXTNAME = 'EXPOSURE'", "EXTNAME = 'EXPOSURX'"],
        ["EXTNAME = 'BACKGROUND'", "EXTNAME = 'EXPOSURE'  "],
      ]),
    );
    await writeFile(join(folder, "cut.fits.gz"), whole.subarray(0, whole.length / 2));
    const refusals = [
      [{ dataset: "cut.fits.gz" }, "cut.fits.gz"],
      [{ dataset: "none.fits" }, "there is no such file"],
      [{ dataset: "." }, "it is a folder, not a file"],
      [{ regions: { ...job.regions, center: { lon: 90, lat: 0 } } }, "none of the 3 regions has a pixel on the map"],
      [{ regions: { ...job.regions, count: 1 } }, "regions.count"],
      [{ regions: { ...line, height: "-3 deg" } }, "regions.height"],
      [{ dataset: "other-axes.fits" }, "other-axes.fits, HDU 5 (EXPOSURE): one axis energy_true is needed"],
    ] as const;
    for (const [change, words] of refusals) {
      const path = await writeJob(folder, { ...job, ...change });
      const { code, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
      expect(stderr).toContain(words);
      expect(code).toBe(2);
    }
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("a mask that hides everything, and a pixel that is no number, leave warned rows without a number", async () => {
    const folder = await emptyFolder();
    const masked = await cubeWith([]);
    const start = dataOf(masked, "MASK_SAFE");
    masked.fill(0, start, start + 8 * 400 * 200 * 11);
    const broken = await cubeWith([]);
    const exposure = dataOf(broken, "EXPOSURE");
    // The middle of the map, in every energy.
    for (let k = 0; k < 12; k++) broken.writeFloatBE(Number.NaN, exposure + 4 * (400 * 200 * k + 400 * 100 + 200));
    for (const [bytes, warning, rows] of [
      [masked, "region-masked", [false, false, false]],
      [broken, "invalid-pixels", [false, true, true]],
    ] as const) {
      await writeFile(join(folder, "cube.fits"), bytes);
      const path = await writeJob(folder, { ...job, dataset: "cube.fits" });
      const { code, stdout } = await gammakit(["run", path, "--json"], { cwd: folder });
      expect(code).toBe(0);
      const result = JSON.parse(stdout);
      expect(result.warnings.map((each: { code: string }) => each.code)).toContain(warning);
      const energies = result.rows.map((row: { energies: unknown[] }) => row.energies[0]);
      expect(energies.map(({ success }: { success: boolean }) => success)).toEqual(rows);
      expect(energies[0]).toMatchObject({ counts: 0, norm: null, normErr: null, normUl: null, ts: null });
      expect(energies[0].reason).toMatch(/\w/);
    }
  });
});
