import { type Dataset, GammakitError, withFitRange } from "@gammakit/core";
import { readSpectrum } from "@gammakit/io";
import type { FileHost } from "../host.ts";
import { atKey, distinctNames, readFiles, recordedSource } from "../job/read-files.ts";
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
  const read = await readFiles(
    spectra,
    { key: "spectra", what: "spectra" },
    host,
    async ({ file, name, energy: own = energy }, path) => {
      const dataset = await atKey(`${path}.file`, () => source(file, host, session));
      const called = name === undefined ? dataset : { ...dataset, name };
      const ranged = own && (await atKey(`${path}.energy`, () => withFitRange(called, own.min, own.max)));
      return { file, dataset: ranged ?? called };
    },
  );
  const names = distinctNames(read.map(({ dataset }) => dataset.name));
  return read.map(({ file, dataset }, k) => ({ file, dataset: { ...dataset, name: names[k] } }));
}

/** A spectrum by the reader of a plugin that recognizes it, else from OGIP or Gammapy's own layout. */
export async function readSpectrumFile(name: string, host: FileHost, session: JobSession): Promise<Dataset> {
  const { inflate, context } = host;
  const source = recordedSource(host.openFile(name), name, session);
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
