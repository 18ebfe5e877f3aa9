import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

const example = (name: string) => fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url));

describeWith(["GAMMAPY_DATA"], "gammakit run, toys", () => {
  test("a job that names another gives the result, tables, figures and the report", async () => {
    const folder = await emptyFolder();
    const out = join(folder, "out");
    const job = await writeJob(folder, { job: "toys", of: example("flare.yaml"), toys: 50, seed: 1, intervals: [6] });
    const { code, stdout, stderr } = await gammakit(["run", job, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("50 toys of each of 1 intervals");
    expect(stdout).toMatch(/Errors of index hold the truth in \d+\.\d ± \d\.\d % of 50 toys/);
    const tables = ["table.csv", "table.ecsv", "table.fits", "table.md", "table.vot"];
    expect((await readdir(out)).sort()).toEqual(["figures", "report.html", "result.json", ...tables]);
    const result = JSON.parse(await readFile(join(out, "result.json"), "utf8"));
    expect(result).toMatchObject({ schema: "gammakit/toys/1", job: { of: { job: "time-resolved-spectroscopy" } } });
    const again = await gammakit(["run", job, "--json", "--executor", "threads", "--workers", "2"]);
    expect(JSON.parse(again.stdout).subjects).toEqual(result.subjects);
  });

  test("the examples are checked and explained", async () => {
    const check = await gammakit(["check", example("plane-toys.yaml")]);
    expect(check.stdout).toContain("1000 toys of flux-profile, model power-law, seed 1");
    const explained = await gammakit(["run", example("flare-toys.yaml"), "--explain"]);
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain("Fits of toys: 5000 at most.");
  });

  test("what is wrong is told with its place", async () => {
    const folder = await emptyFolder();
    const missing = await gammakit(["check", await writeJob(folder, { job: "toys", of: "nothing.yaml" })]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('of: "nothing.yaml": there is no such file');
    const wrong = await gammakit(["check", await writeJob(folder, { job: "toys", of: { job: "spectrum" }, toys: 0 })]);
    expect(wrong.stderr).toContain("toys: 0 is too small");
    expect(wrong.stderr).toContain('of.job: "spectrum" is no job of which toys can be made');
  });
});
