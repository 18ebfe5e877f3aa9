import { type ByteSource, type Dataset, GammakitError, isGammakitError, withFitRange } from "@gammakit/core";
import { readSpectrum } from "@gammakit/io";
import { recognize } from "../flux-profile/read-dataset.ts";
import type { FileHost } from "../host.ts";
import type { JobSession } from "../provenance/session.ts";
import type { SpectrumFilesSettings } from "./schema.ts";

/** A spectrum, and the file it is from as the job has it. */
export interface ReadSpectrum {
  readonly file: string;
  readonly dataset: Dataset;
}

/** How many files are read at a time. */
const atATime = 8;

/**
 * The spectra of a job, each with the range that counts in its fit. Names are made to differ. Throws "invalid-file" or "io" where a
 * file, or one that it names, can't be used, "invalid-input" where no bin lies in the range, each with the key path.
 */
export async function readSpectra(
  { spectra, energy }: SpectrumFilesSettings,
  host: FileHost,
  session: JobSession,
): Promise<readonly ReadSpectrum[]> {
  const read: ReadSpectrum[] = [];
  for (let first = 0; first < spectra.length; first += atATime) {
    host.context?.signal?.throwIfAborted();
    const some = spectra.slice(first, first + atATime);
    const datasets = some.map(async ({ file, name, energy: own = energy }, k) => {
      const path = `spectra[${first + k}]`;
      const source = recorded(host.openFile(file), file, session);
      const dataset = await at(`${path}.file`, () => readOne(source, file, host, session));
      const called = name === undefined ? dataset : { ...dataset, name };
      if (own === undefined) return { file, dataset: called };
      return { file, dataset: await at(`${path}.energy`, () => withFitRange(called, own.min, own.max)) };
    });
    read.push(...(await Promise.all(datasets)));
    host.context?.onProgress?.(read.length, spectra.length);
  }
  return named(read);
}

/** A spectrum by the reader of a plugin that recognizes it, else from OGIP or Gammapy's own layout. */
async function readOne(source: ByteSource, name: string, { inflate, context }: FileHost, session: JobSession) {
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
