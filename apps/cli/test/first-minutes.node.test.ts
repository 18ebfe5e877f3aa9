import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { jobJsonSchema } from "@gammakit/analysis";
import { describeWith } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { jobNames } from "../src/init/job-names.ts";
import { flare } from "./flare.ts";
import { emptyFolder, gammakit, listLoaded, writeJob } from "./program.ts";

const nowhere = { GAMMAPY_DATA: "" };

describe("gammakit check", () => {
  test("tells versions, plugins, what data are missing, and the figures of its self-test", async () => {
    const { code, stdout, stderr } = await gammakit(["check"], { env: nowhere });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`node ${process.version}`);
    expect(stdout).toContain("@gammakit/minuit");
    expect(stdout).toContain("GAMMAPY_DATA is not set");
    expect(stdout).toContain("hess-dl3-dr1: missing; gammakit download hess-dl3-dr1");
    expect(stdout).toMatch(/index: 2\.(?:3|29999)\d*, expected 2\.3 ± 0\.0001/);
    expect(stdout).toContain("All is well. Next: gammakit download hess-dl3-dr1");
  });

  test("knows units that are not written in ASCII, which a build could garble", async () => {
    const folder = await emptyFolder();
    const model = { ...flare.model, parameters: { ...flare.model.parameters, amplitude: "2e-11 cm⁻² s⁻¹ TeV⁻¹" } };
    await writeJob(folder, { ...flare, model });
    await mkdir(join(folder, "hess-dl3-dr1"));
    const env = { GAMMAPY_DATA: folder };
    const { code, stdout, stderr } = await gammakit(["check", "job.json"], { cwd: folder, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("the job can be run");
  });

  test("says of a folder that is not there, or holds a part, what is missing", async () => {
    const folder = await emptyFolder();
    const gone = await gammakit(["check"], { env: { GAMMAPY_DATA: join(folder, "none") } });
    expect(gone.stdout).toContain("there is no such folder");
    await mkdir(join(folder, "fermi-3fhl-gc"));
    await writeFile(join(folder, "fermi-3fhl-gc", "fermi-3fhl-gc.fits.gz"), "half");
    const { data, selfTest } = JSON.parse(
      (await gammakit(["check", "--json"], { env: { GAMMAPY_DATA: folder } })).stdout,
    );
    expect(data.found).toBe(true);
    expect(data.sets[1]).toMatchObject({ id: "fermi-3fhl-gc", files: 1, missing: 1 });
    expect(selfTest.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
  });

  describeWith(["GAMMAPY_DATA"], "with the data", () => {
    test("all are there", async () => {
      const { data } = JSON.parse((await gammakit(["check", "--json"])).stdout);
      expect(data.sets.map(({ missing }: { missing: number }) => missing)).toEqual([0, 0, 0, 0, 0]);
    });
  });
});

describe("gammakit init", () => {
  describeWith(["GAMMAPY_DATA"], "with the data", () => {
    test.each(jobNames)(
      "%s: the file is commented, says all that a job can say, and passes the check",
      async (name) => {
        const folder = await emptyFolder();
        const written = await gammakit(["init", name], { cwd: folder });
        expect(written.stdout).toContain(`Next: gammakit run ${name}.yaml --explain`);
        const text = await readFile(join(folder, `${name}.yaml`), "utf8");
        expect(text.split("\n").filter((line) => line.trimStart().startsWith("#")).length).toBeGreaterThan(15);
        const { properties } = jobJsonSchema(name) as { readonly properties: object };
        for (const key of Object.keys(properties)) expect(text).toMatch(new RegExp(`^(?:# )?${key}:`, "m"));
        const checked = await gammakit(["check", `${name}.yaml`], { cwd: folder });
        expect(checked).toMatchObject({ code: 0, stderr: "" });
        expect((await gammakit(["run", `${name}.yaml`, "--explain"], { cwd: folder })).code).toBe(0);
      },
    );
  });

  test("flags are answers; a file that is there stays", async () => {
    const folder = await emptyFolder();
    const args = ["init", "spectrum", "--source", "83.63,-22.5", "--store", "my data: 1", "-o", "my crab.yaml"];
    expect((await gammakit([...args, "--energy", "1 TeV,10 TeV"], { cwd: folder })).code).toBe(0);
    const text = await readFile(join(folder, "my crab.yaml"), "utf8");
    expect(text).toContain("lon: 83.63 deg, lat: -22.5 deg");
    expect(text).toContain('store: "my data: 1"');
    expect(text).toContain("energy: { min: 1 TeV, max: 10 TeV, bins: 10 }");
    expect(text).toContain("gammakit check 'my crab.yaml'");
    const again = await gammakit(args, { cwd: folder });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("--overwrite");
    expect(await readFile(join(folder, "my crab.yaml"), "utf8")).toBe(text);
    expect((await gammakit([...args, "--overwrite"], { cwd: folder })).code).toBe(0);
  });

  test("toys are of a job in a file, or of one that is written with them", async () => {
    const folder = await emptyFolder();
    expect((await gammakit(["init", "time-resolved-spectroscopy", "-o", "flare.yaml"], { cwd: folder })).code).toBe(0);
    const named = await gammakit(["init", "toys", "--of", "flare.yaml", "--count", "20"], { cwd: folder });
    expect([named.code, named.stderr]).toEqual([0, ""]);
    const text = await readFile(join(folder, "toys.yaml"), "utf8");
    expect(text).toMatch(/^of: flare.yaml$/m);
    expect(text).toMatch(/^toys: 20$/m);
    expect((await gammakit(["init", "toys", "-o", "own.yaml"], { cwd: folder })).code).toBe(0);
    expect(await readFile(join(folder, "own.yaml"), "utf8")).toMatch(/^of:\n {2}job: time-resolved-spectroscopy$/m);
  });

  test.each([
    [["init"], "gammakit init light-curve"],
    [["init", "light-curv"], 'Did you mean "light-curve"?'],
    [["init", "spectrum", "--source", "Crab"], "83.63,22.01"],
    [["init", "spectrum", "--source", "83,122"], "on.lat"],
    [["init", "spectrum", "--energy", "10 TeV,1 TeV"], "energy"],
    [["init", "spectrum", "--radius", "0.1 kg"], "on.radius"],
    [["init", "light-curve", "--count", "many"], "whole number"],
    [["init", "light-curve", "--start", "yesterday"], "time"],
    [["init", "toys", "--of", "none.yaml"], 'of: "none.yaml": there is no such file'],
    [["init", "toys", "--store", "data"], "--store has no place in a job toys"],
    [["init", "spectrum", "--count", "3"], "--count has no place in a job spectrum"],
    [["init", "spectrum", "-o", "no/such/folder.yaml"], "no/such/folder.yaml can't be written"],
  ])("%j is refused in words, and nothing is written", async (args, words) => {
    const folder = await emptyFolder();
    const { code, stderr } = await gammakit(args, { cwd: folder });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(2);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("gammakit completion", () => {
  /** What bash offers for a line that is being typed. */
  async function offered(line: string): Promise<readonly string[]> {
    const { stdout: script } = await gammakit(["completion", "bash"]);
    const words = line.split(" ");
    const list = words.map((word) => JSON.stringify(word)).join(" ");
    const probe = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _gammakit; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const shown = await new Promise<string>((resolve, reject) => {
      const child = spawn("bash", ["--norc", "-c", probe], { stdio: ["ignore", "pipe", "inherit"] });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      child.on("error", reject);
      child.on("close", () => resolve(text));
    });
    return shown.split("\n").filter((word) => word !== "");
  }

  test("of bash completes commands, options, data sets and jobs, and leaves files to bash", async () => {
    expect(await offered("gammakit ru")).toEqual(["run"]);
    expect(await offered("gammakit run --exp")).toEqual(["--explain"]);
    expect(await offered("gammakit download ebl he")).toEqual(["hess-dl3-dr1"]);
    expect(await offered("gammakit init sp")).toEqual(["spectrum", "spectrum-files"]);
    expect(await offered("gammakit run fl")).toEqual([]);
  });

  test("of zsh and fish name every command and option, and are no errors where these shells are", async () => {
    for (const shell of ["zsh", "fish"]) {
      const { code, stdout } = await gammakit(["completion", shell]);
      expect(code).toBe(0);
      for (const word of ["run", "download", "completion", "explain", "hess-dl3-dr1", "bash"])
        expect(stdout).toContain(word);
      const found = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, shell)));
      if (!found) continue;
      const path = join(await emptyFolder(), "script");
      await writeFile(path, stdout);
      const ended = await new Promise((resolve) => spawn(shell, ["-n", path]).on("close", resolve));
      expect(ended).toBe(0);
    }
    expect((await gammakit(["completion", "bsh"])).stderr).toContain('Did you mean "bash"?');
  });
});

describe("help and errors", () => {
  test("every command has a help with examples", async () => {
    const { stdout } = await gammakit(["--help"]);
    const names = [...stdout.matchAll(/^ {2}(\w+) [[<]/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(["run", "init", "check", "download", "obs", "inspect", "completion"]));
    for (const name of [...names.filter((name) => name !== "help"), "models", "plugins"]) {
      const help = await gammakit([name, "--help"]);
      expect(help.code).toBe(0);
      expect(help.stdout).toMatch(/Examples:\n {2}(?:source <\()?gammakit/);
    }
  });

  test("an error ends with the command that helps", async () => {
    const folder = await emptyFolder();
    const job = (changes: object) => writeJob(folder, { ...flare, ...changes });
    const cases: readonly (readonly [args: readonly string[], next: string])[] = [
      [["check", await job({})], "gammakit download hess-dl3-dr1"],
      [["obs", "somewhere/hess-dl3-dr1"], "gammakit download hess-dl3-dr1"],
      [["obs", "$GAMMAPY_DATA/mine"], "gammakit download --list"],
      [["run", "none.yaml", "--out", "out"], "gammakit init"],
    ];
    for (const [args, next] of cases) {
      const { code, stderr } = await gammakit(args, { cwd: folder, env: nowhere });
      expect(code).toBe(2);
      expect(stderr.trimEnd().split("\n").at(-1)).toContain(`Next: ${next}`);
    }
    await job({ model: { type: "power-lav" } });
    const model = await gammakit(["check", "job.json"], { cwd: folder });
    expect(model.stderr).toContain("Next: gammakit models");
    await writeJob(folder, { job: "flux" });
    expect((await gammakit(["check", "job.json"], { cwd: folder })).stderr).toContain("Next: gammakit init");
    const option = await gammakit(["run", "job.json", "--ou", "x"], { cwd: folder });
    expect(option.stderr).toContain("Did you mean --out?");
    expect(option.stderr).toContain("gammakit run --help");
  });

  test("version and help load the option parser alone", async () => {
    for (const args of [["--version"], ["--help"], ["run", "--help"]]) {
      const { stderr } = await gammakit(args, { env: listLoaded });
      expect(stderr).toContain("gammakit.cjs");
      expect(stderr).not.toContain("drawing.js");
    }
    const { stderr } = await gammakit(["models", "--json"], { env: listLoaded });
    expect(stderr).toContain("gammakit.cjs");
    expect(stderr).not.toContain("catalog.js");
  });
});
