import {
  axisFromEdges,
  type Dataset,
  defineExtension,
  instantFromMjd,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import { wstatStatistic } from "@gammakit/fit";
import { memoryFolder, writeDataStore, writeMap, writeOgip } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type FileHost,
  openSpectrumFilesSession,
  parseResult,
  planSpectrumFiles,
  presetRegistry,
  type SpectrumFilesJob,
  type SpectrumJob,
  type SpectrumRun,
  spectrumFilesJob,
  spectrumJob,
  spectrumReport,
} from "../src/index.ts";
import { fileHost } from "./file-host.ts";
import { refusalOf } from "./refusal-of.ts";

const start = instantFromMjd(60200, 0.8, "utc");
const target = { frame: "icrs", lon: 329.717, lat: -30.226 } as const;
const spectrum = powerLaw({ index: 3, amplitude: 1e-10, reference: 1 });
const night = simulateNight({
  array: hessLike,
  target,
  start,
  count: 2,
  duration: 1700,
  pause: 100,
  spectrum,
  seed: 5,
});
const stored = new Map(writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
const model = { type: "power-law", parameters: { index: 2.5, amplitude: 1e-10 } } as const;
const measured = { model, fluxPoints: { edges: ["0.5 TeV", "2 TeV", "10 TeV"] } };
const runsJob: SpectrumJob = {
  job: "spectrum",
  data: { store: "night" },
  on: { type: "circle", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 20 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 40 },
  ...measured,
};
const filesJob: SpectrumFilesJob = {
  job: "spectrum-files",
  spectra: ["spectra/first.fits", { file: "spectra/second.fits" }],
  ...measured,
};

describe("spectra that the job spectrum has reduced, and another wrote as OGIP files", () => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const runs: SpectrumRun[] = [];
  const host: FileHost = { openFile: (name) => memoryFolder("disk", files).file(name), versions: {} };
  const run = (change: Partial<SpectrumFilesJob>, more: Partial<FileHost> = {}) =>
    spectrumFilesJob({ ...filesJob, ...change } as SpectrumFilesJob, { ...host, ...more });

  /** The files, of which the first names another companion. */
  const naming = (keyword: string, path: string): FileHost => {
    const bytes = (files.get("spectra/first.fits") as Uint8Array<ArrayBuffer>).slice();
    const at = new TextDecoder("latin1").decode(bytes).indexOf(`${keyword}=`);
    bytes.set(new TextEncoder().encode(`${keyword}= '${path}'`.padEnd(80)), at);
    const changed = new Map([...files, ["spectra/first.fits", bytes]]);
    return { openFile: (name) => memoryFolder("disk", changed).file(name) };
  };

  beforeAll(async () => {
    const store = { openFolder: (name: string) => memoryFolder(name, stored) };
    runs.push(await spectrumJob(runsJob, store), await spectrumJob({ ...runsJob, stack: true }, store));
    runs[0].datasets.forEach((dataset, i) => {
      for (const { name, bytes } of writeOgip(dataset as SpectrumDatasetOnOff, `${["first", "second"][i]}.fits`, {
        energyUnit: "TeV",
      })) {
        files.set(`spectra/${name}`, bytes as Uint8Array<ArrayBuffer>);
      }
    });
  });

  test.each([false, true])("give the same numbers, stacked: %s", async (stack) => {
    const { result, fit, datasets } = await run({ stack });
    const wanted = runs[stack ? 1 : 0];
    expect(datasets).toHaveLength(stack ? 1 : 2);
    expect(result.fit?.success).toBe(true);
    expect(fit?.stat).toBeCloseTo(wanted.fit?.stat ?? Number.NaN, 8);
    result.fluxPoints.forEach(({ norm, normUl }, i) => {
      expect(norm).toBeCloseTo(wanted.result.fluxPoints[i].norm ?? Number.NaN, 8);
      expect(normUl).toBeCloseTo(wanted.result.fluxPoints[i].normUl ?? Number.NaN, 8);
    });
    expect(result.integralFlux.value).toBeCloseTo(wanted.result.integralFlux.value ?? Number.NaN, 18);
    expect(result.cumulative.map(({ excess }) => excess)).toEqual(
      wanted.result.cumulative.map(({ excess }) => expect.closeTo(excess, 9)),
    );
    expect(result.butterfly?.energyTeV).toHaveLength(40);
    expect(parseResult(JSON.stringify(result))).toEqual(JSON.parse(JSON.stringify(result)));
  });

  test("tell all files that were read, those beside them too", async () => {
    const { result } = await run({});
    const names = ["first", "second"].flatMap((name) =>
      ["", "_arf", "_bkg", "_rmf"].map((part) => `spectra/${name}${part}.fits`),
    );
    expect(result.provenance.inputs.map(({ name }) => name)).toEqual(names);
    expect(result.provenance.inputs.every(({ sha256 }) => sha256?.length === 64)).toBe(true);
    expect(result.datasets.map(({ file }) => file)).toEqual(["spectra/first.fits", "spectra/second.fits"]);
  });

  test("are told apart by name, and the job of the result gives it again", async () => {
    const [file] = ["spectra/first.fits"];
    const { result } = await run({ spectra: [file, file, { file, name: "mine" }], energy: { min: 1, max: "9 TeV" } });
    const [first, second, third] = result.datasets.map(({ name }) => name);
    expect([second, third]).toEqual([`${first}-2`, "mine"]);
    const again = await spectrumFilesJob(result.job as SpectrumFilesJob, host);
    expect(again.result.fit).toEqual(result.fit);
    expect(again.result.fluxPoints).toEqual(result.fluxPoints);
  });

  test("count in the range that is given, one's own before that of all", async () => {
    const { result } = await run({
      spectra: ["spectra/first.fits", { file: "spectra/second.fits", energy: { min: 2, max: 9 } }],
      energy: { min: "0.9 TeV", max: "30 TeV" },
    });
    const rangeOf = ({ energyEdgesTeV, maskFit }: (typeof result.datasets)[number]) => {
      return [energyEdgesTeV[maskFit.indexOf(true)], energyEdgesTeV[maskFit.lastIndexOf(true) + 1]];
    };
    const [[low, high], [ownLow, ownHigh]] = result.datasets.map(rangeOf);
    expect(low).toBeGreaterThanOrEqual(0.9);
    expect(high).toBeLessThanOrEqual(30);
    expect(ownLow).toBeGreaterThanOrEqual(2);
    expect(ownHigh).toBeLessThanOrEqual(9);
  });

  test("have at most twelve flux points on edges of their own where none are asked for", async () => {
    const { result } = await run({ fluxPoints: {} });
    expect(result.fluxPoints.length).toBeGreaterThan(5);
    expect(result.fluxPoints.length).toBeLessThanOrEqual(12);
    const edges = result.datasets[0].energyEdgesTeV;
    for (const { eMinTeV, eMaxTeV } of result.fluxPoints)
      expect(edges).toEqual(expect.arrayContaining([eMinTeV, eMaxTeV]));
    expect(result.warnings.filter(({ code }) => code.startsWith("energy-"))).toEqual([]);
  });

  test("are refused all at once where several can't be used", async () => {
    const spectra = [
      "spectra/first_arf.fits",
      "spectra/first.fits",
      { file: "spectra/second.fits", energy: { min: 1e3, max: 2e3 } },
    ];
    const refused = run({ spectra });
    await expect(refused).rejects.toThrow("2 of 3 spectra can't be used:\n  spectra[0].file: ");
    await expect(run({ spectra })).rejects.toThrow("\n  spectra[2].energy: No energy bin");
  });

  test("warn of edges that fall inside a bin", async () => {
    const { result } = await run({ fluxPoints: { edges: [0.55, 2.1, 9] } });
    expect(result.warnings.map(({ code }) => code)).toContain("energy-snapped");
  });

  test.each([
    [
      "a range without a bin",
      { energy: { min: "1 PeV", max: "2 PeV" } },
      "spectra[0].energy: No energy bin of dataset",
    ],
    [
      "a file that is no spectrum",
      { spectra: ["spectra/first_arf.fits"] },
      "spectra[0].file: spectra/first_arf.fits: it has no SPECTRUM",
    ],
  ])("are refused with their key path: %s", async (_, change, words) => {
    await expect(run(change as Partial<SpectrumFilesJob>)).rejects.toThrow(words);
  });

  test.each([
    ["that is missing", "nowhere.fits", "keyword RESPFILE names nowhere.fits"],
    ["outside the folder", "../../etc/passwd", "RESPFILE"],
  ])("are refused where they name a file %s", async (_, path, words) => {
    const odd = naming("RESPFILE", path);
    await expect(run({}, odd)).rejects.toThrow("spectra[0].file: ");
    await expect(run({}, odd)).rejects.toThrow(words);
  });

  test("can't be stacked where they have no OFF counts", async () => {
    const given = run({ stack: true }, naming("BACKFILE", "none"));
    await expect(given).rejects.toThrow("stack: datasets without OFF counts can't be stacked. Leave out stack.");
  });

  test("with an exposure but no livetime, as Gammapy stores one without good time, can be measured", async () => {
    const [{ energyEdges, energyTrueEdges, counts, exposure }] = runs[0].datasets;
    const axis = (name: string, edges: ArrayLike<number>) => axisFromEdges(edges, { name, unit: "TeV", scale: "log" });
    const maps = ([values, zero]: readonly Float64Array[]) => [
      writeMap({ kind: "region-map", axes: [axis("energy", energyEdges)], unit: "", values }, "COUNTS"),
      writeMap(
        { kind: "region-map", axes: [axis("energy_true", energyTrueEdges)], unit: "cm2 s", values: zero },
        "EXPOSURE",
      ).subarray(2880),
    ];
    const file = (values: Float64Array) => Uint8Array.from(maps([counts, values]).flatMap((part) => [...part]));
    const others = new Map([
      ["exposed.fits", file(exposure)],
      ["unexposed.fits", file(exposure.map(() => 0))],
    ]);
    const { result } = await spectrumFilesJob(
      { ...filesJob, spectra: ["exposed.fits", "unexposed.fits"] },
      { openFile: (name) => memoryFolder("disk", others).file(name) },
    );
    expect(result.datasets.map(({ livetimeS }) => livetimeS)).toEqual([0, 0]);
    const lost = result.warnings.filter(({ code }) => code === "zero-livetime");
    expect(lost.map(({ where }) => where)).toEqual([result.datasets[1].name]);
  });

  test("that hold the same counts are told, as they count twice", async () => {
    const { result } = await run({ spectra: ["spectra/first.fits", "spectra/second.fits", "spectra/first.fits"] });
    const told = result.warnings.filter(({ code }) => code === "same-spectrum");
    expect(told).toEqual([
      {
        code: "same-spectrum",
        message:
          "spectra/first.fits holds the same counts as spectra/first.fits: they count twice in the fit. Leave one of them out.",
        where: result.datasets[2].name,
      },
    ]);
    expect((await run({})).result.warnings.map(({ code }) => code)).not.toContain("same-spectrum");
  });

  test("are described by other models, too, with what these gain", async () => {
    const compareWith = [
      { type: "log-parabola", parameters: { amplitude: 1e-10, reference: 1 } },
      { type: "exp-cutoff-power-law", parameters: { amplitude: 1e-10 } },
    ];
    const done = await run({ compareWith, significance: { toys: 30, seed: 2 } });
    const { comparisons = [], job, fit, warnings } = done.result;
    expect(comparisons.map(({ model: name, base, nested, approximate }) => [name, base, nested, approximate])).toEqual([
      ["log-parabola", "power-law", true, false],
      ["exp-cutoff-power-law", "power-law", true, false],
    ]);
    for (const { stat, deltaTs, toys } of comparisons) {
      expect(deltaTs).toBeCloseTo((fit?.stat ?? 0) - (stat ?? 0), 8);
      expect(toys?.pValue).toBeGreaterThanOrEqual(0);
    }
    const findings = spectrumReport(done, []).findings.join(" ");
    expect(findings).toContain("log-parabola is not needed beside power-law");
    expect(findings).toContain("By toys, p = ");
    expect(warnings.map(({ code }) => code)).toEqual((await run({})).result.warnings.map(({ code }) => code));
    expect(planSpectrumFiles(job, presetRegistry()).compareWith.map(({ id }) => id)).toEqual([
      "log-parabola",
      "exp-cutoff-power-law",
    ]);
    // The fit itself is what it is without them.
    expect({ ...fit, evaluations: 0 }).toEqual({ ...(await run({})).result.fit, evaluations: 0 });
    expect((await run({})).result).not.toHaveProperty("comparisons");
  });

  test("have a posterior by the statistic of the fit, be it one of a plugin", async () => {
    const quarter = defineExtension("statistic", { id: "acme/quarter", summary: "A quarter of W-stat" }, () => {
      const { accepts, compile } = wstatStatistic();
      return {
        accepts,
        compile(dataset: Dataset) {
          const { value } = compile(dataset);
          return { value: (npred: Float64Array) => value(npred) / 4 };
        },
      };
    });
    const registry = presetRegistry().with({ name: "acme", contract: 1, extensions: [quarter] });
    const posterior = { walkers: 16, steps: 400, burnIn: 100, seed: 1 };
    const { result } = await run({ fit: { statistic: "acme/quarter" }, posterior }, { registry });
    const error = result.fit?.parameters.find(({ name }) => name === "index")?.error ?? 0;
    const sampled = result.posterior?.parameters.find(({ name }) => name.endsWith("index"))?.sigma ?? 0;
    // By W-stat it would be half of that.
    expect(sampled / error).toBeGreaterThan(0.8);
    expect(sampled / error).toBeLessThan(1.25);
  });

  describe("in a session", () => {
    test("are listed with what is wrong with some, and which are there twice", async () => {
      const session = openSpectrumFilesSession(host);
      const names = ["spectra/first.fits", "spectra/first_arf.fits", "spectra/first.fits", "spectra/none.fits"];
      const [first, arf, again, none] = await session.list(names);
      expect([first.dataset?.kind, first.repeats, again.repeats]).toEqual([
        "spectrum-on-off",
        undefined,
        "spectra/first.fits",
      ]);
      expect(arf.fault?.message).toContain("spectra/first_arf.fits: it has no SPECTRUM table");
      expect(none.fault?.message).toContain("spectra/none.fits");
      expect(session.size()).toBeGreaterThan(1000);
    });

    test("give the numbers of the job, from files that are read once", async () => {
      const opened: string[] = [];
      const session = openSpectrumFilesSession({
        ...host,
        openFile(name) {
          opened.push(name);
          return host.openFile(name);
        },
      });
      const changes: readonly Partial<SpectrumFilesJob>[] = [
        {},
        { stack: true },
        { energy: { min: 1, max: 9 }, model: { type: "log-parabola", parameters: {} } },
        { spectra: ["spectra/second.fits"] },
      ];
      for (const change of changes) {
        const { provenance: _, ...wanted } = (await run(change)).result;
        const { result } = await session.update({ ...filesJob, ...change } as SpectrumFilesJob);
        const { provenance, ...given } = result;
        expect(given).toEqual(wanted);
        expect(provenance.inputs.length).toBe(4 * given.datasets.length);
      }
      expect(opened.sort()).toEqual(["spectra/first.fits", "spectra/second.fits"]);
    });

    test("have counts with the prediction of the fit, whose residuals are those of the figure", async () => {
      const session = openSpectrumFilesSession(host);
      const one = await session.update({ ...filesJob, spectra: ["spectra/first.fits"] });
      const [{ name, counts, background, predicted, fitted, residuals }] = session.counts(one);
      const [dataset] = one.datasets;
      expect([name, counts]).toEqual([dataset.name, dataset.counts]);
      const sum = (values: Float64Array | undefined) => fitted.reduce((total, k) => total + (values?.[k] ?? 0), 0);
      expect(sum(background)).toBeGreaterThan(0);
      expect(sum(predicted) / sum(counts)).toBeCloseTo(1, 1);
      expect(residuals).toEqual(session.spectrum(one).residuals);
      expect(session.spectrum(one).curves).toEqual([one.butterfly]);
    });
  });

  test("end where the job is called off", async () => {
    await expect(run({}, { context: { signal: AbortSignal.abort("enough") } })).rejects.toBe("enough");
  });
});

test.each([
  ["no spectra", { spectra: [] }, "spectra"],
  [
    "a key that is none",
    { spectra: [{ file: "a.fits", energi: {} }] },
    'spectra[0].energi: unknown key; did you mean "energy"?',
  ],
  ["a range the wrong way round", { energy: { min: 2, max: 1 } }, "energy.max: must be greater than min, 2 TeV"],
  ["keys of a job on runs", { on: { type: "circle" } }, "on: unknown key"],
  ["a model that is none", { model: { type: "nope" } }, "model"],
])("a job with %s is refused before anything is read", (_, change, words) => {
  expect(refusalOf(() => planSpectrumFiles({ ...filesJob, ...change }, presetRegistry()))).toContain(words);
});

test("all that is wrong is said at once", () => {
  const odd = {
    ...filesJob,
    stak: true,
    model: { type: "nope" },
    compareWith: [{ type: "power-law" }, { type: "none" }],
    fit: { optimizer: "nope" },
  };
  const words = refusalOf(() => planSpectrumFiles(odd, presetRegistry()));
  for (const part of ["stak: unknown key", "model", "compareWith[1]", "fit"]) expect(words).toContain(part);
});

interface Wanted {
  readonly totalStat: number;
  readonly amplitude: readonly [value: number, error: number];
}

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "five telescopes", () => {
  const telescopes = [
    ["fermi", ["pha_obs0"], 0.03, 2],
    ["magic", ["pha_obs5029747", "pha_obs5029748"], 0.08, 30],
    ["veritas", ["pha_obs54809", "pha_obs57993"], 0.15, 30],
    ["fact", ["pha_stacked"], 0.4, 30],
    ["hess", ["pha_obs23523", "pha_obs23526", "pha_obs23559", "pha_obs23592"], 0.66, 30],
  ] as const;

  test("fitted together are what the reference has", async () => {
    const reference = await readJson<Readonly<Record<string, Wanted>>>("GAMMAKIT_REFERENCE", "joint-crab.json");
    const spectra = telescopes.flatMap(([name, files, min, max]) =>
      files.map((file) => ({ file: `joint-crab/spectra/${name}/${file}.fits`, energy: { min, max } })),
    );
    const start = { type: "log-parabola", parameters: { amplitude: 4e-11, reference: 1, alpha: 2.5, beta: 0.13 } };
    const { result } = await spectrumFilesJob(
      { job: "spectrum-files", spectra, model: start, fluxPoints: { edges: [0.03, 0.1, 0.3, 1, 3, 10, 30] } },
      await fileHost(),
    );
    const { totalStat, amplitude } = reference.joint;
    expect(result.fit?.success).toBe(true);
    expect(Math.abs((result.fit?.stat ?? 0) - totalStat)).toBeLessThan(1e-3);
    const found = result.fit?.parameters.find(({ name }) => name === "amplitude");
    expect(Math.abs((found?.value ?? 0) - amplitude[0])).toBeLessThan(0.01 * amplitude[1]);
    expect(result.fluxPoints.map(({ success }) => success)).toEqual(Array(6).fill(true));
    expect(result.cumulative).toEqual([]);
  });
});
