import type {
  ExplainedRuns,
  FluxPointsFitExplanation,
  FluxProfileExplanation,
  RunsExplanation,
  SpectrumFilesExplanation,
  ToysExplanation,
} from "@gammakit/analysis";
import type { Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import type { SizedFile } from "../jobs/sizes-of.ts";
import { bytesText } from "./bytes-text.ts";

/** Most rows of a table that is there to look at. */
const mostRows = 40;

/** What a job on a data store would do, in words; `how` says what the fits are. */
export function runsWords({ job, runs, fits }: RunsExplanation, how: string, width: number): readonly string[] {
  return [
    ...runWords(runs, width),
    ...settingWords(job, ["job", "data", "time"]),
    "",
    `Fits: ${fits} at most, ${how}.`,
    ...runs.warnings.map(({ message, where }) => `Warning (${where}): ${message}`),
  ];
}

/** What a flux profile would do, in words; `size` is that of its map [bytes], where it is known. */
export function fluxProfileWords(
  { job, regions, energyBins, fits }: FluxProfileExplanation,
  size: number | undefined,
): readonly string[] {
  return [
    `Map: ${job.dataset}${size === undefined ? "" : ` (${bytesText(size)})`}, which has not been opened.`,
    "",
    ...settingWords(job, ["job", "dataset"]),
    "",
    `Fits: ${fits} at most, in ${regions} regions and ${energyBins} energy bins. A region off the map has none.`,
  ];
}

/** What a job of a spectrum from files would do, in words; `spectra` are the files with their sizes [bytes], where they are known. */
export function spectrumFilesWords(
  { job, fits }: SpectrumFilesExplanation,
  spectra: readonly SizedFile[],
): readonly string[] {
  return [
    `Spectra: ${spectra.length}, which have not been opened, nor the responses and backgrounds that they name.`,
    ...fileLines(spectra),
    "",
    ...settingWords(job, ["job", "spectra"]),
    "",
    fits === null
      ? "Fits: the model, and one for each flux point; how many there are is decided by the bins of the spectra."
      : `Fits: ${fits} at most, the model, and one for each flux point.`,
  ];
}

/** What a job that fits flux points would do, in words; `sets` are the files with their sizes [bytes], where they are known. */
export function fluxPointsFitWords(
  { job, fits }: FluxPointsFitExplanation,
  sets: readonly SizedFile[],
): readonly string[] {
  return [
    `Files of flux points: ${sets.length}, which have not been opened.`,
    ...fileLines(sets, (i) => ownWords(job, i)),
    "",
    ...settingWords(job, ["job", "points"]),
    "",
    `Fits: ${fits}, ${fits === 1 ? "of the model" : "the model, and one for each that it is compared with"}.`,
  ];
}

/** What is set for one set of flux points and not for all of them, behind its file. */
function ownWords(job: FluxPointsFitExplanation["job"], i: number): string {
  const { file: _, ...set } = (job.points as readonly Readonly<Record<string, unknown>>[])[i];
  const own = Object.entries(set).filter(([key, value]) => value !== job[key]);
  return own.map(([key, value]) => `, ${key}: ${flowText(value)}`).join("");
}

/** Files with their sizes, a line each, and what is behind. */
function fileLines(files: readonly SizedFile[], behind: (i: number) => string = () => ""): readonly string[] {
  const more = files.length - mostRows;
  return [
    ...files
      .slice(0, mostRows)
      .map(({ name, bytes }, i) => `  ${name}${bytes === null ? "" : ` (${bytesText(bytes)})`}${behind(i)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** What a job of toys would do, in words. */
export function toysWords({ job, of, fits }: ToysExplanation, width: number): readonly string[] {
  const once = "the model in each interval with data, before toys are drawn";
  return [
    ...("runs" in of ? runsWords(of, once, width) : fluxProfileWords(of, undefined)),
    "",
    ...settingWords(job, ["job", "of"]),
    "",
    `Fits of toys: ${fits} at most.`,
  ];
}

function runWords({ store, inStore, selected, read, intervals }: ExplainedRuns, width: number): readonly string[] {
  const opened = new Set(read);
  const texts = (name: string, data: readonly string[]) => ({ name, unit: "", data });
  const runs: Table = {
    name: "runs",
    rowCount: selected.length,
    meta: {},
    columns: [
      texts(
        "run",
        selected.map(({ id }) => String(id)),
      ),
      texts(
        "start (UTC)",
        selected.map(({ tStartIso }) => tStartIso ?? ""),
      ),
      texts(
        "stop (UTC)",
        selected.map(({ tStopIso }) => tStopIso ?? ""),
      ),
      texts(
        "object",
        selected.map(({ object }) => object ?? ""),
      ),
      {
        name: "from ON",
        unit: "deg",
        data: Float64Array.from(selected, ({ offsetDeg }) => Number(offsetDeg.toFixed(3))),
      },
      texts(
        "opened",
        selected.map(({ id }) => (opened.has(id) ? "yes" : "no")),
      ),
    ],
  };
  const times: Table = {
    name: "intervals",
    rowCount: intervals.length,
    meta: {},
    columns: [
      texts(
        "interval from (UTC)",
        intervals.map(({ tStartIso }) => tStartIso),
      ),
      texts(
        "to (UTC)",
        intervals.map(({ tStopIso }) => tStopIso),
      ),
      texts(
        "runs that may hold data",
        intervals.map((interval) => interval.runs.join(" ")),
      ),
    ],
  };
  const shown = (table: Table) => (table.rowCount === 0 ? [] : [formatTable(table, { width, maxRows: mostRows })]);
  return [
    `Runs: ${selected.length} of the ${inStore} in ${store} are selected, ${read.length} of them would be opened.`,
    "",
    ...shown(runs),
    ...shown(times),
  ];
}

/** The settings of a job, defaults too, as a job file has them. */
function settingWords(job: Readonly<Record<string, unknown>>, without: readonly string[]): readonly string[] {
  return Object.entries(job)
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => `  ${key}: ${flowText(value)}`);
}

function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `${key}: ${flowText(entry)}`)
    .join(", ")} }`;
}
