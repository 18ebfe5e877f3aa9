import type { FluxProfileResult, PredictedCounts, SpectrumFilesResult, TimeResolvedResult } from "@gammakit/analysis";
import type { FluxPoint, ImageWcs, SkyPosition } from "@gammakit/core";
import type { AnalysisKind } from "./explorer/analysis-kind.ts";

/** A job as plain data: the content of a job file. */
export type JobObject = Readonly<Record<string, unknown>>;

/** A file that a person chose, and where it lies in what was dropped. */
export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

/** Where data are: below an address, or in files that stay on the machine of the person who chose them. */
export type DataSource =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "files"; readonly name: string; readonly files: readonly ChosenFile[] };

/** What is opened, and the job to begin with. */
export interface OpenInput {
  readonly source: DataSource;
  /** Text of a job file; a job that suits the data where absent. */
  readonly jobText?: string;
  /** A job as an object, instead of a text. */
  readonly job?: JobObject;
}

/** A run as the index has it. Times in milliseconds after 1970, UTC; null where the index has none. */
export interface ListedRun {
  readonly id: number;
  readonly object: string;
  readonly startMs: number | null;
  readonly stopMs: number | null;
}

/** A data store that was opened. */
interface OpenedRuns {
  readonly job: JobObject;
  readonly runs: readonly ListedRun[];
}

/** A map that was opened. */
interface OpenedMap {
  readonly job: JobObject;
  readonly image: SkyImageData;
}

/** A file of a spectrum that was looked at. Energies in TeV. */
export interface ListedSpectrum {
  /** As a job names it. */
  readonly file: string;
  /** The telescope, or the folder where the file does not tell; and what the spectrum is called. */
  readonly telescope: string;
  readonly name: string;
  /** In the bins that can be used; null where there are none or the file can't be used. */
  readonly counts: number | null;
  readonly countsOff: number | null;
  /** [s]. */
  readonly livetime: number | null;
  /** From the first to the last bin that can be used. */
  readonly energy: readonly [number, number] | null;
  /** Why it can't be used, and what to do. */
  readonly fault: string | null;
  /** The file that holds the same counts. */
  readonly repeats: string | null;
}

/** Files of spectra that were opened. */
interface OpenedSpectra {
  readonly job: JobObject;
  readonly spectra: readonly ListedSpectrum[];
  /** How a job names those that can be used. */
  readonly entries: readonly JobObject[];
  /** Files that have nothing to do with spectra, or that no spectrum names. */
  readonly unused: readonly string[];
}

/** An image of the sky, row by row from below. */
export interface SkyImageData {
  readonly wcs: ImageWcs;
  readonly values: Float64Array | Float32Array;
}

/** What to compute. */
export interface SeriesInput {
  readonly job: JobObject;
  /** Where the image of counts is centered; none is made where absent. */
  readonly imageCenter?: SkyPosition;
  /** The interval whose spectrum is wanted: its number among those with data. */
  readonly interval: number;
  /** Leave out how parameters vary, while a person is dragging. */
  readonly isQuick: boolean;
}

/** A spectrum: its points, the fitted model without numbers where there is none, how far counts are from it. In TeV and cm-2 s-1 TeV-1. */
export interface SpectrumData {
  readonly points: readonly FluxPoint[];
  readonly energy: Float64Array;
  readonly dnde: Float64Array;
  readonly dndeError?: Float64Array;
  readonly residuals: readonly { readonly eMin: number; readonly eMax: number; readonly value: number }[];
}

/** Spectrum of one interval. */
export interface IntervalSpectrum extends SpectrumData {
  readonly interval: number;
}

/** What was computed. */
export interface SeriesOutput {
  readonly result: TimeResolvedResult;
  readonly spectrum?: IntervalSpectrum;
  /** Absent where it is the one that was sent before. */
  readonly image?: SkyImageData;
  /** Size of the events and responses that are kept [bytes]. */
  readonly bytes: number;
  /** How long it took in the worker. */
  readonly milliseconds: number;
}

/** What was computed of a profile. */
export interface ProfileOutput {
  readonly result: FluxProfileResult;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** What was computed of spectra from files. */
export interface SpectraOutput {
  readonly result: SpectrumFilesResult;
  /** Absent where nothing could be measured. */
  readonly spectrum?: SpectrumData;
  /** Of each spectrum that was fitted: the one of all where they were stacked. */
  readonly counts: readonly PredictedCounts[];
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Formats of tables. */
export type TableFormat = "csv" | "ecsv";

/** What can be asked of the worker. */
interface Methods {
  "series/open": (input: OpenInput) => OpenedRuns;
  "series/update": (input: SeriesInput) => SeriesOutput;
  "series/spectrum": (input: { readonly interval: number }) => IntervalSpectrum | undefined;
  "series/table": (input: { readonly format: TableFormat }) => string;
  "profile/open": (input: OpenInput) => OpenedMap;
  "profile/update": (input: { readonly job: JobObject }) => ProfileOutput;
  "profile/table": (input: { readonly format: TableFormat }) => string;
  "spectra/open": (input: OpenInput) => OpenedSpectra;
  "spectra/update": (input: { readonly job: JobObject }) => SpectraOutput;
  "spectra/table": (input: { readonly format: TableFormat }) => string;
  "files/kind": (input: { readonly files: readonly ChosenFile[] }) => AnalysisKind;
  "job/parse": (input: { readonly text: string; readonly name: string }) => JobObject;
}

/** Name of a method. */
export type MethodName = keyof Methods;

/** What a method takes. */
export type InputOf<M extends MethodName> = Parameters<Methods[M]>[0];

/** What a method gives. */
export type OutputOf<M extends MethodName> = ReturnType<Methods[M]>;

/** Something that went wrong, as data. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** How far work has come; `total` is null while it is not known. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number | null;
}

/** From the page to the worker: a call for a client, the end of a call, or that of a client. */
export type Call =
  | { readonly id: number; readonly client: number; readonly method: MethodName; readonly input: unknown }
  | { readonly id: number; readonly cancel: true }
  | { readonly client: number; readonly leave: true };

/** From the worker to the page. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: Fault }
  | { readonly id: number; readonly progress: WorkProgress };
