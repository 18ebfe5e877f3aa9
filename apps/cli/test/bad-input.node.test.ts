import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { flare } from "./flare.ts";
import { emptyFolder, gammakit, writeJob } from "./program.ts";

const run33787 = "hess_dl3_dr1_obs_id_033787.fits.gz";

/** A folder with a job and a data store of its own: the real indexes and one run, which `damage` may change. */
async function storeWith(
  damage: (bytes: Buffer) => Buffer,
): Promise<{ readonly folder: string; readonly job: string }> {
  const source = join(process.env.GAMMAPY_DATA ?? "", "hess-dl3-dr1");
  const folder = await emptyFolder();
  await mkdir(join(folder, "store", "data"), { recursive: true });
  for (const index of ["obs-index.fits.gz", "hdu-index.fits.gz"]) {
    await copyFile(join(source, index), join(folder, "store", index));
  }
  const bytes = await readFile(join(source, "data", run33787));
  await writeFile(join(folder, "store", "data", run33787), damage(bytes));
  const data = { store: "store", obsIds: [33787] };
  const job = await writeJob(folder, { ...flare, data, time: { ...flare.time, count: 1 } });
  return { folder, job };
}

/** Replaces text in the headers of a gzipped FITS file. */
function rename(from: string, to: string): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const text = gunzipSync(bytes).toString("latin1");
    expect(text).toContain(from);
    return gzipSync(Buffer.from(text.replace(from, to.padEnd(from.length)), "latin1"), { level: 1 });
  };
}

async function expectRefusal(job: string, folder: string, words: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await gammakit(["run", job, "--out", "out"], { cwd: folder });
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr).not.toContain("    at ");
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(existsSync(join(folder, "out"))).toBe(false);
  expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
}

describeWith(["GAMMAPY_DATA"], "damaged data are refused with exit code 2, one message and nothing written", () => {
  test("the undamaged copy runs", async () => {
    const { folder, job } = await storeWith((bytes) => bytes);
    expect((await gammakit(["run", job, "--out", "out", "-q"], { cwd: folder })).code).toBe(0);
  });

  test.each([
    ["a missing HDU", rename("EXTNAME = 'AEFF    '", "EXTNAME = 'AEFX    '"), [run33787, "no HDU aeff"]],
    ["a missing column", rename("TTYPE5  = 'ENERGY  '", "TTYPE5  = 'ENERGX  '"), [run33787, "EVENTS", "ENERGY"]],
    ["a missing keyword", rename("RA_PNT  =", "RA_PNX  ="), [run33787, "EVENTS", "RA_PNT"]],
    ["a column in a wrong unit", rename("TUNIT5  = 'TeV     '", "TUNIT5  = 's       '"), ["ENERGY", "TeV"]],
    ["a truncated gzip file", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), [run33787, "gzip"]],
    [
      "a flipped byte",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 20_000 ? byte ^ 0xff : byte))),
      [run33787],
    ],
    ["an empty file", () => Buffer.alloc(0), [run33787]],
    ["a page of a web server", () => Buffer.from("<!DOCTYPE html><html><body>404</body></html>"), [run33787]],
  ])("%s", async (_, damage, words) => {
    const { folder, job } = await storeWith(damage);
    await expectRefusal(job, folder, words);
  });

  test("a run without live time is a result, with a warning that says so", async () => {
    const { folder, job } = await storeWith(rename("DEADC   =    0.974507799372077", "DEADC   =    0.000000000000000"));
    const { code, stdout } = await gammakit(["run", job, "--json"], { cwd: folder });
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: "zero-livetime", where: "33787-0" }));
    expect(result.bins[0].success).toBe(false);
  });

  test("a missing file, a missing index, a missing folder, a missing variable", async () => {
    const { folder } = await storeWith((bytes) => bytes);
    const other = await writeJob(folder, { ...flare, data: { store: "store", obsIds: [33788] } }, "other.json");
    await expectRefusal(other, folder, ["hess_dl3_dr1_obs_id_033788.fits.gz", "no such file"]);
    await mkdir(join(folder, "empty"));
    await expectRefusal(await writeJob(folder, { ...flare, data: { store: "empty" } }, "a.json"), folder, [
      "obs-index.fits.gz",
    ]);
    await copyFile(join(folder, "store", "obs-index.fits.gz"), join(folder, "empty", "obs-index.fits.gz"));
    await expectRefusal(await writeJob(folder, { ...flare, data: { store: "empty" } }, "b.json"), folder, [
      "hdu-index.fits.gz",
    ]);
    await expectRefusal(await writeJob(folder, { ...flare, data: { store: "nowhere" } }, "c.json"), folder, [
      "nowhere",
      "no such folder",
    ]);
    await expectRefusal(await writeJob(folder, { ...flare, data: { store: "$NOT_SET_HERE/x" } }, "d.json"), folder, [
      "NOT_SET_HERE",
    ]);
  });

  test("a run without a response in the index names run, type and index", async () => {
    const { folder, job } = await storeWith((bytes) => bytes);
    const index = join(folder, "store", "hdu-index.fits.gz");
    const text = gunzipSync(await readFile(index)).toString("latin1");
    await writeFile(
      index,
      gzipSync(Buffer.from(text.replaceAll("psf_table", "psf_tablx").replaceAll(/psf(?=\0| )/g, "pxf"), "latin1")),
    );
    await expectRefusal(job, folder, ["33787", "psf", "hdu-index"]);
  });

  test("a run that does not exist", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, { ...flare, data: { ...flare.data, obsIds: [1] } });
    await expectRefusal(job, folder, ["no observation 1", "gammakit obs"]);
  });
});

test("jobs that are no jobs are refused in words", async () => {
  const folder = await emptyFolder();
  await expectRefusal(await writeJob(folder, "{ not json", "a.json"), folder, ["a.json", "JSON"]);
  await expectRefusal(await writeJob(folder, "- a\n- b\n", "b.yaml"), folder, ["b.yaml", "mapping"]);
  await expectRefusal(await writeJob(folder, "job: [", "c.yaml"), folder, ["c.yaml"]);
  await expectRefusal(await writeJob(folder, "job: flux", "d.yaml"), folder, ['no job "flux"']);
  await expectRefusal(await writeJob(folder, "", "e.yaml"), folder, ["e.yaml"]);
  const result = await writeJob(
    folder,
    { schema: "gammakit/spectrum/1", job: { job: "spectrum", data: {} } },
    "f.json",
  );
  await expectRefusal(result, folder, ["this is a result, not a job file"]);
  expect((await gammakit(["inspect", result])).stdout).toContain("f.json: result of a job spectrum\n");
  const fits = join(folder, "h.fits");
  await writeFile(fits, `${"SIMPLE  =                    T".padEnd(80)}${" ".repeat(2800)}`);
  const packed = join(folder, "i.gz");
  await writeFile(packed, Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 91, 91, 91));
  for (const path of [fits, packed]) await expectRefusal(path, folder, [`${path} is no text`, "gammakit inspect"]);
  const long = await gammakit(["run", await writeJob(folder, { job: "x".repeat(5000) }, "g.json"), "--json"]);
  expect(long.stderr.length).toBeLessThan(400);
  await expectRefusal(join(folder, "none.yaml"), folder, ["none.yaml", "no such file"]);
});

test("the faults of a job are told all at once", async () => {
  const folder = await emptyFolder();
  const job = await writeJob(folder, {
    ...flare,
    energy: { mim: 1, min: "0.4 kg", max: 20, bins: 10 },
    on: { ...flare.on, radius: -1 },
  });
  await expectRefusal(job, folder, ['energy.mim: unknown key; did you mean "min"?', "energy.min", "on.radius"]);
});

test.each([
  [
    "a start after its stop",
    { time: { intervals: [["2006-07-29T21:00:00", "2006-07-29T20:30:00"]] } },
    ["time.intervals"],
  ],
  [
    "intervals out of order",
    {
      time: {
        intervals: [
          ["2006-07-29T21:00:00", "2006-07-29T21:15:00"],
          ["2006-07-29T20:30:00", "2006-07-29T20:45:00"],
        ],
      },
    },
    ["time.intervals"],
  ],
  ["an empty energy axis", { energy: { min: "20 TeV", max: "0.4 TeV", bins: 10 } }, ["energy"]],
  ["an energy axis without bins", { energy: { min: "0.4 TeV", max: "20 TeV", bins: 0 } }, ["energy.bins"]],
  ["an unknown model", { model: { type: "power-lav", parameters: {} } }, ["model", '"power-law"']],
] as const)("%s is refused", async (_, changes, words) => {
  const folder = await emptyFolder();
  await expectRefusal(await writeJob(folder, { ...flare, ...changes }), folder, words);
});
