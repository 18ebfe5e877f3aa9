import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { flare } from "./flare.ts";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

describeWith(["GAMMAPY_DATA"], "gammakit run", () => {
  test("writes the result, tables, figures and the report, and nothing else", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    const { code, stdout, stderr } = await gammakit(["run", job, "--out", "out"], { cwd: folder });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect((await readdir(join(folder, "out"))).sort()).toEqual([
      "figures",
      "report.html",
      "result.json",
      "table.csv",
      "table.ecsv",
      "table.fits",
      "table.md",
      "table.vot",
    ]);
    expect((await readdir(folder)).sort()).toEqual(["job.json", "out"]);
    expect(stdout).toContain("4 of 4 fits converged");
    expect(stdout).toContain("No scientific publications");
    const result = JSON.parse(await readFile(join(folder, "out", "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/time-resolved-spectroscopy/1");
    expect(result.bins[0].parameters[0]).toMatchObject({ name: "index", unit: "", frozen: false });
    expect(result.bins[0].parameters[0].value).toBeCloseTo(4.009, 2);
  });

  test("reads YAML as the documentation has it", async () => {
    const folder = await emptyFolder();
    const yaml = `# a comment
job: time-resolved-spectroscopy
data:
  store: $GAMMAPY_DATA/hess-dl3-dr1
  select: { type: sky_circle, frame: icrs, lon: 329.71693826 deg, lat: -30.2255890 deg, radius: 2 deg }
time: { start: 2006-07-29T20:30:00, scale: utc, width: 15 min, count: 2 }
on: { type: circle, frame: icrs, lon: 329.71693826 deg, lat: -30.2255890 deg, radius: 0.11 deg }
exclude: []
energy: { min: 0.4 TeV, max: 20 TeV, bins: 10 }
energyTrue: { min: 0.1 TeV, max: 40 TeV, bins: 20 }
containmentCorrection: true
model:
  type: power-law
  parameters: { index: 3.0, amplitude: 2e-11 cm-2 s-1 TeV-1, reference: { value: 1 TeV, frozen: true } }
`;
    const job = await writeJob(folder, yaml, "job.yaml");
    const { code, stdout, stderr } = await gammakit(["run", job, "--json"], { cwd: folder });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).bins).toHaveLength(2);
  });

  test("--only json leaves the tables out, --quiet says nothing", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    const outcome = await gammakit(["run", job, "--out", "out", "--only", "json", "--quiet"], { cwd: folder });
    expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await readdir(join(folder, "out"))).toEqual(["result.json"]);
  });

  test("an existing folder is refused before work, and replaced with --overwrite only where it holds a result", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    await mkdir(join(folder, "out"));
    await writeFile(join(folder, "out", "result.json"), "{}");
    const refused = await gammakit(["run", job, "--out", "out"], { cwd: folder });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--overwrite");
    expect(await readFile(join(folder, "out", "result.json"), "utf8")).toBe("{}");
    expect((await gammakit(["run", job, "--out", "out", "--overwrite", "-q"], { cwd: folder })).code).toBe(0);
    expect(await readdir(folder)).toHaveLength(2);
    await writeFile(join(folder, "out", "notes.txt"), "mine");
    const noted = await gammakit(["run", job, "--out", "out", "--overwrite"], { cwd: folder });
    expect(noted.code).toBe(2);
    expect(noted.stderr).toContain("notes.txt");
    await mkdir(join(folder, "precious"));
    await writeFile(join(folder, "precious", "thesis.tex"), "");
    const kept = await gammakit(["run", job, "--out", "precious", "--overwrite"], { cwd: folder });
    expect(kept.code).toBe(2);
    expect(existsSync(join(folder, "precious", "thesis.tex"))).toBe(true);
  });

  test("--strict exits with 3 where a fit did not converge", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, { ...flare, on: { ...flare.on, radius: "0.6 deg" } });
    const { code } = await gammakit(["run", job, "--out", "out", "--strict", "-q"], { cwd: folder });
    expect(code).toBe(3);
    expect(existsSync(join(folder, "out", "result.json"))).toBe(true);
  });

  test("--strict exits with 3 where nothing was fitted, and says why; one empty interval among others is no fault", async () => {
    const folder = await emptyFolder();
    const { data, time, on, energy, energyTrue, model } = flare;
    const noRun = { ...data, select: { ...data.select, lon: "10 deg" } };
    const noTime = { edges: ["2006-07-29T10:00", "2006-07-29T11:00"] };
    const noBin = { safeMask: { methods: ["offset-max"], offsetMax: "0.1 deg" } };
    const spectrum = { job: "spectrum", data: noRun, on, energy, energyTrue, model };
    const cases = [
      [{ ...flare, data: noRun }, "Nothing was fitted. No run of "],
      [{ ...flare, time: noTime }, "Nothing was fitted. "],
      [spectrum, "Nothing was fitted. No run of "],
      [{ ...spectrum, job: "light-curve", time }, "Nothing was fitted. No run of "],
      [{ job: "toys", of: { ...flare, data: noRun }, toys: 5 }, "Nothing was fitted. No run of "],
      [{ ...flare, ...noBin }, "Nothing was fitted. No energy bin is safe"],
      [{ ...spectrum, data, ...noBin }, "Nothing was fitted. No energy bin is safe"],
      [{ ...spectrum, data, job: "light-curve", time, ...noBin }, "Nothing was fitted. No energy bin is safe"],
    ] as const;
    for (const [i, [content, words]] of cases.entries()) {
      const job = await writeJob(folder, content, `${i}.json`);
      const { code, stderr } = await gammakit(["run", job, "--json", "--strict", "-q"], { cwd: folder });
      expect([code, stderr]).toEqual([3, expect.stringContaining(`gammakit: --strict: ${words}`)]);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(await gammakit(["run", job, "--json"], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
    }
    const partly = { ...flare, time: { edges: ["2006-07-29T10:00", "2006-07-29T20:30", "2006-07-29T21:00"] } };
    const job = await writeJob(folder, partly, "partly.json");
    expect(await gammakit(["run", job, "--json", "--strict"], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
  });

  test("SIGINT ends with 130 and leaves nothing", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, { ...flare, time: { ...flare.time, width: "10 s", count: 2000 } });
    // On a busy machine the program is not at work so soon: then the signal ends it at once, and the next one comes later.
    let outcome = { code: null as number | null, stdout: "", stderr: "" };
    for (let delay = 250; outcome.code === null && delay < 10_000; delay *= 2) {
      outcome = await gammakit(["run", job, "--out", "out"], { cwd: folder, interruptAfter: delay });
      expect(await readdir(folder)).toEqual(["job.json"]);
    }
    expect(outcome.stderr).toContain("interrupted");
    expect(outcome.code).toBe(130);
  });

  test("SIGINT while figures are drawn ends with 130 and leaves nothing", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    await writeFile(
      join(folder, "gammakit.config.mjs"),
      `const render = async () => {
         process.kill(process.pid, "SIGINT");
         await new Promise((resolve) => setTimeout(resolve, 50_000));
         return "x";
       };
       const make = () => ({ id: "acme/slow", mediaType: "text/plain", render });
       const slow = Object.assign(make, { kind: "renderer", id: "acme/slow", summary: "slow" });
       export default { plugins: [{ name: "acme", contract: 1, extensions: [slow] }] };`,
    );
    const { code, stderr } = await gammakit(["run", job, "--out", "out", "--only", "figures"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 130, stderr: "gammakit: interrupted; nothing was written.\n" });
    expect((await readdir(folder)).sort()).toEqual(["gammakit.config.mjs", "job.json"]);
  });

  test("valid but empty: no run, no time, no OFF region are results with warnings that say which and why", async () => {
    const folder = await emptyFolder();
    const cases = [
      [
        { data: { ...flare.data, select: { ...flare.data.select, lon: "10 deg" } } },
        "no-observation",
        "passes the selection",
      ],
      [
        { time: { edges: ["2006-07-29T10:00", "2006-07-29T11:00"] } },
        "empty-bin",
        "; the first selected run began at 2006-07-29T",
      ],
      [{ on: { ...flare.on, radius: "0.6 deg" } }, "no-off-region", "No OFF region fits"],
      [
        {
          on: { ...flare.on, lat: "-30.6 deg", radius: "0.001 deg" },
          time: { start: "2006-07-29T20:30:00", width: "1 s", count: 1 },
        },
        "no-events",
        "no event in the ON region",
      ],
      [{ energyTrue: { min: "1e-5 TeV", max: "2e-5 TeV", bins: 5 } }, "no-safe-bin", "No energy bin is safe"],
      [{ safeMask: { methods: ["offset-max"], offsetMax: "0.1 deg" } }, "no-safe-bin", "Is safeMask too strict"],
    ] as const;
    for (const [i, [change, code, words]] of cases.entries()) {
      const job = await writeJob(folder, { ...flare, ...change }, `${code}.json`);
      const outcome = await gammakit(["run", job, "--out", `out${i}`, "--only", "json", "-q"], { cwd: folder });
      expect(outcome, code).toEqual({ code: 0, stdout: "", stderr: "" });
      const result = JSON.parse(await readFile(join(folder, `out${i}`, "result.json"), "utf8"));
      const warning = result.warnings.find((candidate: { code: string }) => candidate.code === code);
      expect(warning?.message ?? "", code).toContain(words);
      expect(
        result.bins.every((bin: { success: boolean }) => !bin.success),
        code,
      ).toBe(true);
    }
  });

  test("obs lists the 21 runs around the target", async () => {
    const { code, stdout } = await gammakit([
      "obs",
      "$GAMMAPY_DATA/hess-dl3-dr1",
      "--near",
      "329.717,-30.226,2",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(21);
    expect(JSON.parse(stdout)[0]).toMatchObject({ id: 33787, start: "2006-07-29T20:24:33" });
  });
});

test("check tells versions and plugins; models and plugins list what there is", async () => {
  const check = JSON.parse((await gammakit(["check", "--json"])).stdout);
  expect(check.versions.gammakit).toMatch(/^\d+\.\d+\.\d+/);
  expect(check.plugins.map(({ name }: { name: string }) => name)).toContain("@gammakit/minuit");
  const models = JSON.parse((await gammakit(["models", "--json"])).stdout);
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  expect(ids(models.spectral)).toContain("log-parabola");
  expect(ids(models.spatial)).toContain("point");
  expect(ids(models.temporal)).toContain("exp-decay");
  expect(models.priors[0]).toMatchObject({ id: "gaussian", parameters: [{ name: "mu" }, { name: "sigma" }] });
  expect((await gammakit(["plugins"])).stdout).toContain("optimizer minuit");
});

test("--version, --help, and a word for what is not known", async () => {
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  expect(await gammakit(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  const help = await gammakit(["run", "--help"]);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain("Examples:");
  const unknown = await gammakit(["rn"]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain("Did you mean run?");
});

test("plugins from gammakit.config.mjs beside the job are found by name", async () => {
  const folder = await emptyFolder();
  await writeFile(
    join(folder, "gammakit.config.mjs"),
    `const make = () => ({ id: "acme/flat", parameters: [{ name: "norm", value: 1, unit: "" }], evaluate(e, p, out) { out.fill(p[0]); } });
     const flat = Object.assign(make, { kind: "spectralModel", id: "acme/flat", summary: "flat" });
     export default { plugins: [{ name: "acme", contract: 1, extensions: [flat] }] };`,
  );
  const { stdout, stderr } = await gammakit(["models", "--json"], { cwd: folder });
  expect(stderr).toBe("");
  expect(stdout).toContain("acme/flat");
  await writeFile(join(folder, "gammakit.config.mjs"), "export default {};");
  const refused = await gammakit(["models"], { cwd: folder });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("must export its plugins");
});
