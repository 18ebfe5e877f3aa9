import { type SpectrumFilesJob, spectrumFilesJob } from "@gammakit/analysis";
import { memoryFolder } from "@gammakit/io";
import { beforeAll, describe, expect, test } from "vitest";
import type { ChosenFile } from "../src/protocol.ts";
import { connect } from "./connect.ts";
import { dropped, spectraFiles } from "./spectra.ts";

let files: readonly ChosenFile[];
const named = (...ends: readonly string[]) => files.filter(({ path }) => ends.some((end) => path.endsWith(end)));
const flat = (some: readonly ChosenFile[]) => some.map(({ path, file }) => ({ path: path.replace(/^.*\//, ""), file }));
const sand = { path: "beach.fits", file: new Blob(["sand"]) };
const open = (some: readonly ChosenFile[]) => connect().call("spectra/open", { source: dropped(some) });

beforeAll(async () => {
  files = await spectraFiles();
});

describe("spectra of two telescopes that were dropped", () => {
  test("are analyzed from the start, by a job that suits them, in whatever order they come", async () => {
    const [one, other] = await Promise.all([open(files), open([...files].reverse())]);
    expect(other).toEqual(one);
    const { job, spectra, unused } = one;
    expect(job).toMatchObject({
      job: "spectrum-files",
      spectra: [
        { file: "spectra/east/pha_1.fits", name: expect.stringMatching(/^east-/) },
        { file: "spectra/west/pha_2.fits", name: expect.stringMatching(/^west-/) },
      ],
      stack: false,
    });
    expect(unused).toEqual([]);
    for (const { counts, countsOff, livetime, energy, fault, repeats } of spectra) {
      expect([counts, countsOff].every((count) => Number(count) > 20)).toBe(true);
      expect(livetime).toBeGreaterThan(1000);
      expect(energy?.map((end) => Number(end.toPrecision(3)))).toEqual([expect.any(Number), 20]);
      expect([fault, repeats]).toEqual([null, null]);
    }
  });

  test("give the numbers of the job, with counts and predictions, and their table", async () => {
    const client = connect();
    const { job } = await client.call("spectra/open", { source: dropped(files) });
    const folder = memoryFolder("disk", new Map(files.map(({ path, file }) => [path, file])));
    for (const change of [{}, { stack: true }, { energy: { min: "1 TeV", max: "10 TeV" } }]) {
      const own = { ...job, ...change };
      const { result, spectrum, counts, bytes } = await client.call("spectra/update", { job: own });
      const wanted = await spectrumFilesJob(own as object as SpectrumFilesJob, { openFile: folder.file });
      const { provenance: _, ...numbers } = result;
      const { provenance: __, ...expected } = wanted.result;
      expect(numbers).toEqual(expected);
      expect(result.fit?.success).toBe(true);
      expect(spectrum?.points.length).toBe(result.fluxPoints.length);
      expect(counts.map(({ name }) => name)).toEqual(wanted.datasets.map(({ name }) => name));
      expect(counts[0].predicted?.length).toBe(counts[0].counts.length);
      expect(bytes).toBeGreaterThan(1000);
    }
    expect(await client.call("spectra/table", { format: "csv" })).toMatch(/^e_ref,/);
    expect(await client.call("spectra/table", { format: "ecsv" })).toMatch(/^# %ECSV/);
  });

  test("are found by a job that names them in other folders", async () => {
    const client = connect();
    const job = { job: "spectrum-files", spectra: ["$DATA/all/spectra/east/pha_1.fits"], model: { type: "power-law" } };
    const opened = await client.call("spectra/open", { source: dropped(files), jobText: JSON.stringify(job) });
    expect(opened.job).toEqual(job);
    const { result } = await client.call("spectra/update", {
      job: { ...job, model: { ...job.model, parameters: {} } },
    });
    expect(result.datasets.map(({ file }) => file)).toEqual(job.spectra);
    const lost = client.call("spectra/update", { job: { ...job, spectra: ["pha_3.fits"] } });
    await expect(lost).rejects.toThrow("spectra has no file pha_3.fits, which the job names.");
  });
});

describe("files that are not all that is needed", () => {
  test("a spectrum alone is told what it names", async () => {
    await expect(open(flat(named("pha_1.fits")))).rejects.toMatchObject({
      code: "io",
      message:
        "pha_1.fits: It names files that are not here: pha_1_arf.fits, its effective area (ARF); pha_1_rmf.fits, its energy dispersion (RMF); pha_1_bkg.fits, its background. Drop them here as well.",
    });
    await expect(open(flat(named("pha_1.fits", "1_arf.fits", "1_rmf.fits")))).rejects.toThrow(
      "pha_1.fits: It names pha_1_bkg.fits, its background, which is not among the files. Drop it here as well.",
    );
  });

  test("others without a spectrum are told what they are", async () => {
    await expect(open(flat(named("1_arf.fits", "1_bkg.fits")))).rejects.toThrow(
      "pha_1_arf.fits is an effective area (ARF), pha_1_bkg.fits is the background of a spectrum. A spectrum is a PHA file with the counts, which names the others: drop it here as well.",
    );
  });

  test("a name that leads elsewhere is refused, and not asked for", async () => {
    const [pha] = named("/pha_1.fits");
    const bytes = new Uint8Array(await pha.file.arrayBuffer());
    const at = new TextDecoder("latin1").decode(bytes).indexOf("ANCRFILE=");
    bytes.set(new TextEncoder().encode("ANCRFILE= '/data/arf.fits'".padEnd(80)), at);
    const odd = [...named("1_arf.fits", "1_rmf.fits", "1_bkg.fits"), { ...pha, file: new Blob([bytes]) }];
    await expect(open(odd)).rejects.toThrow('/data/arf.fits", which lies outside the folder');
  });

  test("a spectrum that lacks one does not stop the others", async () => {
    const { job, spectra } = await open(files.filter(({ path }) => !path.endsWith("2_rmf.fits")));
    expect(job.spectra).toEqual([{ file: "spectra/east/pha_1.fits" }]);
    expect(spectra[1]).toMatchObject({ counts: null, energy: null });
    expect(spectra[1].fault).toContain("pha_2_rmf.fits, its energy dispersion (RMF), which is not among the files");
  });

  test("one that is there twice is told, and counts once", async () => {
    const copy = named("pha_1.fits").map(({ file }) => ({ path: "spectra/east/copy.fits", file }));
    const { job, spectra } = await open([...named("/pha_1.fits", "1_arf.fits", "1_rmf.fits", "1_bkg.fits"), ...copy]);
    expect(job.spectra).toEqual([{ file: "spectra/east/copy.fits" }]);
    expect(spectra.map(({ repeats }) => repeats)).toEqual([null, "spectra/east/copy.fits"]);
  });

  test("what belongs to no spectrum is listed, and what can't be read has its reason", async () => {
    const { spectra, unused, job } = await open([...files, ...flat(named("1_rmf.fits")), sand]);
    expect(unused).toEqual(["pha_1_rmf.fits"]);
    expect(spectra.map(({ file, fault }) => [file, fault === null])).toEqual([
      ["beach.fits", false],
      ["spectra/east/pha_1.fits", true],
      ["spectra/west/pha_2.fits", true],
    ]);
    expect(spectra[0].fault).toContain("beach.fits is not FITS");
    expect((job.spectra as readonly unknown[]).length).toBe(2);
  });

  test("before spectra are open there is nothing to compute", async () => {
    await expect(connect().call("spectra/update", { job: {} })).rejects.toThrow("Choose their files first");
    await expect(connect().call("spectra/table", { format: "csv" })).rejects.toThrow("no result yet");
  });
});

test("of which analysis files are is told by what is in them, where their names do not tell", async () => {
  const kindOf = (some: readonly ChosenFile[]) => connect().call("files/kind", { files: some });
  const store = { path: "night/obs-index.fits.gz", file: new Blob([]) };
  expect(await kindOf(files)).toBe("spectrum-files");
  expect(await kindOf(named("1_arf.fits"))).toBe("spectrum-files");
  expect(await kindOf([...files, store])).toBe("time-series");
  expect(await kindOf([sand])).toBe("flux-profile");
  expect(await kindOf([sand, { ...sand, path: "other.fits" }])).toBe("time-series");
});
