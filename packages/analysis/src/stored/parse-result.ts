import { GammakitError, nearest } from "@gammakit/core";
import type { FluxPointsFitResult } from "../flux-points-fit/result.ts";
import type { FluxProfileResult } from "../flux-profile/result.ts";
import type { LightCurveResult } from "../light-curve/result.ts";
import type { SpectrumResult } from "../spectrum/result.ts";
import type { SpectrumFilesResult } from "../spectrum-files/result.ts";
import type { TimeResolvedResult } from "../time-resolved/result.ts";
import type { ToysResult } from "../toys/result.ts";

/** What a result.json may hold, told apart by `schema`. */
export type JobResult =
  | TimeResolvedResult
  | FluxProfileResult
  | LightCurveResult
  | SpectrumResult
  | SpectrumFilesResult
  | FluxPointsFitResult
  | ToysResult;

/** What stands under a key. */
type Form = "list" | "record" | "record or null";

interface StoredForm {
  /** The latest version of the form, which this release writes; it reads all before. */
  readonly version: number;
  readonly keys: Readonly<Record<string, Form>>;
  /** Keys of each entry of a list. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
}

const common = { job: "record", provenance: "record", warnings: "list" } as const;
const ofRuns = { observations: "list", datasets: "list" } as const;
const dataset = ["name", "counts"];
const ofSpectra = {
  stacked: "record or null",
  cumulative: "list",
  fit: "record or null",
  fluxPoints: "list",
  butterfly: "record or null",
  integralFlux: "record",
} as const;
const spectrumEntries = { fluxPoints: ["eMinTeV", "eMaxTeV", "eRefTeV", "success", "norm"], datasets: dataset };

/** A key that a later release adds must be optional, or be filled in here where an older file lacks it. */
const storedForms: Readonly<Record<string, StoredForm>> = {
  "time-resolved-spectroscopy": {
    version: 1,
    keys: {
      ...common,
      ...ofRuns,
      bins: "list",
      emptyBins: "list",
      variability: "record",
      comparisons: "list",
      correlation: "record or null",
    },
    entries: { bins: ["tStartIso", "tStopIso", "status", "success", "parameters", "integralFlux"], datasets: dataset },
  },
  "flux-profile": {
    version: 1,
    keys: { ...common, map: "record", rows: "list" },
    entries: { rows: ["xMinDeg", "xMaxDeg", "xRefDeg", "region", "solidAngleSr", "energies"] },
  },
  "light-curve": {
    version: 1,
    keys: {
      ...common,
      ...ofRuns,
      cumulative: "list",
      fit: "record or null",
      bins: "list",
      emptyBins: "list",
      variability: "list",
    },
    entries: { bins: ["tStartIso", "tStopIso", "startMjdTt", "stopMjdTt", "energies"], datasets: dataset },
  },
  spectrum: { version: 1, keys: { ...common, ...ofRuns, ...ofSpectra }, entries: spectrumEntries },
  "spectrum-files": {
    version: 1,
    keys: { ...common, datasets: "list", ...ofSpectra },
    entries: { ...spectrumEntries, datasets: [...dataset, "file", "energyEdgesTeV"] },
  },
  "flux-points-fit": {
    version: 1,
    keys: {
      ...common,
      sets: "list",
      fit: "record",
      goodness: "record",
      butterfly: "record or null",
      integralFlux: "record",
      comparisons: "list",
    },
    entries: { sets: ["name", "file", "likelihood", "quantity", "points"], comparisons: ["model", "base", "status"] },
  },
  toys: {
    version: 1,
    keys: { ...common, claims: "record", subjects: "list" },
    entries: { subjects: ["toys", "statuses", "quantities", "goodness", "likelihoodRatio", "limitCoverage"] },
  },
};

/**
 * The result in the text of a result.json, of this release or of an earlier one with the same form. Keys that are not known here
 * stay as they are.
 *
 * Throws "invalid-file" where it is none, or something is missing in it, and "unsupported" for a form that is newer than this release.
 */
export function parseResult(text: string, name = "result.json"): JobResult {
  const content = parseJson(text, name);
  const { job, form } = formOf(content, name);
  for (const [key, expected] of Object.entries(form.keys)) {
    const found = content[key];
    const fits =
      expected === "list" ? Array.isArray(found) : isRecord(found) || (expected !== "record" && found === null);
    if (!fits) throw broken(name, key, `${key} ${found === undefined ? "is missing" : `is no ${expected}`}`, job);
  }
  for (const [list, keys] of Object.entries(form.entries)) {
    (content[list] as readonly unknown[]).forEach((entry, i) => {
      if (!isRecord(entry)) throw broken(name, `${list}[${i}]`, `${list}[${i}] is no record`, job);
      const missing = keys.find((key) => entry[key] === undefined);
      if (missing !== undefined) {
        const path = `${list}[${i}].${missing}`;
        throw broken(name, path, `${path} is missing`, job);
      }
    });
  }
  return content as unknown as JobResult;
}

function parseJson(text: string, name: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new GammakitError("invalid-file", `${name} is not JSON: ${(cause as Error).message}`, { file: name }, cause);
  }
  if (isRecord(content)) return content;
  throw new GammakitError("invalid-file", `${name} holds no result: it must be a JSON object.`, { file: name });
}

/** The form that `schema` names. */
function formOf(content: Readonly<Record<string, unknown>>, name: string): { job: string; form: StoredForm } {
  const { schema } = content;
  const [, job = "", digits = ""] = /^gammakit\/([a-z-]+)\/(\d{1,9})$/.exec(String(schema)) ?? [];
  const known = Object.keys(storedForms);
  if (typeof schema !== "string" || job === "") {
    const what = schema === undefined ? "it has no schema" : `its schema is ${brief(JSON.stringify(schema))}`;
    const example = known.map((each) => `gammakit/${each}/${storedForms[each].version}`).join(", ");
    throw new GammakitError("invalid-file", `${name} is no result of gammakit: ${what}. Known: ${example}.`, {
      file: name,
      schema,
    });
  }
  const form = Object.hasOwn(storedForms, job) ? storedForms[job] : undefined;
  if (form === undefined) {
    const guess = nearest(job, known);
    const hint = guess === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${guess}"?`;
    const update = "A newer gammakit may know it.";
    throw new GammakitError("unsupported", `${name} is the result of a job "${brief(job)}". ${hint} ${update}`, {
      file: name,
      schema,
    });
  }
  const version = Number(digits);
  if (version < 1 || version > form.version) {
    const words = version < 1 ? "there is none such" : "it was written by a newer gammakit: update, or write it again";
    throw new GammakitError(
      "unsupported",
      `${name} has form ${version} of results of ${job}; this release reads up to ${form.version}: ${words}.`,
      { file: name, schema },
    );
  }
  return { job, form };
}

/** Nobody reads more of a name that is none. */
function brief(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}

function broken(file: string, path: string, words: string, job: string): GammakitError {
  return new GammakitError("invalid-file", `${file}: ${words}; a result of ${job} has it.`, { file, path });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
