import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { endianness } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import {
  axisFromEdges,
  createGti,
  createMap,
  createWcs,
  instantFromMjd,
  isGammakitError,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import { fit } from "@gammakit/fit";
import { readFits, writeFits } from "@gammakit/fits";
import { memoryFolder, readDatasets, writeMapDataset, writeOgip } from "@gammakit/io";
import { stackOnOff } from "@gammakit/makers";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { arrayResponses, hessLike } from "@gammakit/simulate";
import { threads } from "@gammakit/workers/node";
import { bundled } from "@gammakit-tools/vitest/bundle";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { decode } from "../../../packages/bullmq/src/encoding.ts";
import { endless, polluting } from "./fixtures/tasks.ts";
import { lawConfig } from "./law-config.ts";
import { nightFolder, nightJob } from "./night.ts";
import { emptyFolder, gammakit, type Outcome, program, writeJob } from "./program.ts";

interface Behavior {
  readonly id: string;
  readonly category: string;
  readonly expect: "ok" | "warning" | "error" | "error-or-warning";
  readonly why: string;
}

interface Warning {
  readonly code: string;
  readonly message: string;
  readonly where: string;
}

/** What of a result of any job is looked at. */
interface Result {
  readonly warnings: readonly Warning[];
  readonly bins: readonly {
    readonly status: string;
    readonly success: boolean;
    readonly stat: number | null;
    readonly message: string;
    readonly parameters: readonly {
      readonly value: number | null;
      readonly error: number | null;
      readonly frozen: boolean;
    }[];
    readonly covariance: unknown;
  }[];
}

type Made = Promise<{ readonly folder: string; readonly job: string }>;

/** What a job printed, which the program must have ended well. */
async function resultOf(made: Made, env: NodeJS.ProcessEnv = {}): Promise<Result & Record<string, unknown>> {
  const { folder, job } = await made;
  const { code, stdout, stderr } = await gammakit(["run", job, "--json"], { cwd: folder, env });
  expect([code, stderr]).toEqual([0, ""]);
  // JSON has no number for these; they must not come as texts either.
  expect(stdout).not.toMatch(/Infinity|NaN/);
  return JSON.parse(stdout);
}

/** The program refuses: exit code 2, one message with these words, no trace of a stack, and nothing written. */
async function refusalOf(made: Made, words: readonly string[], more: readonly string[] = []): Promise<void> {
  const { folder, job } = await made;
  const before = await readdir(folder);
  const outcome = await gammakit(["run", job, "--out", "out", ...more], { cwd: folder });
  expectRefusal(outcome, words);
  expect(await readdir(folder)).toEqual(before);
}

function expectRefusal({ code, stdout, stderr }: Outcome, words: readonly string[]): void {
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr).not.toContain("    at ");
  expect([code, stdout]).toEqual([2, ""]);
}

function warned({ warnings }: Result, code: string, ...words: readonly string[]): void {
  const found = warnings.find((warning) => warning.code === code);
  expect(found, `${code} in ${JSON.stringify(warnings)}`).toBeDefined();
  for (const word of words) expect(`${found?.where}: ${found?.message}`).toContain(word);
}

/** No number is given for what could not be measured. */
function unmeasured({ bins }: Result): void {
  for (const { success, covariance, parameters } of bins) {
    expect([success, covariance]).toEqual([false, null]);
    for (const { frozen, error } of parameters) if (!frozen) expect(error).toBe(null);
  }
}

function errorOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isGammakitError(error)) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

async function errorIn(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (isGammakitError(error)) return error.message;
  throw new Error(`no GammakitError but ${error}`);
}

const region = { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 } as const;

function spectrum(change: Partial<SpectrumDatasetOnOff> = {}): SpectrumDatasetOnOff {
  return {
    kind: "spectrum-on-off",
    name: "small",
    observationIds: [42],
    region,
    gti: createGti(instantFromMjd(60300, 0.25, "tt"), [[0, 100]]),
    livetime: 100,
    energyEdges: Float64Array.of(0.1, 1, 10, 100),
    energyTrueEdges: Float64Array.of(0.1, 1, 10, 100),
    counts: Float64Array.of(10, 5, 1),
    countsOff: Float64Array.of(20, 6, 2),
    acceptance: Float64Array.of(1, 1, 1),
    acceptanceOff: Float64Array.of(4, 4, 4),
    offRegions: [region],
    exposure: Float64Array.of(1e10, 2e10, 3e10),
    edisp: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    maskSafe: Uint8Array.of(1, 1, 1),
    meta: {},
    ...change,
  };
}

const fitOf = (...datasets: readonly SpectrumDatasetOnOff[]) => fit(datasets, powerLaw(), { optimizer: minuit() });

/** A flux profile on a map of 8 x 6 pixels. */
async function profileFolder(counts: (pixel: number) => number) {
  const center = { frame: "galactic", lon: 0, lat: 0 } as const;
  const wcs = createWcs({ center, binSize: 0.5, shape: [8, 6], projection: "TAN" });
  const energy = axisFromEdges([0.1, 1, 10], { name: "energy", unit: "TeV", scale: "log" });
  const map = (unit: string, value: (pixel: number) => number, axis = energy) =>
    createMap({ wcs, axes: [axis], unit, values: Float64Array.from({ length: 96 }, (_, i) => value(i)) });
  const folder = await emptyFolder();
  const bytes = writeMapDataset({
    kind: "map",
    name: "map",
    counts: map("", counts),
    background: map("", () => 1),
    exposure: map("cm2 s", () => 1e12, { ...energy, name: "energy_true" }),
    gti: createGti(instantFromMjd(60300, 0.25, "tt"), [[0, 100]]),
    meta: {},
  });
  await writeFile(join(folder, "map.fits"), bytes);
  const job = {
    job: "flux-profile",
    dataset: "map.fits",
    regions: {
      ...{ type: "rectangles", frame: "galactic", height: "1 deg", count: 3 },
      ...{ start: { lon: "1 deg", lat: "0 deg" }, end: { lon: "359 deg", lat: "0 deg" } },
    },
    model: { type: "power-law", parameters: { index: 2.3 } },
    energyEdges: ["100 GeV", "10 TeV"],
  };
  return { folder, job: await writeJob(folder, job) };
}

const responses = arrayResponses(hessLike);
const { bkg: _, ...withoutBackground } = responses;
const timeless = (({ time: _, ...job }) => ({ ...job, job: "spectrum" }))(nightJob);

/** A night in which nothing above `most` [TeV] is seen. */
function blindAbove(most: number): typeof responses {
  const { edges } = responses.aeff.energy;
  const count = edges.length - 1;
  const values = responses.aeff.values.map((area, i) => (edges[i % count] > most ? 0 : area));
  return { ...responses, aeff: { ...responses.aeff, values } };
}

/** A folder with a job on a model of a plugin, which does this before it computes. */
async function withModel(body: string): Made {
  const made = await nightFolder({ ...nightJob, model: { type: "acme/law" } });
  await writeFile(join(made.folder, "gammakit.config.mjs"), lawConfig(body));
  return made;
}

/** Runs the program in a shell: what of its output is read, and whether there is a terminal, is up to the words around it. */
function shell(words: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-o", "pipefail", "-c", words], {
      env: { ...process.env, GAMMAKIT: `${process.execPath} ${program}`, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Threads that run the tasks of these tests. */
async function withThreads<T>(use: (executor: ReturnType<typeof threads>) => Promise<T>): Promise<T> {
  const worker = await bundled(new URL("./fixtures/task-worker.ts", import.meta.url));
  const executor = threads({ worker, workers: 1 });
  try {
    return await use(executor);
  } finally {
    await executor.close();
  }
}

/** Numbers of a result that do not say when and where it was made. */
function numbersOf({ provenance: _, ...numbers }: Record<string, unknown>): string {
  return JSON.stringify(numbers);
}

/** What is done for each case, by its id in American spelling. */
const checks: Readonly<Record<string, () => Promise<void>>> = {
  async no_off_events() {
    const result = await resultOf(nightFolder(nightJob, { responses: withoutBackground }));
    warned(result, "no-off-events", "1-0", "no event in the OFF regions");
    expect(result.bins.every(({ success, stat }) => success && Number.isFinite(stat))).toBe(true);
  },
  async alpha_zero() {
    const three = (value: number) => new Float64Array(3).fill(value);
    expect(await errorIn(fitOf(spectrum({ acceptance: three(0) })))).toMatch(/"small".*"acceptance" is 0.*Alpha/);
    const endless = spectrum({ acceptanceOff: three(Number.POSITIVE_INFINITY) });
    expect(await errorIn(fitOf(endless))).toMatch(/"small".*"acceptanceOff" is Infinity.*Alpha/);
  },
  async region_outside_fov() {
    const result = await resultOf(nightFolder({ ...nightJob, on: { ...nightJob.on, lat: -20 } }));
    warned(result, "no-safe-bin", "1-0", "outside the field of view");
    unmeasured(result);
  },
  async center_inside_on_region() {
    const result = await resultOf(nightFolder({ ...nightJob, on: { ...nightJob.on, radius: "0.6 deg" } }));
    warned(result, "no-off-region", "1-0", "No OFF region fits");
    unmeasured(result);
  },
  async all_excluded() {
    const { lon, lat } = nightJob.on;
    const exclude = [{ type: "circle", frame: "icrs", lon, lat, radius: "20 deg" }];
    const result = await resultOf(nightFolder({ ...nightJob, exclude }));
    warned(result, "no-off-region", "1-0", "excluded");
    unmeasured(result);
  },
  async mask_safe_empty() {
    const result = await resultOf(
      nightFolder({ ...nightJob, energyTrue: { min: "1e-5 TeV", max: "2e-5 TeV", bins: 5 } }),
    );
    warned(result, "no-safe-bin", "1-0", "does not take part in the fit");
    unmeasured(result);
  },
  async zero_exposure_bin() {
    const edges = ["0.4 TeV", "1 TeV", "3 TeV", "12.2648 TeV", "20 TeV"];
    const job = { ...timeless, energy: { ...nightJob.energy, bins: 8 }, fluxPoints: { edges } };
    const blind = await resultOf(nightFolder(job, { responses: blindAbove(5) }));
    const points = blind.fluxPoints as readonly FluxPoint[];
    expect(points.map(({ norm }) => norm !== null && norm > 0)).toEqual([true, true, true, false]);
    expect(points[3].norm).toBe(null);
    warned(blind, "not-computed", "12.26 to 20 TeV", "no exposure");
  },
  async singular_hessian_identical() {
    const part = { type: "power-law", parameters: { index: 3, amplitude: "1e-11 cm-2 s-1 TeV-1" } };
    const result = await resultOf(
      nightFolder({ ...nightJob, model: { type: "sum", options: { parts: [part, part] } } }),
    );
    warned(result, "not-converged");
    unmeasured(result);
  },
  async singular_hessian_flat() {
    const parameters = { index: 3, amplitude: { value: "0 cm-2 s-1 TeV-1", frozen: true } };
    const result = await resultOf(nightFolder({ ...nightJob, model: { type: "power-law", parameters } }));
    warned(result, "not-converged", "does not depend on power-law.index");
    unmeasured(result);
  },
  async start_at_limit() {
    const { amplitude } = nightJob.model.parameters;
    const parameters = { index: { value: 1, min: 1, max: 5 }, amplitude };
    const moved = await resultOf(nightFolder({ ...nightJob, model: { type: "power-law", parameters } }));
    const free = await resultOf(nightFolder());
    for (const [i, { success, parameters }] of moved.bins.entries()) {
      const { value, error } = free.bins[i].parameters[0];
      expect(success).toBe(true);
      expect(Math.abs((parameters[0].value ?? Number.NaN) - (value ?? 0))).toBeLessThan(0.01 * (error ?? 0));
    }
  },
  async nan_model() {
    await refusalOf(withModel("out.fill(NaN); return;"), ["model", "acme/law", "NaN", "index = 3"]);
  },
  async counts_negative() {
    await refusalOf(
      profileFolder((pixel) => (pixel === 30 ? -1 : 2)),
      ["map.fits", "COUNTS", "-1", "negative"],
    );
    expect(await errorIn(fitOf(spectrum({ counts: Float64Array.of(10, -5, 1) })))).toMatch(/"small".*"counts" is -5/);
  },
  async counts_float() {
    const result = await resultOf(profileFolder(() => 2.5));
    expect(result.warnings).toEqual([]);
    expect((await fitOf(spectrum({ counts: Float64Array.of(10.5, 5.25, 1.125) }))).success).toBe(true);
  },
  async stack_empty() {
    expect(errorOf(() => stackOnOff([]))).toContain("no dataset");
    expect(await errorIn(fitOf())).toContain("no dataset");
  },
  async energy_edges_outside() {
    const fluxPoints = { edges: ["0.01 TeV", "0.1 TeV", "1 TeV", "3 TeV", "40 TeV", "60 TeV"] };
    const result = await resultOf(nightFolder({ ...timeless, fluxPoints }));
    warned(result, "energy-empty", "0.01 TeV to 0.1 TeV; 40 TeV to 60 TeV", "The data reach from");
    const points = result.fluxPoints as readonly FluxPoint[];
    // Those outside keep their row, with no number in it.
    expect(points.map(({ norm }) => norm === null)).toEqual([true, false, false, false, true]);
  },
  async one_bin() {
    const result = await resultOf(nightFolder({ ...nightJob, energy: { ...nightJob.energy, bins: 1 } }));
    warned(result, "not-converged", "does not depend on");
    unmeasured(result);
  },
  async duplicate_dataset_names() {
    const files = new Map(writeOgip(spectrum(), "small.fits").map(({ name, bytes }) => [name, bytes]));
    const entry = "- {name: small, type: SpectrumDatasetOnOff, filename: small.fits}";
    files.set("datasets.yaml", new TextEncoder().encode(`datasets:\n${entry}\n${entry}\n`));
    const error = await errorIn(readDatasets(memoryFolder("folder", files).file("datasets.yaml")));
    expect(error).toMatch(/datasets\.yaml.*"small"/);
  },
  async executor_worker_crash() {
    // How a worker on another machine dies by SIGKILL is tried in bullmq.node.test.ts.
    await refusalOf(
      withModel("if (!isMainThread) process.exit(9);"),
      ["worker was lost 3 times with input 0", "code: 9"],
      ["--executor", "threads", "--workers", "2"],
    );
  },
  async executor_timeout() {
    const error = await withThreads(async (executor) => {
      const outcomes = executor.map(endless, [0], { signal: AbortSignal.timeout(500) });
      return errorIn(outcomes[Symbol.asyncIterator]().next());
    });
    expect(error).toMatch(/abort/i);
    const { folder, job } = await withModel("if (!isMainThread) for (;;);");
    // On a busy machine the program is not at work so soon: then the signal ends it at once, and the next one comes later.
    let said = "";
    for (let seconds = 3; said === "" && seconds < 60; seconds *= 2) {
      const words = `timeout -s TERM ${seconds} $GAMMAKIT run ${job} --out out -q --executor threads --workers 1`;
      const { code, stderr } = await shell(`cd ${folder} && ${words}`);
      // 124 is how `timeout` tells that it came to that.
      expect(code).toBe(124);
      expect(existsSync(join(folder, "out"))).toBe(false);
      said = stderr;
    }
    expect(said).toBe("gammakit: interrupted; nothing was written.\n");
  },
  async executor_message_proto() {
    const values = await withThreads(async (executor) => {
      const found: unknown[] = [];
      for await (const outcome of executor.map(polluting, [1])) found.push(outcome);
      return found;
    });
    const [{ status, value }] = values as [{ readonly status: string; readonly value: object }];
    expect([status, Object.keys(value)]).toEqual(["done", ["__proto__", "constructor"]]);
  },
  async executor_huge_message() {
    const head = Buffer.concat([Buffer.from("GKQ1"), serialize("").subarray(0, 2)]);
    const before = process.memoryUsage().rss;
    // A text, a text of wide characters, a buffer and an array, each of which promises 2^32 - 1 entries.
    for (const kind of ['"', "c", "B", "A"]) {
      const bytes = Buffer.concat([head, Buffer.from(kind), Buffer.of(0xff, 0xff, 0xff, 0xff, 0x0f)]);
      expect(() => decode(bytes), kind).toThrow();
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  },
  async write_read_only() {
    const { folder, job } = await nightFolder();
    // Nobody can make a folder there, root included.
    expectRefusal(await gammakit(["run", job, "--out", "/proc/out"], { cwd: folder }), ["/proc/out"]);
  },
  async overwrite_existing() {
    const { folder, job } = await nightFolder();
    await mkdir(join(folder, "out"));
    await writeFile(join(folder, "out", "result.json"), "{}");
    expectRefusal(await gammakit(["run", job, "--out", "out"], { cwd: folder }), ["out", "exists", "--overwrite"]);
    expect(await readFile(join(folder, "out", "result.json"), "utf8")).toBe("{}");
  },
  async write_interrupted() {
    const { folder, job } = await nightFolder();
    const preload = `import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
const own = fs.writeFile;
let calls = 0;
fs.writeFile = async (path, ...rest) => {
  if (String(path).includes("partial") && ++calls === 2) process.kill(process.pid, "SIGINT");
  await own(path, ...rest);
  await new Promise((resolve) => setTimeout(resolve, 100));
};
syncBuiltinESMExports();`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}` };
    const { code } = await gammakit(["run", job, "--out", "out", "--only", "json,table"], { cwd: folder, env });
    // It came too late to stop the work, or in time: whole, or absent.
    expect([0, 130]).toContain(code);
    const left = (await readdir(folder)).sort();
    expect(left).toEqual(code === 0 ? ["job.json", "out", "store"] : ["job.json", "store"]);
    if (code === 0) expect(JSON.parse(await readFile(join(folder, "out", "result.json"), "utf8")).bins).toHaveLength(2);
  },
  async cli_unknown_option() {
    expectRefusal(await gammakit(["run", "--foo"]), ["--foo", "gammakit run --help"]);
  },
  async cli_stdout_closed() {
    const { stdout, stderr } = await shell("$GAMMAKIT models | head -1");
    expect([stdout.split("\n").length, stderr]).toEqual([2, ""]);
  },
  async cli_no_tty() {
    const { folder, job } = await nightFolder();
    const words = `cd ${folder} && $GAMMAKIT run ${job} --out out --verbose; $GAMMAKIT models; $GAMMAKIT check; $GAMMAKIT run none.yaml --json`;
    for (const env of [{ NO_COLOR: "1" }, { NO_COLOR: undefined, FORCE_COLOR: undefined }]) {
      const { stdout, stderr } = await shell(words, env);
      expect(`${stdout}${stderr}`).not.toContain("\u001b");
      expect(stdout.length).toBeGreaterThan(500);
    }
  },
  async timezone() {
    const zones = ["UTC", "Pacific/Auckland", "America/St_Johns"];
    const results = await Promise.all(zones.map((TZ) => resultOf(nightFolder(), { TZ })));
    expect(new Set(results.map(numbersOf)).size).toBe(1);
  },
  async endianness() {
    const values = Float64Array.of(1, -2.5, 1e300);
    const bytes = writeFits([
      { kind: "image" },
      {
        kind: "table",
        name: "T",
        columns: [
          { name: "D", data: values },
          { name: "I", data: Int32Array.of(1, -2, 7) },
        ],
      },
    ]);
    const file = await readFits(bytes, { name: "t.fits" });
    const { offset } = file.dataRange("T");
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
    // Big-endian in the file, whatever this machine is.
    expect([0, 1, 2].map((row) => view.getFloat64(12 * row, false))).toEqual([...values]);
    expect([...file.table("T").numbers("D")]).toEqual([...values]);
    expect([...file.table("T").numbers("I")]).toEqual([1, -2, 7]);
    expect(["LE", "BE"]).toContain(endianness());
  },
  async int64_precision() {
    const ids = BigInt64Array.of(2n ** 53n + 1n, -(2n ** 62n) - 1n);
    const bytes = writeFits([
      { kind: "image", header: { RUNID: 2n ** 53n + 1n } },
      { kind: "table", name: "EVENTS", columns: [{ name: "EVENT_ID", data: ids }] },
    ]);
    const table = (await readFits(bytes)).table("EVENTS");
    expect([...(table.column("EVENT_ID") as BigInt64Array)]).toEqual([...ids]);
    const folder = await emptyFolder();
    await writeFile(join(folder, "events.fits"), bytes);
    const { code, stdout } = await gammakit(["inspect", "events.fits", "--header", "--json"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('"9007199254740993"');
    expect(stdout).toContain('"-4611686018427387905"');
    const words = (await gammakit(["inspect", "events.fits"], { cwd: folder })).stdout;
    expect(words).toContain("9007199254740993");
    expect(words).toContain("-4611686018427387905");
  },
};

const american = (id: string) => id.replace("centre", "center");

interface FluxPoint {
  readonly norm: number | null;
}

describeWith(["GAMMAKIT_CORPORA"], "how the program and the library behave", () => {
  test("is what the corpus of faults asks", { timeout: 600_000 }, async () => {
    const { cases } = await readJson<{ cases: readonly Behavior[] }>("GAMMAKIT_CORPORA", "faults/manifest.json");
    const asked = cases.filter(({ category }) => category === "behaviour");
    const wrong: string[] = [];
    for (const { id, expect: wanted, why } of asked) {
      try {
        const check = checks[american(id)];
        if (check === undefined) throw new Error("there is no check of it");
        await check();
        const clean = {} as Record<string, unknown>;
        expect([Object.keys(Object.prototype), clean.polluted, clean.polluted2]).toEqual([[], undefined, undefined]);
      } catch (error) {
        wrong.push(`${id} (${wanted}: ${why}): ${error instanceof Error ? error.message : error}`);
      }
    }
    console.log(`behaviour: ${asked.length - wrong.length} of ${asked.length} cases`);
    expect(wrong).toEqual([]);
    expect(Object.keys(checks).sort()).toEqual(asked.map(({ id }) => american(id)).sort());
  });
});
