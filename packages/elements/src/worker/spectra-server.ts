import {
  type ListedSpectrum as AnalyzedSpectrum,
  openSpectrumFilesSession,
  type SpectrumFilesJob,
  type SpectrumFilesRun,
  type SpectrumFilesSession,
} from "@gammakit/analysis";
import { type Dataset, fittedBins, GammakitError, type RunContext } from "@gammakit/core";
import { fluxPointsTable, type SpectrumPart, writeCsv, writeEcsv } from "@gammakit/io";
import { kindByName } from "../explorer/analysis-kind.ts";
import { isSameFile, spectraSettings } from "../job/spectra-settings.ts";
import type { DataSource, ListedSpectrum, OpenInput } from "../protocol.ts";
import type { Handlers } from "./create-server.ts";
import { defaultSpectraJob, spectrumEntry, type UsableSpectrum, usedRange } from "./default-spectra-job.ts";
import { parseJob } from "./job-server.ts";
import { spectrumData } from "./spectrum-data.ts";
import { type FoundSpectra, findSpectra, hasSpectrumParts, spectrumFile } from "./spectrum-places.ts";

type Method = "spectra/open" | "spectra/update" | "spectra/table" | "files/kind";

/** Most files that are named in a sentence. */
const mostNamed = 4;

/** Spectra from files that were reduced before, those of one source at a time. */
export function spectraServer(): Handlers<Method> {
  let session: SpectrumFilesSession | undefined;
  let latest: SpectrumFilesRun | undefined;
  const opened = () => {
    if (session === undefined)
      throw new GammakitError("invalid-input", "No spectra are open. Choose their files first.");
    return session;
  };
  return {
    async "files/kind"({ files }, context) {
      return kindByName(files) ?? ((await hasSpectrumParts(files, context)) ? "spectrum-files" : kindOfOthers(files));
    },
    async "spectra/open"({ source, jobText, job }: OpenInput, context) {
      const given = jobText === undefined ? job : parseJob(jobText, "The job file");
      const wanted = given === undefined ? [] : spectraSettings(given).spectra.map(({ file }) => file);
      const next = openSpectrumFilesSession({ openFile: (name) => spectrumFile(source, name) });
      const found = await lookThrough(source, wanted, context);
      const whole = found.spectra.filter(({ missing, fault }) => missing.length === 0 && fault === undefined);
      // What the job has comes first, so that others are told to be the same, and not those.
      const isWanted = ({ file }: { readonly file: string }) => wanted.some((name) => isSameFile(name, file));
      const files = [...whole.filter(isWanted), ...whole.filter((one) => !isWanted(one))].map(({ file }) => file);
      const listed = await next.list(files, { context });
      const spectra = found.spectra.map(({ file, missing, fault }) => {
        const one = listed.find((other) => other.file === file);
        return one ?? { file, fault: fault ?? new GammakitError("io", missingWords(missing)) };
      });
      const usable = spectra.filter((one): one is UsableSpectrum => one.dataset !== undefined);
      if (usable.length === 0 && given === undefined) throw nothingUsable(source, spectra, found.unused);
      context.signal?.throwIfAborted();
      [session, latest] = [next, undefined];
      const nameOf = naming(usable);
      return {
        job:
          given ??
          defaultSpectraJob(
            usable.filter(({ repeats }) => repeats === undefined),
            nameOf,
          ),
        spectra: spectra.map((one) => listedSpectrum(one, nameOf)),
        entries: usable.map((one) => spectrumEntry(one, nameOf)),
        unused: found.unused.map(({ file }) => file),
      };
    },
    async "spectra/update"({ job }, context) {
      const start = performance.now();
      const run = await opened().update(job as SpectrumFilesJob, { context });
      context.signal?.throwIfAborted();
      latest = run;
      const hasPoints = run.fluxPoints.points.length > 0 || run.butterfly !== undefined;
      return {
        result: run.result,
        ...(hasPoints && { spectrum: spectrumData(opened().spectrum(run)) }),
        counts: opened().counts(run),
        bytes: opened().size(),
        milliseconds: performance.now() - start,
      };
    },
    async "spectra/table"({ format }) {
      if (latest === undefined) throw new GammakitError("invalid-input", "There is no result yet.");
      const table = fluxPointsTable(latest.fluxPoints, "dnde");
      return format === "csv" ? writeCsv(table) : writeEcsv(table);
    },
  };
}

/** Where no file is of a spectrum: one is a map, several are to be a store. */
function kindOfOthers(files: readonly { readonly path: string }[]) {
  return files.filter(({ path }) => /\.fits?(\.gz)?$/i.test(path)).length === 1 ? "flux-profile" : "time-series";
}

/** The spectra among files; below an address those of the job, or the one at the address itself. */
async function lookThrough(source: DataSource, wanted: readonly string[], context: RunContext): Promise<FoundSpectra> {
  if (source.kind === "files") return findSpectra(source.files, context);
  const files = wanted.length > 0 ? wanted : [source.address];
  return { spectra: files.map((file) => ({ file, missing: [] })), unused: [] };
}

/** The telescope before the name where there are several, so that each is known by its name. */
function naming(spectra: readonly UsableSpectrum[]) {
  const telescopes = new Set(spectra.map(({ file, dataset }) => telescopeOf(file, dataset)));
  return (file: string, dataset: Dataset) => {
    const telescope = telescopeOf(file, dataset);
    return telescopes.size < 2 || telescope === "" ? dataset.name : `${telescope}-${dataset.name}`;
  };
}

/** What the file says, or the folder in which it lies. */
function telescopeOf(file: string, dataset: Dataset | undefined): string {
  return dataset?.meta.TELESCOP ?? file.split(/[/\\]/).at(-2) ?? "";
}

function listedSpectrum(
  { file, dataset, fault, repeats }: AnalyzedSpectrum,
  nameOf: (file: string, dataset: Dataset) => string,
): ListedSpectrum {
  const range = dataset && usedRange(dataset);
  const sum = (values: Float64Array) =>
    dataset === undefined ? null : fittedBins(dataset).reduce((total, k) => total + values[k], 0);
  return {
    file,
    telescope: telescopeOf(file, dataset),
    name: dataset === undefined ? file.replace(/^.*[/\\]/, "") : nameOf(file, dataset),
    counts: dataset === undefined ? null : sum(dataset.counts),
    countsOff: dataset?.kind === "spectrum-on-off" ? sum(dataset.countsOff) : null,
    livetime: dataset?.livetime ?? null,
    energy: range ?? null,
    fault: fault?.message ?? null,
    repeats: repeats ?? null,
  };
}

function missingWords(missing: readonly string[]): string {
  const names = missing.join("; ");
  return missing.length === 1
    ? `It names ${names}, which is not among the files. Drop it here as well.`
    : `It names files that are not here: ${names}. Drop them here as well.`;
}

/** Why none of the files can be fitted, and what to do. */
function nothingUsable(
  { kind, ...source }: DataSource,
  spectra: readonly AnalyzedSpectrum[],
  unused: readonly { readonly file: string; readonly part?: SpectrumPart }[],
): GammakitError {
  if (spectra.length > 0) {
    const [first] = spectra;
    const lines = spectra.map(({ file, fault }) => {
      const words = fault?.message ?? "";
      return words.startsWith(file) ? words : `${file}: ${words}`;
    });
    const code = first.fault?.code ?? "invalid-file";
    return new GammakitError(code, lines.length === 1 ? lines[0] : ["No spectrum can be used:", ...lines].join("\n"));
  }
  const parts = unused.filter(({ part }) => part !== undefined);
  const shown = parts.slice(0, mostNamed).map(({ file, part }) => `${file} is ${partWords[part?.kind ?? "spectrum"]}`);
  const more = parts.length > mostNamed ? `, and ${parts.length - mostNamed} more files are like these` : "";
  const name = "name" in source ? source.name : kind;
  const what = parts.length === 0 ? `${name} holds no spectrum` : `${shown.join(", ")}${more}`;
  return new GammakitError(
    "invalid-input",
    `${what}. A spectrum is a PHA file with the counts, which names the others: drop it here as well.`,
  );
}

const partWords = {
  spectrum: "a spectrum",
  background: "the background of a spectrum",
  "effective-area": "an effective area (ARF)",
  "energy-dispersion": "an energy dispersion (RMF)",
  dataset: "a dataset",
} as const;
