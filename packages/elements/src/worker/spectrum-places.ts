import {
  type ByteSource,
  blobSource,
  GammakitError,
  isGammakitError,
  type RunContext,
  urlSource,
} from "@gammakit/core";
import { type SpectrumPart, spectrumPart } from "@gammakit/io";
import { isSameFile } from "../job/spectra-settings.ts";
import type { ChosenFile, DataSource } from "../protocol.ts";

/** Files of spectra, as they were found among those that a person chose. */
export interface FoundSpectra {
  /** Those that are to be fitted, which files each names that are not there, and why one that may be a spectrum can't be read. */
  readonly spectra: readonly {
    readonly file: string;
    readonly missing: readonly string[];
    readonly fault?: GammakitError;
  }[];
  /** The other FITS files, that belong to none of them. */
  readonly unused: readonly { readonly file: string; readonly part?: SpectrumPart }[];
}

const named = /\.(fits?|pha|pi|arf|rmf|rsp|bak|bkg|bgd)\d*(\.gz)?$/i;

const roles = {
  ANCRFILE: "its effective area (ARF)",
  RESPFILE: "its energy dispersion (RMF)",
  BACKFILE: "its background",
} as const;

/** What files of spectra are among files, by their headers and by which names which. */
export async function findSpectra(files: readonly ChosenFile[], context: RunContext): Promise<FoundSpectra> {
  const paths = new Set(files.map(({ path }) => path));
  const parts: { file: string; part?: SpectrumPart; fault?: GammakitError }[] = [];
  // Whatever the order in which they were dropped, the job is the same.
  for (const { path, file } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (named.test(path)) parts.push({ file: path, ...(await partOf(blobSource(file, path), context)) });
  }
  const used = new Set<string>();
  const backgrounds = new Set<string>();
  for (const { file, part } of parts) {
    for (const [keyword, name] of Object.entries(part?.companions ?? {})) {
      used.add(beside(file, name));
      if (keyword === "BACKFILE") backgrounds.add(beside(file, name));
    }
  }
  const isSpectrum = ({ file, part, fault }: (typeof parts)[number]) =>
    (fault !== undefined && !used.has(file)) ||
    part?.kind === "dataset" ||
    (part?.kind === "spectrum" && !backgrounds.has(file));
  return {
    spectra: parts.filter(isSpectrum).map(({ file, part, fault }) => ({
      file,
      ...(fault && { fault }),
      missing: Object.entries(part?.companions ?? {}).flatMap(([keyword, name]) =>
        paths.has(beside(file, name)) || leads(name) ? [] : [`${name}, ${roles[keyword as keyof typeof roles]}`],
      ),
    })),
    unused: parts.filter((one) => !isSpectrum(one) && !used.has(one.file)),
  };
}

/** Whether any of the files is a part of a spectrum. */
export async function hasSpectrumParts(files: readonly ChosenFile[], context: RunContext): Promise<boolean> {
  for (const { path, file } of files) {
    if (named.test(path) && (await partOf(blobSource(file, path), context)).part !== undefined) return true;
  }
  return false;
}

/** A file that a job names, a spectrum or the table of a model, with those beside it. */
export function spectrumFile(source: DataSource, name: string): ByteSource {
  if (source.kind === "address") return urlSource(new URL(name, source.address));
  const exact = source.files.find(({ path }) => path === name);
  // A job from elsewhere has the files in other folders: what its name ends with tells, unless several do.
  const alike = source.files.filter(({ path }) => isSameFile(path, name));
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (found !== undefined) return sourceOf(source.files, found);
  const what =
    alike.length === 0
      ? `${source.name} has no file ${name}, which the job names. Choose it together with the data.`
      : `The job names ${name}, and ${alike.length} files are called so: ${alike.map(({ path }) => path).join(", ")}. Name one of them.`;
  throw new GammakitError("io", what, { path: name });
}

function sourceOf(files: readonly ChosenFile[], { path, file }: ChosenFile): ByteSource {
  return {
    ...blobSource(file, path),
    sibling(name) {
      const wanted = beside(path, name);
      const found = files.find((one) => one.path === wanted);
      if (found !== undefined) return sourceOf(files, found);
      throw new GammakitError("io", `${wanted} is not among the files. Choose it together with ${path}.`, {
        path: wanted,
      });
    },
  };
}

/** What a file is, or why it can't be read. */
async function partOf(
  source: ByteSource,
  { signal }: RunContext,
): Promise<{ readonly part?: SpectrumPart; readonly fault?: GammakitError }> {
  try {
    const part = await spectrumPart(source, { ...(signal && { signal }) });
    return part === undefined ? {} : { part };
  } catch (error) {
    if (!isGammakitError(error) || error.code === "aborted") throw error;
    return { fault: error };
  }
}

/** Whether a name leads out of the folder, which those who read the spectrum refuse: no file that is dropped would help. */
function leads(name: string): boolean {
  return /^[/\\~$]|^[A-Za-z][A-Za-z0-9+.-]*:/.test(name) || name.split(/[/\\]/).includes("..");
}

/** The path of a file that another names. */
function beside(path: string, name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  return path.replace(/[^/]*$/, "") + parts.join("/");
}
