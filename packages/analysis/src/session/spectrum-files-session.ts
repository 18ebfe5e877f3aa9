import { type Dataset, type GammakitError, isGammakitError } from "@gammakit/core";
import type { SpectrumOptions } from "@gammakit/plot";
import { type PredictedCounts, predictedCounts } from "../figures/predicted-counts.ts";
import { residuals } from "../figures/residuals.ts";
import type { FileHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { createJointRecorder } from "../provenance/joint-recorder.ts";
import { createRecorder, type Recorder } from "../provenance/recorder.ts";
import { createSession } from "../provenance/session.ts";
import { keep } from "../reduction/run-source.ts";
import { planSpectrumFiles } from "../spectrum-files/plan.ts";
import { type ReadSpectrum, readSpectrumFile } from "../spectrum-files/read-spectra.ts";
import { repeatedSpectra } from "../spectrum-files/repeated-spectra.ts";
import { runSpectrumFiles, type SpectrumFilesRun } from "../spectrum-files/run.ts";
import type { SpectrumFilesJob } from "../spectrum-files/schema.ts";
import { bytesHeld } from "./bytes-held.ts";
import type { SessionOptions } from "./time-resolved-session.ts";

/** A file of a spectrum that was looked at: what is in it, or why it can't be used. */
export interface ListedSpectrum {
  readonly file: string;
  readonly dataset?: Dataset;
  readonly fault?: GammakitError;
  /** The file before it that holds the same counts. */
  readonly repeats?: string;
}

/** Spectra from files again and again, for a page on which a person chooses models and energies. */
export interface SpectrumFilesSession {
  /** What is in files of spectra; one that can't be used does not stop the others. */
  list(files: readonly string[], options?: SessionOptions): Promise<readonly ListedSpectrum[]>;
  /** The same numbers as `spectrumFilesJob`; files are read once. */
  update(job: SpectrumFilesJob, options?: SessionOptions): Promise<SpectrumFilesRun>;
  /** What a figure of the spectrum shows. */
  spectrum(run: SpectrumFilesRun): SpectrumOptions;
  /** Counts of each spectrum that was fitted, and what the fitted model predicts. */
  counts(run: SpectrumFilesRun): readonly PredictedCounts[];
  /** Size of the spectra and responses that are kept [bytes]. */
  size(): number;
}

/** A spectrum that is kept, and the account of the files that it was read from. */
interface KeptSpectrum {
  readonly dataset: Dataset;
  readonly recorder: Recorder;
}

/** Opens a session on the files of a host. What it has read is kept until the session itself is let go. */
export function openSpectrumFilesSession(host: FileHost): SpectrumFilesSession {
  const registry = host.registry ?? presetRegistry();
  const reads = new Map<string, Promise<KeptSpectrum>>();
  const kept = new Map<string, Dataset>();
  const hostFor = ({ context }: SessionOptions) => (context === undefined ? host : { ...host, context });
  const spectrumOf = (file: string, own: FileHost): Promise<KeptSpectrum> =>
    keep(reads, file, own.context, async () => {
      const recorder = createRecorder(host.sha256);
      const dataset = await readSpectrumFile(file, own, createSession(registry, own, recorder));
      kept.set(file, dataset);
      return { dataset, recorder };
    });
  return {
    async list(files, options = {}) {
      const own = hostFor(options);
      const listed: ListedSpectrum[] = [];
      for (const file of files) {
        try {
          listed.push({ file, dataset: (await spectrumOf(file, own)).dataset });
        } catch (error) {
          if (!isGammakitError(error) || error.code === "aborted") throw error;
          listed.push({ file, fault: error });
        }
        own.context?.onProgress?.(listed.length, files.length);
      }
      const repeated = repeatedSpectra(listed.filter(isRead));
      return listed.map((one) => {
        const repeats = repeated.find(({ spectrum }) => spectrum === one)?.first.file;
        return repeats === undefined ? one : { ...one, repeats };
      });
    },
    async update(job, options = {}) {
      const own = hostFor(options);
      const account = createJointRecorder(host.sha256);
      const session = createSession(registry, own, account);
      const plan = planSpectrumFiles(await readModelTables(job, session.recorder.host(own)), registry);
      return runSpectrumFiles(plan, own, session, async (file) => {
        const { dataset, recorder } = await spectrumOf(file, own);
        account.include(recorder);
        return dataset;
      });
    },
    spectrum: ({ fluxPoints, butterfly, fit, datasets }) => ({
      title: "",
      points: fluxPoints.points,
      ...(butterfly && fit && { curves: [butterfly], residuals: residuals(datasets, fit.model) }),
    }),
    counts: ({ datasets, fit }) => predictedCounts(datasets, fit?.success ? fit.model : undefined),
    size: () => bytesHeld([...kept.values()]),
  };
}

function isRead(one: ListedSpectrum): one is ListedSpectrum & ReadSpectrum {
  return one.dataset !== undefined;
}
