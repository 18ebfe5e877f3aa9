import { parseQuantity } from "@gammakit/core";
import type { JobObject } from "../protocol.ts";
import type { EnergyRange } from "./energy-range.ts";

/** A spectrum of a job. */
interface SpectrumSettings {
  readonly file: string;
  readonly name?: string;
  /** Its own range of energies [TeV]. */
  readonly energy?: EnergyRange;
}

/** What the page shows and changes of a job; undefined where the job does not say it in that form. */
export interface SpectraSettings {
  readonly spectra: readonly SpectrumSettings[];
  /** The range of energies of those without one of their own [TeV]. */
  readonly energy: EnergyRange | undefined;
  readonly model: string;
  readonly isStacked: boolean;
}

/** Reads what the page shows from a job. */
export function spectraSettings(job: JobObject): SpectraSettings {
  const { model } = job as { readonly model?: { readonly type?: unknown } };
  return {
    spectra: entriesOf(job).map((entry) => {
      const energy = rangeOf(entry.energy);
      return {
        file: String(entry.file),
        ...(typeof entry.name === "string" && { name: entry.name }),
        ...(energy && { energy }),
      };
    }),
    energy: rangeOf(job.energy),
    model: String(model?.type ?? ""),
    isStacked: job.stack === true,
  };
}

/** The job with other spectra; those that it has stay as they are written, new ones are taken as `fresh` has them. */
export function withSpectra(job: JobObject, files: readonly string[], fresh: readonly JobObject[]): JobObject {
  const known = entriesOf(job);
  const spectra = files.map(
    (file) =>
      known.find((entry) => isSameFile(String(entry.file), file)) ??
      fresh.find((entry) => entry.file === file) ?? { file },
  );
  return { ...job, spectra };
}

/** The job with another range of energies [TeV]: of one spectrum, or of all. */
export function withRange(job: JobObject, file: string | undefined, { min, max }: EnergyRange): JobObject {
  const energy = { min: `${min} TeV`, max: `${max} TeV` };
  const spectra = entriesOf(job).map((entry) => {
    if (file !== undefined) return isSameFile(String(entry.file), file) ? { ...entry, energy } : entry;
    const { energy: _, ...others } = entry;
    return others;
  });
  return { ...job, spectra, ...(file === undefined && { energy }) };
}

/** Whether two names can mean the same file: one is the end of the other, as where a folder was opened further in. */
export function isSameFile(one: string, other: string): boolean {
  const [short, long] = [one, other].map((name) => name.replaceAll("\\", "/")).sort((a, b) => a.length - b.length);
  return short === long || long.endsWith(`/${short}`);
}

function entriesOf({ spectra }: JobObject): readonly JobObject[] {
  if (!Array.isArray(spectra)) return [];
  return spectra.map((entry: unknown) => (typeof entry === "string" ? { file: entry } : (entry as JobObject)));
}

function rangeOf(energy: unknown): EnergyRange | undefined {
  const { min, max } = (energy ?? {}) as { readonly min?: string | number; readonly max?: string | number };
  if (min === undefined || max === undefined) return undefined;
  try {
    return { min: parseQuantity(min, "TeV"), max: parseQuantity(max, "TeV") };
  } catch {
    return undefined;
  }
}
