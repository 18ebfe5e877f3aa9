import { type ByteSource, type Dataset, GammakitError, isGammakitError, withFitRange } from "@gammakit/core";
import { readSpectrum } from "@gammakit/io";
import type { FileHost } from "../host.ts";
import { recognize } from "../job/recognize.ts";
import type { JobSession } from "../provenance/session.ts";
import type { SpectrumFilesSettings } from "./schema.ts";

/** A spectrum, and the file it is from as the job has it. */
export interface ReadSpectrum {
  readonly file: string;
  readonly dataset: Dataset;
}

/** Reads the spectrum of one file; what it reads is recorded in the session. */
export type SpectrumSource = (file: string, host: FileHost, session: JobSession) => Promise<Dataset>;

/** How many files are read at a time. */
const atATime = 8;

/**
 * The spectra of a job, each with the range that counts in its fit. Names are made to differ. Throws "invalid-file" or "io" where
 * files, or those that they name, can't be used, "invalid-input" where no bin lies in a range: all of them at once, with their key paths.
 */
export async function readSpectra(
  { spectra, energy }: SpectrumFilesSettings,
  host: FileHost,
  session: JobSession,
  source: SpectrumSource = readSpectrumFile,
): Promise<readonly ReadSpectrum[]> {
  const read: ReadSpectrum[] = [];
  const faults: GammakitError[] = [];
  const readOne = async ({ file, name, energy: own = energy }: (typeof spectra)[number], k: number) => {
    const path = `spectra[${k}]`;
    try {
      const dataset = await at(`${path}.file`, () => source(file, host, session));
      const called = name === undefined ? dataset : { ...dataset, name };
      const ranged = own && (await at(`${path}.energy`, () => withFitRange(called, own.min, own.max)));
      read[k] = { file, dataset: ranged ?? called };
    } catch (error) {
      if (!isGammakitError(error) || error.code === "aborted") throw error;
      faults[k] = error;
    }
  };
  for (let first = 0; first < spectra.length; first += atATime) {
    host.context?.signal?.throwIfAborted();
    await Promise.all(spectra.slice(first, first + atATime).map((spectrum, i) => readOne(spectrum, first + i)));
    host.context?.onProgress?.(Math.min(first + atATime, spectra.length), spectra.length);
  }
  refuse(faults.filter(Boolean), spectra.length);
  return named(read);
}

/** Throws what is wrong with the spectra, if anything. */
function refuse(faults: readonly GammakitError[], count: number): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const lines = faults.map(({ message }) => `  ${message}`);
  const message = [`${faults.length} of ${count} spectra can't be used:`, ...lines].join("\n");
  throw new GammakitError(first.code, message, first.details, first);
}

/** A spectrum by the reader of a plugin that recognizes it, else from OGIP or Gammapy's own layout. */
export async function readSpectrumFile(name: string, host: FileHost, session: JobSession): Promise<Dataset> {
  const { inflate, context } = host;
  const source = recorded(host.openFile(name), name, session);
  const signal = context?.signal && { signal: context.signal };
  const reader = await recognize(source, name, session.registry, context?.signal);
  const found =
    reader === undefined
      ? await readSpectrum(source, { ...(inflate && { inflate }), ...signal })
      : await reader.read(source, { ...signal });
  const { kind } = (found ?? {}) as Partial<Dataset>;
  if (kind === "spectrum" || kind === "spectrum-on-off") return found as Dataset;
  const who = reader === undefined ? "it" : `its reader "${reader.id}"`;
  throw new GammakitError("invalid-file", `${name}: a spectrum is needed, and ${who} gives something else.`, {
    file: name,
  });
}

/** The source with what is read of it recorded, and of the files beside it, by the names that the job has for them. */
function recorded(source: ByteSource, name: string, session: JobSession): ByteSource {
  const { sibling } = source;
  const folder = name.replace(/[^/\\]*$/, "");
  const inner = session.recorder.source(source, name);
  if (sibling === undefined) return inner;
  return { ...inner, sibling: (path) => recorded(sibling.call(source, path), folder + path, session) };
}

/** Runs `make`; an error of it begins with the key path. */
async function at<T>(path: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!isGammakitError(error) || error.code === "aborted") throw error;
    throw new GammakitError(error.code, `${path}: ${error.message}`, { ...error.details, key: path }, error);
  }
}

/** Spectra whose names differ: one that has the name of one before it is numbered. */
function named(spectra: readonly ReadSpectrum[]): readonly ReadSpectrum[] {
  const seen = new Set<string>();
  return spectra.map(({ file, dataset }) => {
    let { name } = dataset;
    for (let k = 2; seen.has(name); k++) name = `${dataset.name}-${k}`;
    seen.add(name);
    return { file, dataset: { ...dataset, name } };
  });
}
