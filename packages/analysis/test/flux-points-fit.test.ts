import { bufferSource, type FluxPoint, type FluxPoints } from "@gammakit/core";
import { compareModels } from "@gammakit/estimators";
import { fitFluxPoints, fluxPointsDataset } from "@gammakit/fit";
import { fluxPointsTable, readFluxPoints, writeEcsv, writeFluxPointsFits } from "@gammakit/io";
import { minuit } from "@gammakit/minuit";
import { logParabola, powerLaw } from "@gammakit/models";
import { describeWith } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import {
  explainFluxPointsFit,
  type FileHost,
  type FluxPointsFitJob,
  fluxPointsFitFigures,
  fluxPointsFitFindings,
  fluxPointsFitJob,
  fluxPointsFitReport,
  parseResult,
  planFluxPointsFit,
  presetRegistry,
} from "../src/index.ts";
import { fileHost } from "./file-host.ts";
import { refusalOf } from "./refusal-of.ts";

const norms = Array.from({ length: 21 }, (_, k) => 0.2 * 25 ** (k / 20));

/** A point relative to 1e-11 E⁻² cm-2 s-1 TeV-1 with a Gaussian likelihood whose width is its error over `sigmas`. */
function pointAt(eRef: number, norm: number, normErr: number, sigmas = 1, isUl = false): FluxPoint {
  const refDnde = 1e-11 * eRef ** -2;
  const [eMin, eMax] = [0.7 * eRef, eRef / 0.7];
  const rise = (value: number) => ((value - norm) / (normErr / sigmas)) ** 2;
  return {
    eMin,
    eMax,
    eRef,
    success: true,
    norm,
    normErr,
    normErrn: normErr,
    normErrp: normErr,
    normUl: norm + 2 * normErr,
    ts: rise(0),
    sqrtTs: Math.sqrt(rise(0)),
    stat: 3,
    statNull: 3 + rise(0),
    counts: 10,
    npred: 10,
    npredExcess: 8,
    isUl,
    scan: { norm: norms, stat: norms.map((value) => 3 + rise(value)) },
    refDnde,
    refFlux: 1e-11 * (1 / eMin - 1 / eMax),
    refEflux: 1e-11 * Math.log(eMax / eMin),
  };
}

function setOf(points: readonly FluxPoint[]): FluxPoints {
  return {
    kind: "flux-points",
    reference: {
      id: "power-law",
      parameters: [
        { name: "index", value: 2, unit: "" },
        { name: "amplitude", value: 1e-11, unit: "cm-2 s-1 TeV-1" },
        { name: "reference", value: 1, unit: "TeV" },
      ],
    },
    nSigma: 1,
    nSigmaUl: 2,
    ulMethod: "profile",
    sqrtTsThresholdUl: 2,
    points,
  };
}

/** A log-parabola at energies, with an error of 5 % and a scatter of about as much. */
const curved = (energies: readonly number[]) =>
  energies.map((energy, k) => {
    const norm = 1.5 * energy ** (-0.2 - 0.15 * Math.log(energy)) * (1 + 0.05 * Math.cos(3 * k));
    return pointAt(energy, norm, 0.05 * norm);
  });

const low = setOf(curved([0.1, 0.25, 0.6, 1.5]));
const high = setOf([...curved([1, 2.5, 6, 15]), pointAt(40, 0.1, 0.2, 1, true)]);
const bytesOf = (points: FluxPoints) => writeFluxPointsFits(points);
const files = new Map<string, Uint8Array<ArrayBuffer>>([
  ["sed/low.fits", bytesOf(low)],
  ["sed/high.fits", bytesOf(high)],
  ["high.ecsv", new TextEncoder().encode(writeEcsv(fluxPointsTable(high, "dnde")))],
  ["wide.fits", bytesOf(setOf(low.points.map(({ eRef, norm, normErr }) => pointAt(eRef, norm, normErr, 2))))],
  ["none.fits", bytesOf(setOf([pointAt(1, 1, 0.5, 1, true)]))],
  ["broken.fits", new TextEncoder().encode("SIMPLE  =                    T")],
]);
const host: FileHost = {
  openFile(name) {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`no file ${name}`);
    return bufferSource(bytes, name);
  },
  versions: {},
};
const model = { type: "power-law", parameters: { index: 2, amplitude: 1e-11 } } as const;
const curvedModel = { type: "log-parabola", parameters: { amplitude: 1e-11, reference: 1, alpha: 2, beta: 0.1 } };
const job: FluxPointsFitJob = {
  job: "flux-points-fit",
  points: ["sed/low.fits", { file: "sed/high.fits", name: "high" }],
  model,
  compareWith: [curvedModel],
};
const run = (change: Partial<FluxPointsFitJob> = {}, more: Partial<FileHost> = {}) =>
  fluxPointsFitJob({ ...job, ...change } as FluxPointsFitJob, { ...host, ...more });

describe("flux points of two files", () => {
  test("are fitted as by fitFluxPoints, and the residuals add up to the statistic", async () => {
    const { result } = await run();
    const wanted = await fitFluxPoints([low, high], powerLaw({ index: 2, amplitude: 1e-11 }), { optimizer: minuit() });
    const free = result.fit.parameters.filter(({ frozen }) => !frozen);
    expect(free.map(({ value }) => value)).toEqual(wanted.model.parameters.slice(0, 2).map(({ value }) => value));
    expect(free.map(({ error }) => error)).toEqual(wanted.model.parameters.slice(0, 2).map(({ error }) => error));
    expect(result.goodness).toMatchObject({ points: 8, dof: 6 });
    expect(result.goodness.chi2).toBeCloseTo(wanted.stat, 8);
    expect(result.goodness.pValue).toBeLessThan(1e-3);
    expect(result.sets.map(({ name }) => name)).toEqual(["low", "high"]);
    const [first] = result.sets[0].points;
    const [measured, error, predicted] = [first.dnde.value ?? 0, first.dnde.err ?? 0, first.predictedNorm ?? 0];
    expect(first.residual).toBeCloseTo((measured - predicted * first.dnde.ref) / error, 6);
    expect(result.sets[1].points.map(({ used }) => used)).toEqual([true, true, true, true, false]);
    expect(result.sets[1].points[4]).toMatchObject({ isUl: true, residual: null });
    expect(result.warnings).toEqual([]);
    expect(result.butterfly?.energyTeV.at(0)).toBeCloseTo(0.07, 10);
    expect(result.butterfly?.energyTeV.at(-1)).toBeCloseTo(15 / 0.7, 10);
  });

  test("tell whether another model is better, as compareModels does", async () => {
    const { result } = await run();
    const data = [fluxPointsDataset(low, { name: "low" }), fluxPointsDataset(high, { name: "high" })];
    const found = await compareModels(
      data.map(({ dataset }) => dataset),
      {
        model: powerLaw({ index: 2, amplitude: 1e-11 }),
        compareWith: [logParabola({ amplitude: 1e-11, reference: 1, alpha: 2, beta: 0.1 })],
        statistics: data.map(({ statistic }) => statistic),
        optimizer: minuit(),
      },
    );
    const [comparison] = result.comparisons;
    expect(comparison).toMatchObject({ base: "power-law", model: "log-parabola", nested: true, approximate: false });
    expect(comparison.deltaTs).toBe(found.comparisons[0].deltaTs);
    expect(comparison.significance).toBeGreaterThan(5);
    const beta = comparison.parameters.find(({ name }) => name === "beta");
    expect(Math.abs((beta?.value ?? 0) - 0.15)).toBeLessThan(3 * (beta?.error ?? 0));
    expect(fluxPointsFitFindings(result).join(" ")).toContain("log-parabola is preferred to power-law");
  });

  test("give the same again by the job in the result, which is stored and read", async () => {
    const change = {
      points: [{ file: "sed/high.fits", energy: { min: "2 TeV", max: "50 TeV" } }],
      likelihood: "scans",
    };
    const { result } = await run(change as Partial<FluxPointsFitJob>);
    const { provenance: _, ...first } = result;
    const again = await fluxPointsFitJob(result.job as unknown as FluxPointsFitJob, host);
    const { provenance: __, ...second } = again.result;
    expect(second).toEqual(first);
    expect(parseResult(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(first.sets[0].points.map(({ used }) => used)).toEqual([false, true, true, true, true]);
  });

  test("are tables, figures and a report", async () => {
    const done = await run({ posterior: { walkers: 8, steps: 40, burnIn: 10, seed: 1 } });
    expect(done.table.rowCount).toBe(9);
    const figures = await fluxPointsFitFigures(done);
    expect(figures.map(({ name }) => name)).toEqual(["spectrum", "corner"]);
    expect(figures[0].caption).toContain("how far each point of the fit is from the model");
    expect(JSON.stringify(figures[0].figure.spec)).toContain('"label":"high"');
    const { title, facts, tables } = fluxPointsFitReport(done, figures);
    expect(title).toBe("Fit of flux points");
    expect(facts[0]).toEqual(["Files", "sed/low.fits, sed/high.fits"]);
    expect(tables.map((one) => one.title)).toEqual([
      "Parameters",
      "Comparisons",
      "Posterior",
      "Flux points and the fitted model",
    ]);
    expect(done.result.posterior?.parameters).toHaveLength(2);
  });

  test("count by what each file is told to be compared by", async () => {
    const scans = await run({ points: ["sed/low.fits"], likelihood: "scans", compareWith: [] });
    const errors = await run({ points: ["sed/low.fits"], compareWith: [] });
    // These likelihoods are Gaussian.
    expect(scans.result.fit.stat).toBeCloseTo(errors.result.fit.stat ?? 0, 3);
    const mixed = await run({
      points: ["sed/low.fits", { file: "sed/high.fits", likelihood: "scans", quantity: "flux" }],
      compareWith: [],
    });
    expect(mixed.result.sets.map(({ likelihood, quantity }) => [likelihood, quantity])).toEqual([
      ["errors", "dnde"],
      ["scans", "flux"],
    ]);
    expect(mixed.result.goodness.points).toBe(9);
    const limits = await run({ points: ["sed/high.fits"], likelihood: "errors-and-limits", compareWith: [] });
    expect(limits.result.goodness.points).toBe(5);
    expect(limits.result.sets[0].points[4].residual).toBeLessThan(0);
  });

  test("from ECSV are those from FITS but for its rounding", async () => {
    const fits = await run({ points: ["sed/high.fits"], compareWith: [] });
    const ecsv = await run({ points: ["high.ecsv"], compareWith: [] });
    expect(ecsv.result.fit.stat).toBeCloseTo(fits.result.fit.stat ?? 0, 6);
    expect(ecsv.result.sets[0].name).toBe("high");
  });

  test("of one name are numbered, and points that count twice are told", async () => {
    const { result } = await run({
      points: ["sed/low.fits", { file: "sed/low.fits", energy: { min: 0.5, max: 1 } }],
      compareWith: [],
    });
    expect(result.sets.map(({ name }) => name)).toEqual(["low", "low-2"]);
    expect(result.warnings).toEqual([
      {
        code: "same-points",
        message:
          "sed/low.fits has a point of sed/low.fits, which count twice in the fit. Leave them out of one, by its energy.",
        where: "low-2",
      },
    ]);
  });

  test("whose errors are not what their scans say are told", async () => {
    const { result } = await run({ points: ["wide.fits"], compareWith: [] });
    expect(result.warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        "errors-unlike-scans",
        "wide.fits: its errors are 2.0 standard deviations by the scans beside them, and taken for 1. Take likelihood: scans.",
      ],
    ]);
    const scans = await run({ points: ["wide.fits"], likelihood: "scans", compareWith: [] });
    expect(scans.result.warnings).toEqual([]);
    expect(scans.result.fit.parameters[0].error).toBeCloseTo((result.fit.parameters[0].error ?? 0) / 2, 3);
  });

  test("are written by a writer that takes them, where the job asks for it", async () => {
    const change = { points: ["sed/low.fits"], outputs: ["again.fits", "table.vot"] };
    const { files: written } = await run(change, { registry: presetRegistry() });
    expect(written.map(({ name }) => name)).toEqual(["again.fits", "table.vot"]);
  });

  test("are not written where the host brings no writers, which is said", async () => {
    const given = run({ points: ["sed/low.fits"], outputs: ["table.vot"] });
    await expect(given).rejects.toThrow(
      "outputs[0]: The registry has no writers. That of presetRegistry() has them: give it to the host.",
    );
  });

  test("that can't be used are all told at once, with their key paths", async () => {
    const given = run({
      points: ["broken.fits", "sed/low.fits", "none.fits", { file: "sed/low.fits", energy: { min: 50, max: 60 } }],
    });
    await expect(given).rejects.toThrow("3 of 4 files of flux points can't be used:");
    for (const words of [
      "points[0].file: broken.fits",
      'points[2]: Nothing of "none" can be compared with a model.',
      "points[3].energy: no point of sed/low.fits lies from 50 to 60 TeV; they are at 0.1 to 1.5 TeV.",
    ]) {
      await expect(given).rejects.toThrow(words);
    }
  });

  test("of which none lies in the range of all sets are told by its key", async () => {
    await expect(run({ energy: { min: 50, max: 60 } })).rejects.toThrow(
      "energy: no point of sed/low.fits lies from 50",
    );
  });

  test("that are fewer than the free parameters are told", async () => {
    const few = { points: [{ file: "sed/low.fits", energy: { min: 0.05, max: 0.3 } }], compareWith: [] };
    const used = (await run(few)).result.goodness.points;
    expect(used).toBe(2);
    const { result } = await run({ ...few, model: curvedModel });
    expect(result.warnings.map(({ code, message }) => [code, message])).toContainEqual([
      "too-few-points",
      "2 points are compared with a model of 3 free parameters. Freeze some, or take a simpler model.",
    ]);
    expect((await run(few)).result.warnings).toEqual([]);
    const one = await run({ points: [{ file: "sed/low.fits", energy: { min: 0.05, max: 1 } }], compareWith: [] });
    expect(fluxPointsFitFindings(one.result)[0]).toMatch(/of 3 points, for 1 degree of freedom: p =/);
  });

  test("end where the job is called off", async () => {
    await expect(run({}, { context: { signal: AbortSignal.abort("enough") } })).rejects.toBe("enough");
  });
});

test.each([
  ["no files", { points: [] }, "points"],
  ["a key that is none", { points: [{ file: "a.fits", likelihod: "scans" }] }, 'did you mean "likelihood"?'],
  ["a likelihood that is none", { likelihood: "gauss" }, "likelihood"],
  ["a statistic for counts", { fit: { statistic: "cash" } }, "fit.statistic: is for counts"],
  ["keys of a job on spectra", { stack: true }, "stack: unknown key"],
  ["a model to compare with that is none", { compareWith: [{ type: "nope" }] }, "compareWith[0]"],
])("a job with %s is refused before anything is read", (_, change, words) => {
  expect(refusalOf(() => planFluxPointsFit({ ...job, ...change }, presetRegistry()))).toContain(words);
});

test("a job says what it would do without a file", async () => {
  const { files: named, fits, job: described } = await explainFluxPointsFit(job, host);
  expect([named, fits]).toEqual([["sed/low.fits", "sed/high.fits"], 2]);
  expect(described).toMatchObject({ likelihood: "errors", quantity: "dnde" });
});

describeWith(["GAMMAPY_DATA"], "the flux points of the Crab nebula that Gammapy comes with", () => {
  const file = "estimators/crab_hess_fp/crab_hess_fp.fits";
  const pl = { type: "power-law", parameters: { index: 2.5, amplitude: 4e-11 } } as const;

  test("have the χ² and errors of the index that Gammapy 2.1 finds, and twice the errors that their scans say", async () => {
    const { result } = await fluxPointsFitJob({ job: "flux-points-fit", points: [file], model: pl }, await fileHost());
    expect(Math.abs((result.fit.stat ?? 0) - 0.448344)).toBeLessThan(1e-5);
    expect(Math.abs((result.fit.parameters[0].error ?? 0) - 0.15997)).toBeLessThan(0.005 * 0.16);
    expect(result.goodness).toMatchObject({ points: 4, dof: 2 });
    expect(result.warnings.map(({ code }) => code)).toEqual(["errors-unlike-scans"]);
    expect(result.warnings[0].message).toContain("its errors are 2.1 standard deviations");
  });

  test("by their scans have half the error, where Gammapy 2.1 finds 0.0875 between the norms of the scan", async () => {
    const points = await readFluxPoints((await fileHost()).openFile(file));
    expect(points.points.map(({ success }) => success)).toEqual([false, true, true, true, true]);
    const { result } = await fluxPointsFitJob(
      { job: "flux-points-fit", points: [file], likelihood: "scans", model: pl },
      await fileHost(),
    );
    expect(Math.abs((result.fit.parameters[0].error ?? 0) - 0.0875)).toBeLessThan(0.04 * 0.0875);
    expect(Math.abs((result.fit.stat ?? 0) - 1.683)).toBeLessThan(0.1);
  });
});
