import {
  bufferSource,
  type Dataset,
  defineExtension,
  defineSpectralModel,
  extensionKinds,
  formatIso,
  instantFromMjd,
  type Kind,
  type Objective,
  type Plugin,
  skyModelFromRecord,
  toSkyRecord,
} from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { beforeEach, describe, expect, test } from "vitest";
import {
  type FluxProfileJob,
  fluxProfileJob,
  fluxProfileReport,
  openFluxProfileSession,
  planTimeResolved,
  presetRegistry,
  spectrumJob,
  type TimeResolvedJob,
  timeResolvedReport,
  timeResolvedSpectroscopy,
} from "../../src/index.ts";
import { simulatedPlane } from "../simulated-plane.ts";
import { acmePlugin, used } from "./acme-plugin.ts";

const registry = presetRegistry().with(acmePlugin);
const target = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
const start = instantFromMjd(60200, 0.8, "utc");
const night = simulateNight({
  array: hessLike,
  target,
  start,
  count: 2,
  duration: 900,
  pause: 0,
  spectrum: powerLaw({ index: 3, amplitude: 2e-10 }),
  seed: 5,
});
const files = new Map(writeDataStore(night, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
const host = { openFolder: (name: string) => memoryFolder(name, files), registry };

const prior = { type: "acme/cauchy", at: 1e-10, width: 1 };
const model = { type: "acme/exponential", parameters: { amplitude: { prior } } } as unknown as TimeResolvedJob["model"];
const seriesJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "night" },
  time: { start: formatIso(start), scale: "utc", width: 900, count: 2 },
  on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 8 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 40 },
  background: { maker: "reflected-regions" },
  model,
} satisfies TimeResolvedJob;

const map = simulatedPlane([4, 2]);
const wrappedMap = new Uint8Array(map.length + 4);
wrappedMap.set(new TextEncoder().encode("ACME"));
wrappedMap.set(map, 4);
const profileJob = {
  job: "flux-profile",
  dataset: "plane.acme",
  regions: { type: "annuli", frame: "galactic", center: { lon: 0, lat: 0 }, radiusMax: "1 deg", count: 2 },
  energyEdges: ["10 GeV", "2 TeV"],
} satisfies FluxProfileJob;
const mapHost = { openFile: (name: string) => bufferSource(name.endsWith(".acme") ? wrappedMap : map, name), registry };

beforeEach(() => {
  used.length = 0;
});

describe("every extension point", () => {
  const waiting: readonly Kind[] = presetRegistry().list("sampler").length === 0 ? ["sampler"] : [];
  test.each(extensionKinds.filter((kind) => !waiting.includes(kind)))("%s has an implementation of ours", (kind) => {
    expect(presetRegistry().list(kind).length).toBeGreaterThan(0);
  });

  test.each(extensionKinds)("%s takes one from outside", (kind) => {
    const ours = presetRegistry().list(kind);
    const added = registry.list(kind).filter((extension) => !ours.some(({ id }) => id === extension.id));
    expect(added.map(({ id }) => id.startsWith("acme/"))).toEqual([true]);
    expect(registry.create(kind, added[0].id).id).toBe(added[0].id);
  });
});

describe("a job of time-resolved spectroscopy", () => {
  test("takes model, prior, optimizer, statistic, makers, estimators and writers of a plugin by name", async () => {
    const {
      result,
      files: written,
      ...run
    } = await timeResolvedSpectroscopy(
      {
        ...seriesJob,
        background: { maker: "acme/flat-background", counts: 0.5 },
        makers: [{ maker: "acme/flat-background", counts: 0.25, above: 10 }],
        fit: { optimizer: "acme/follower", statistic: { type: "acme/half", factor: 1 } },
        estimators: ["excess", { type: "acme/hardness-ratio", split: 1 }],
        outputs: ["bins.names", { file: "bins.txt", writer: "acme/names", separator: "," }],
      },
      host,
    );
    expect(new Set(used)).toEqual(new Set(["maker", "statistic", "optimizer"]));
    expect(result.bins.map(({ success }) => success)).toEqual([true, true]);
    const [{ estimates, parameters }] = result.bins;
    expect(parameters[0].prior).toEqual(prior);
    expect(estimates).toMatchObject([
      { type: "excess", success: true, value: { background: 8 * 0.5 - 2 * 0.25 }, message: "" },
      { type: "acme/hardness-ratio", success: true, value: { undefinedRatio: null }, message: "" },
    ]);
    const { soft, hard, ratio, edges } = estimates[1].value as Record<string, number> & { edges: number[] };
    expect(soft + hard).toBe(result.datasets[0].counts.reduce((a, b) => a + b));
    expect(ratio).toBe(hard / soft);
    expect(edges).toHaveLength(9);
    expect(written.map(({ name }) => name)).toEqual(["bins.names", "bins.txt"]);
    expect(new TextDecoder().decode(written[1].bytes)).toMatch(/^tstart,tstop,/);
    const report = timeResolvedReport({ result, files: written, ...run }, []);
    const table = report.tables.find(({ title }) => title === "Estimates: acme/hardness-ratio")?.table;
    expect(table?.columns.map(({ name }) => name)).toEqual(["tstart", "soft", "hard", "ratio", "undefinedRatio"]);
    expect(JSON.parse(JSON.stringify(result.job))).toMatchObject({
      makers: [{ maker: "acme/flat-background", counts: 0.25, above: 10 }],
      estimators: ["excess", { type: "acme/hardness-ratio", split: 1 }],
    });
  });

  test("an estimator that fails is a warning in its interval, and the others go on", async () => {
    const estimators = [{ type: "acme/hardness-ratio", fails: true }, "excess"];
    const { result } = await timeResolvedSpectroscopy({ ...seriesJob, estimators }, host);
    for (const { estimates } of result.bins) {
      expect(estimates).toMatchObject([
        { success: false, value: null, message: expect.stringContaining("threw Error: no hardness today. If") },
        { success: true },
      ]);
    }
    expect(result.warnings.filter(({ code }) => code === "estimate-failed")).toHaveLength(2);
  });

  test("a file that no writer can make of it is a warning", async () => {
    const outputs = [{ file: "night.fits", writer: "ogip" }];
    const { result, files: written } = await timeResolvedSpectroscopy({ ...seriesJob, outputs }, host);
    expect(written).toEqual([]);
    expect(result.warnings).toContainEqual(
      expect.objectContaining({
        code: "output-not-written",
        where: "night.fits",
        message: expect.stringContaining('"ogip"'),
      }),
    );
  });

  test("names that nobody has are told all at once, with their paths", async () => {
    const job = {
      ...seriesJob,
      makers: [{ maker: "acme/flat-backgrounds" }],
      fit: { statistic: "acme/haf" },
      estimators: ["exces", { type: "excess", mim: 1 }],
      outputs: ["bins.ecvs", "../bins.csv"],
    };
    const message = await timeResolvedSpectroscopy(job, host).then(String, ({ message }) => message);
    for (const line of [
      'makers[0]: No maker named "acme/flat-backgrounds". Did you mean "acme/flat-background"?',
      'fit.statistic: No statistic named "acme/haf". Did you mean "acme/half"?',
      'estimators[0]: No estimator named "exces". Did you mean "excess"?',
      'estimators[1].mim: unknown key; did you mean "min"?',
      'outputs[0]: No writer writes ".ecvs". Did you mean ".ecsv"?',
      'outputs[1]: "../bins.csv" must be a plain file name',
    ]) {
      expect(message).toContain(line);
    }
  });
});

describe("a plugin that throws", () => {
  const throwing = (): never => {
    throw new TypeError("Cannot read properties of undefined (reading 'x')");
  };
  const label = (id: string) => ({ id: `bad/${id}`, summary: "Throws" });
  let calls = 0;
  const plugin: Plugin = {
    name: "@bad/plugin",
    contract: 1,
    extensions: [
      defineExtension("maker", label("maker"), () => ({ run: throwing })),
      defineExtension("optimizer", label("optimizer"), () => ({ minimize: throwing })),
      defineExtension("optimizer", label("moody"), () => ({
        minimize: (objective: Objective) => (calls++ === 0 ? throwing() : minuit().minimize(objective)),
      })),
      defineExtension("statistic", label("statistic"), () => ({
        accepts: () => true,
        compile: () => ({ value: throwing }),
      })),
      defineExtension("reader", label("reader"), () => ({ sniff: () => true, read: async () => throwing() })),
      defineSpectralModel({
        ...label("model"),
        parameters: { amplitude: { value: 1e-10, unit: "cm-2 s-1 TeV-1" } },
        evaluate: (_energy, _p, out) => void (out.length > 30 ? throwing() : out.fill(1e-10)),
      }),
    ],
  };
  const own = { ...host, registry: registry.with(plugin) };
  const plain = { type: "power-law", parameters: { amplitude: "1e-10 cm-2 s-1 TeV-1" } };
  const job = { ...seriesJob, model: plain } as TimeResolvedJob;
  const refusal = (more: object) => timeResolvedSpectroscopy({ ...job, ...more }, own).catch((error) => error);

  test.each([
    ["maker", { makers: [{ maker: "bad/maker" }] }, ", at dataset 1-0 of run 1."],
    ["optimizer", { fit: { optimizer: "bad/optimizer" } }, "."],
    ["statistic", { fit: { statistic: "bad/statistic" } }, ", at dataset 1-0."],
    ["spectral model", { model: { type: "bad/model" } }, "."],
  ])("is named with its %s and the place", async (kind, more, place) => {
    const error = await refusal(more);
    expect(error.message).toBe(
      `The ${kind} "bad/${kind.split(" ").at(-1)}" of plugin "@bad/plugin" threw TypeError: Cannot read properties of undefined (reading 'x')${place} This is a fault of it: tell the authors of the plugin, or do without it.`,
    );
    expect(error).toMatchObject({ code: "task-failed", details: { extension: { plugin: "@bad/plugin" } } });
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test.each([
    ["changes what it is given", "changes the energies or parameters that it is given"],
    ["gives a promise", "gives a promise"],
  ])("a model that %s is refused before data are read", async (_, words) => {
    const amplitude = { value: 1e-10, unit: "cm-2 s-1 TeV-1" };
    const evaluate = words.includes("promise")
      ? async () => Promise.reject(new Error("late"))
      : (energy: Float64Array, _p: Float64Array, out: Float64Array) => {
          energy[0] *= 1.1;
          out.fill(1e-10);
        };
    const odd = defineSpectralModel({ ...label("odd"), parameters: { amplitude }, evaluate });
    const strange = { ...host, registry: registry.with({ name: "odd", contract: 1, extensions: [odd] }) };
    const odder = { ...job, model: { type: "bad/odd" } } as TimeResolvedJob;
    await expect(timeResolvedSpectroscopy(odder, strange)).rejects.toThrow(words);
  });

  test("ends an interval, and not the others", async () => {
    calls = 0;
    const { result } = await timeResolvedSpectroscopy({ ...job, fit: { optimizer: "bad/moody" } }, own);
    expect(result.bins.map(({ status }) => status)).toEqual(["failed", "converged"]);
    expect(result.warnings).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining('The optimizer "bad/moody" of plugin "@bad/plugin" threw'),
      }),
    );
  });

  test("is named with its reader and the file", async () => {
    const files = { ...mapHost, registry: mapHost.registry.with(plugin) };
    await expect(fluxProfileJob({ ...profileJob, reader: "bad/reader" }, files)).rejects.toThrow(
      /^The reader "bad\/reader" of plugin "@bad\/plugin" threw TypeError: .*, at plane\.acme\. /,
    );
  });
});

test("options of a plugin's extensions that take none, and regions that its maker would not heed, are refused", async () => {
  const nothing = { summary: "Takes nothing", optionHelp: {} };
  const deaf = defineExtension("maker", { id: "deaf/maker", ...nothing }, () => ({
    run: (dataset: Dataset) => dataset,
  }));
  const still = defineExtension("estimator", { id: "deaf/estimator", ...nothing }, () => ({ run: () => 1 }));
  const more = registry.with({ name: "deaf", contract: 1, extensions: [deaf, still] });
  const job = {
    ...seriesJob,
    background: { maker: "deaf/maker" },
    exclude: [{ type: "circle", lon: 329, lat: -30, radius: "0.2 deg" }],
    estimators: [{ type: "deaf/estimator", split: 2 }],
    outputs: [{ file: "bins.csv", writer: "csv", seperator: ";" }],
  } as unknown as TimeResolvedJob;
  const { details, message } = await timeResolvedSpectroscopy(job, { ...host, registry: more }).catch((error) => error);
  expect(details.issues.map(({ path }: { path: string }) => path)).toEqual([
    "exclude",
    "estimators[0].split",
    "outputs[0].seperator",
  ]);
  expect(message).toContain(
    'estimators[0].split: no option "split" of the estimator "deaf/estimator", which takes none',
  );
  expect(message).toContain('exclude: no option "exclusion" of the maker "deaf/maker", which takes none');
});

test("options of an extension whose label says nothing of options come to its factory", () => {
  const taken: unknown[] = [];
  const silent = defineExtension("estimator", { id: "mute/estimator", summary: "Says nothing" }, (options?: object) => {
    taken.push(options);
    return { run: () => 1 };
  });
  const more = registry.with({ name: "mute", contract: 1, extensions: [silent] });
  planTimeResolved({ ...seriesJob, estimators: [{ type: "mute/estimator", split: 2 }] } as TimeResolvedJob, more);
  expect(taken).toEqual([{ split: 2 }]);
});

test("extensions of our own that a job names with options say which they take", () => {
  const named = ["optimizer", "sampler", "statistic", "maker", "estimator", "reader", "writer"] as const;
  const silent = named
    .flatMap((kind) => presetRegistry().list(kind))
    .filter(({ optionHelp }) => optionHelp === undefined);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

test("a spectrum has estimates of what was fitted, and writes its flux points", async () => {
  const { time: _, ...common } = seriesJob;
  const { result, files: written } = await spectrumJob(
    {
      ...common,
      job: "spectrum",
      stack: true,
      estimators: ["acme/hardness-ratio"],
      outputs: ["sed.ecsv", "sed.names"],
    },
    host,
  );
  expect(result.estimates).toMatchObject([{ type: "acme/hardness-ratio", success: true }]);
  expect(written.map(({ name }) => name)).toEqual(["sed.ecsv", "sed.names"]);
});

describe("a job of a flux profile", () => {
  test("takes model, optimizer, makers, estimators, readers and writers of a plugin by name", async () => {
    const run = await fluxProfileJob(
      {
        ...profileJob,
        model: { type: "acme/exponential", parameters: { amplitude: 1e-8 } },
        fit: { optimizer: "acme/follower", statistic: "acme/half" },
        makers: [{ maker: "acme/flat-background", counts: 2 }],
        estimators: ["excess"],
        outputs: ["rows.names"],
      },
      mapHost,
    );
    expect(new Set(used)).toEqual(new Set(["reader", "maker", "optimizer", "statistic"]));
    expect(run.result.rows).toHaveLength(2);
    for (const { estimates } of run.result.rows) expect(estimates).toMatchObject([{ value: { background: 8 } }]);
    expect(run.files.map(({ name }) => name)).toEqual(["rows.names"]);
    expect(fluxProfileReport(run, []).tables.map(({ title }) => title)).toEqual(["Results", "Estimates: excess"]);
  });

  test("a session reads a map again for other options of its reader", async () => {
    const session = openFluxProfileSession(mapHost);
    const countsFor = async (options: object) => {
      const reader = { type: "acme/wrapped-map", ...options };
      return (await session.update({ ...profileJob, reader })).result.map.counts;
    };
    const once = await countsFor({});
    expect(await countsFor({ times: 3 })).toBe(3 * once);
    expect(await countsFor({})).toBe(once);
    expect(used.filter((what) => what === "reader")).toHaveLength(2);
  });

  test("a reader can be named, and what it gives is checked", async () => {
    const job = { ...profileJob, reader: "acme/wrapped-map" };
    await expect(fluxProfileJob(job, mapHost)).resolves.toMatchObject({
      result: { map: { shape: expect.any(Array) } },
    });
    await expect(fluxProfileJob({ ...profileJob, dataset: "plane.csv", reader: "csv" }, mapHost)).rejects.toThrow();
    await expect(fluxProfileJob({ ...profileJob, reader: "acme/wraped-map" }, mapHost)).rejects.toThrow(
      'reader: No reader named "acme/wraped-map". Did you mean "acme/wrapped-map"?',
    );
    await expect(fluxProfileJob({ ...profileJob, fit: { strategy: 2 } }, mapHost)).rejects.toThrow(
      '"strategy" is an option of an optimizer, and none is named',
    );
  });
});

test("spatial and temporal models of a plugin go through records", () => {
  const record = {
    id: "acme/exponential",
    parameters: [],
    spatial: { id: "acme/cone", parameters: [] },
    temporal: { id: "acme/pulse", parameters: [] },
  };
  const model = skyModelFromRecord(record, registry);
  expect(toSkyRecord(model)).toMatchObject({ spatial: { id: "acme/cone" }, temporal: { id: "acme/pulse" } });
});
