import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseYaml, readFluxPoints, readLightCurve } from "@gammakit/io";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

const example = (name: string) => fileURLToPath(new URL(`../../docs/examples/${name}`, import.meta.url));
const tables = ["table.csv", "table.ecsv", "table.fits", "table.md", "table.vot"];

/** The example as a plain object with parts replaced. */
async function changed(name: string, change: Readonly<Record<string, unknown>>): Promise<object> {
  const job = parseYaml(await readFile(example(name), "utf8"), name);
  return { ...(job as object), ...change };
}

describeWith(["GAMMAPY_DATA"], "gammakit run, spectrum", () => {
  test("the example gives the result, tables, flux-points.fits, figures and the report", async () => {
    const out = join(await emptyFolder(), "out");
    const { code, stdout, stderr } = await gammakit(["run", example("crab-spectrum.yaml"), "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("4 runs selected, 4 datasets; 9 of 11 flux points measured");
    expect(stdout).toContain("Excess 557.0 ± 24.6, 41.3 σ");
    expect(stdout).toContain("index 2.6434 ± 0.0619");
    expect((await readdir(out)).sort()).toEqual([
      "figures",
      "flux-points.fits",
      "report.html",
      "result.json",
      ...tables,
    ]);
    const result = JSON.parse(await readFile(join(out, "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/spectrum/1");
    const { points } = await readFluxPoints(await readFile(join(out, "flux-points.fits")), {
      name: "flux-points.fits",
    });
    expect(points.map(({ normUl }) => normUl)).toEqual(
      result.fluxPoints.map(({ normUl }: { normUl: number }) => normUl),
    );
    expect(points[0].scan?.norm).toHaveLength(11);
    const again = await gammakit(["run", example("crab-spectrum.yaml"), "--out", out, "--overwrite", "-q"]);
    expect(again).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("check says what it would do, and --strict minds fluxes that could not be measured", async () => {
    const { code, stdout } = await gammakit(["check", example("crab-spectrum.yaml")]);
    expect(code).toBe(0);
    expect(stdout).toContain("joint fit, 11 flux points, model power-law, optimizer minuit");
    const strict = await gammakit(["run", example("crab-spectrum.yaml"), "--json", "--strict"]);
    expect(strict.code).toBe(3);
    expect(JSON.parse(strict.stdout).fluxPoints).toHaveLength(11);
  });

  test("everything that is wrong is refused at once, and nothing is written", async () => {
    const folder = await emptyFolder();
    const path = await writeJob(
      folder,
      await changed("crab-spectrum.yaml", { fluxPoints: { edgs: [1, 2] }, stack: "no", model: { type: "powerlaw" } }),
    );
    const { code, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect(code).toBe(2);
    for (const words of ['fluxPoints.edgs: unknown key; did you mean "edges"?', "stack", 'Did you mean "power-law"?']) {
      expect(stderr).toContain(words);
    }
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("a selection without runs gives an empty result with every file", async () => {
    const folder = await emptyFolder();
    const data = { store: "$GAMMAPY_DATA/hess-dl3-dr1", select: { type: "sky_circle", lon: 10, lat: 80, radius: 1 } };
    const path = await writeJob(folder, await changed("crab-spectrum.yaml", { data }));
    const { code, stdout, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Warning (data.select): No run of");
    const files = await readdir(join(folder, "out"));
    for (const file of ["result.json", "report.html", "flux-points.fits", ...tables]) expect(files).toContain(file);
  });
});

describeWith(["GAMMAPY_DATA"], "gammakit run, light curve", () => {
  test("the example gives the result, tables, light-curve.fits, figures and the report", async () => {
    const out = join(await emptyFolder(), "out");
    const { code, stdout, stderr } = await gammakit(["run", example("flare-light-curve.yaml"), "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("45 datasets in 35 intervals; 68 of 70 fluxes measured");
    expect(stdout).toContain("Flux from 874.7 GeV to 20 TeV against a constant");
    expect((await readdir(out)).sort()).toEqual([
      "figures",
      "light-curve.fits",
      "report.html",
      "result.json",
      ...tables,
    ]);
    const result = JSON.parse(await readFile(join(out, "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/light-curve/1");
    for (const name of ["light-curve.fits", "table.ecsv", "table.fits"]) {
      const options = { name, onWarning: () => undefined };
      const { rows, intervals } = await readLightCurve(await readFile(join(out, name)), options).catch((error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      expect(rows).toHaveLength(35);
      // MJD in double precision.
      for (const [i, stop] of intervals.stop.entries()) expect(stop - intervals.start[i]).toBeCloseTo(600, 5);
      if (name === "light-curve.fits") {
        expect(rows[8].points.map(({ norm }) => norm)).toEqual(
          result.bins[8].energies.map(({ norm }: { norm: number }) => norm),
        );
      }
    }
  });

  test("check says what it would do, and what is wrong", async () => {
    const { stdout } = await gammakit(["check", example("flare-light-curve.yaml")]);
    expect(stdout).toContain("35 intervals, 2 energy bands, model power-law, fitted first");
    const folder = await emptyFolder();
    const path = await writeJob(
      folder,
      await changed("flare-light-curve.yaml", { energyEdges: [2, 1], fitModl: false, job: "light-curv" }),
    );
    const unknown = await gammakit(["check", path]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean "light-curve"?');
    const wrong = await gammakit([
      "check",
      await writeJob(folder, await changed("flare-light-curve.yaml", { energyEdges: [2, 1], fitModl: false })),
    ]);
    expect(wrong.code).toBe(2);
    for (const words of ["energyEdges[1]: edges must increase", 'fitModl: unknown key; did you mean "fitModel"?']) {
      expect(wrong.stderr).toContain(words);
    }
  });

  test("a time without data gives an empty result, with warnings", async () => {
    const folder = await emptyFolder();
    const time = { start: "2006-07-28T12:00:00", width: "1 h", count: 2 };
    const path = await writeJob(folder, await changed("flare-light-curve.yaml", { time }));
    const { code, stdout, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("no selected run has good time in this interval");
    expect((await readdir(join(folder, "out"))).sort()).toContain("report.html");
  });
});

describeWith(["GAMMAPY_DATA"], "gammakit run, spectrum-files", () => {
  test("the example gives the result, tables, flux-points.fits, figures and the report", async () => {
    const out = join(await emptyFolder(), "out");
    const { code, stdout, stderr } = await gammakit(["run", example("joint-crab.yaml"), "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("10 datasets; 6 of 6 flux points measured");
    expect(stdout).toContain("alpha 2.5054 ± 0.0255");
    const files = ["figures", "flux-points.fits", "report.html", "result.json", ...tables];
    expect((await readdir(out)).sort()).toEqual(files);
    const result = JSON.parse(await readFile(join(out, "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/spectrum-files/1");
    expect(result.provenance.inputs.map(({ name }: { name: string }) => name)).toContain(
      "$GAMMAPY_DATA/joint-crab/spectra/hess/rmf_obs23523.fits",
    );
    const report = await readFile(join(out, "report.html"), "utf8");
    expect(report).toContain("$GAMMAPY_DATA/joint-crab/spectra/fermi/pha_obs0.fits");
  });

  test("check and --explain name the files, and open none", async () => {
    const { code, stdout } = await gammakit(["check", example("joint-crab.yaml")]);
    expect(code).toBe(0);
    expect(stdout).toContain("10 spectra, joint fit, model log-parabola, optimizer minuit");
    const explained = await gammakit(["run", example("joint-crab.yaml"), "--explain"]);
    expect(explained.stdout).toContain("$GAMMAPY_DATA/joint-crab/spectra/fact/pha_stacked.fits (25.9 kB)");
    expect(explained.stdout).toContain("Fits: 7 at most");
  });

  test("a file that is missing is named before anything is fitted", async () => {
    const folder = await emptyFolder();
    const path = await writeJob(folder, await changed("joint-crab.yaml", { spectra: ["none.fits"] }));
    const { code, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('spectra: "none.fits": there is no such file');
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describeWith(["GAMMAPY_DATA"], "gammakit run, flux-points-fit", () => {
  test("the example gives the result, tables, a figure and the report", async () => {
    const out = join(await emptyFolder(), "out");
    const { code, stdout, stderr } = await gammakit(["run", example("crab-points.yaml"), "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("4 of 5 flux points compared, in 1 set");
    expect(stdout).toContain("index 2.6246 ± 0.0816");
    expect(stdout).toContain("log-parabola is not needed beside power-law: −2 ln L −1.7 for +1 parameters, 1.3 σ");
    expect((await readdir(out)).sort()).toEqual(["figures", "report.html", "result.json", ...tables]);
    expect((await readdir(join(out, "figures"))).sort()).toEqual(["spectrum.png", "spectrum.svg", "spectrum.vl.json"]);
    const result = JSON.parse(await readFile(join(out, "result.json"), "utf8"));
    expect(result.schema).toBe("gammakit/flux-points-fit/1");
    expect(result.provenance.inputs.map(({ name }: { name: string }) => name)).toEqual([
      "$GAMMAPY_DATA/estimators/crab_hess_fp/crab_hess_fp.fits",
    ]);
    expect(await readFile(join(out, "table.csv"), "utf8")).toContain("H.E.S.S.");
    expect(await readFile(join(out, "report.html"), "utf8")).toContain("likelihood scans of fluxes of whole bins");
  });

  test("the points of another job are fitted from where it wrote them", async () => {
    const folder = await emptyFolder();
    const spectrum = await changed("crab-spectrum.yaml", {});
    await gammakit(["run", await writeJob(folder, spectrum), "--out", "crab", "--only", "table"], { cwd: folder });
    const job = await changed("crab-points.yaml", {
      points: ["crab/flux-points.fits", "crab/table.ecsv"],
      likelihood: "errors",
    });
    const { code, stdout } = await gammakit(["run", await writeJob(folder, job), "--out", "fit"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain("in 2 sets");
    expect(stdout).toContain("which count twice in the fit");
  });

  test("check and --explain name the files, and open none", async () => {
    const { stdout } = await gammakit(["check", example("crab-points.yaml")]);
    expect(stdout).toContain(
      "1 set of flux points, compared by scans, model power-law, optimizer minuit, compared with log-parabola",
    );
    const explained = await gammakit(["run", example("crab-points.yaml"), "--explain"]);
    expect(explained.stdout).toContain("crab_hess_fp.fits (20.2 kB)");
    expect(explained.stdout).toContain("Fits: 2, the model, and one for each that it is compared with.");
    const folder = await emptyFolder();
    const file = "$GAMMAPY_DATA/estimators/crab_hess_fp/crab_hess_fp.fits";
    const own = { file, energy: { min: "1 TeV", max: "5 TeV" }, likelihood: "errors" };
    const path = await writeJob(folder, await changed("crab-points.yaml", { points: [file, own] }));
    expect((await gammakit(["check", path])).stdout).toContain("2 sets of flux points, compared by scans or errors");
    expect((await gammakit(["run", path, "--explain"])).stdout).toContain(
      "crab_hess_fp.fits (20.2 kB), energy: { min: 1 TeV, max: 5 TeV }, likelihood: errors\n",
    );
  });

  test("errors of both sides are shown where there are no others", async () => {
    const folder = await emptyFolder();
    const points = join(folder, "sides.csv");
    await writeFile(points, "e_ref,dnde,dnde_errn,dnde_errp\n1,4e-11,4e-12,5e-12\n3,2e-12,2e-13,3e-13\n");
    const job = await changed("crab-points.yaml", {
      points: [points],
      likelihood: "errors-and-limits",
      compareWith: [],
    });
    const { stdout } = await gammakit(["run", await writeJob(folder, job), "--out", "o", "--only", "json"], {
      cwd: folder,
    });
    expect(stdout).toContain("(2.00 -0.20 +0.30)e-12");
  });

  test("--strict says why nothing was fitted, and not what was assumed", async () => {
    const folder = await emptyFolder();
    const points = join(folder, "few.csv");
    await writeFile(points, "e_ref,dnde,dnde_err\n1,4e-11,4e-12\n3,2e-12,2e-13\n");
    const model = { type: "log-parabola", parameters: { amplitude: "4e-11 cm-2 s-1 TeV-1" } };
    const job = await changed("crab-points.yaml", { points: [points], likelihood: "errors", model, compareWith: [] });
    const { code, stderr } = await gammakit(["run", await writeJob(folder, job), "--out", "o", "--strict"], {
      cwd: folder,
    });
    expect(code).toBe(3);
    expect(stderr).toContain("--strict: Nothing was fitted. 2 points are compared with a model of 3 free parameters.");
  });

  test("what can't be compared is refused before anything is fitted", async () => {
    const folder = await emptyFolder();
    const path = await writeJob(
      folder,
      await changed("crab-points.yaml", { fit: { statistic: "cash" }, points: ["a"] }),
    );
    const { code, stderr } = await gammakit(["run", path, "--out", "out"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("fit.statistic: is for counts; how flux points are compared is said by likelihood");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});
