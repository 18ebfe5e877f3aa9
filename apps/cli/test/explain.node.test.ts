import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { flare } from "./flare.ts";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

/** A folder with a store of which only the indexes are there. */
async function indexesOnly(): Promise<string> {
  const source = join(process.env.GAMMAPY_DATA ?? "", "hess-dl3-dr1");
  const folder = await emptyFolder();
  await mkdir(join(folder, "store"));
  for (const index of ["obs-index.fits.gz", "hdu-index.fits.gz"]) {
    await copyFile(join(source, index), join(folder, "store", index));
  }
  return folder;
}

describeWith(["GAMMAPY_DATA"], "gammakit run --explain", () => {
  test("tells runs, intervals, settings and fits from the indexes alone, and writes nothing", async () => {
    const folder = await indexesOnly();
    const job = await writeJob(folder, { ...flare, data: { ...flare.data, store: "store" } }, "my flare.json");
    const { code, stdout, stderr } = await gammakit(["run", job, "--explain"], { cwd: folder });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("21 of the 105 in store are selected, 3 of them would be opened");
    expect(stdout).toContain("33787  2006-07-29T20:24:33  2006-07-29T20:52:42  PKS 2155-304");
    expect(stdout).toContain("2006-07-29T20:45:00.000  2006-07-29T21:00:00.000  33787 33788");
    expect(stdout).toContain("energy: { min: 0.4 TeV, max: 20 TeV, bins: 10 }");
    expect(stdout).toContain("Fits: 4 at most");
    expect(stdout).toContain(`gammakit run '${job}' --out results`);
    expect(await readdir(folder)).toEqual(["my flare.json", "store"]);
  });

  test("as JSON, with a model to compare, and a selection that nothing passes", async () => {
    const folder = await indexesOnly();
    const data = { ...flare.data, store: "store" };
    const compared = await writeJob(folder, { ...flare, data, compareWith: [{ type: "log-parabola" }] });
    const plan = JSON.parse((await gammakit(["run", compared, "--explain", "--json"])).stdout);
    expect(plan.fits).toBe(8);
    expect(plan.runs.read).toEqual([33787, 33788, 33789]);
    expect(plan.runs.selected[0]).toMatchObject({ id: 33787, tStartIso: "2006-07-29T20:24:33" });
    expect(plan.files).toContain("report.html");
    const select = { ...flare.data.select, lon: "10 deg" };
    const nothing = await writeJob(folder, { ...flare, data: { ...data, select } }, "nothing.json");
    expect((await gammakit(["run", nothing, "--explain"])).stdout).toContain("passes the selection");
  });

  test("a flux profile, whose map is not read", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "map.fits"), "no map");
    const regions = { type: "annuli", center: { lon: 0, lat: 0 }, radiusMax: "1 deg", count: 4 };
    const job = await writeJob(folder, {
      job: "flux-profile",
      dataset: "map.fits",
      regions,
      energyEdges: ["10 GeV", "50 GeV", "2 TeV"],
    });
    const { code, stdout } = await gammakit(["run", job, "--explain"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Fits: 8 at most, in 4 regions and 2 energy bins");
  });

  test("what is wrong with the job is told as ever", async () => {
    const folder = await indexesOnly();
    const job = await writeJob(folder, { ...flare, data: { store: "nowhere" } });
    const { code, stderr } = await gammakit(["run", job, "--explain"]);
    expect(code).toBe(2);
    expect(stderr).toContain("there is no such folder");
  });
});
