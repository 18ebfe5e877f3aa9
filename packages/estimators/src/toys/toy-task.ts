import type { Dataset, ExtensionRecord, ModelRecord, Registry, Task } from "@gammakit/core";
import type { SignalInDataset } from "../flux-points/norm-profile.ts";
import type { FluxSettingsRecord } from "../tasks/flux-settings.ts";
import { moduleName } from "../tasks/module-name.ts";
import { makeFitToy } from "./fit-toys.ts";
import { makeNormToy } from "./norm-toys.ts";
import { type CompiledToy, type MeasuredToys, measureChunk, type ToyChunk } from "./toy-chunk.ts";

/** How toys of whole spectra are fitted, as data. */
export interface FitToySettings {
  readonly kind: "fits";
  readonly seed: number;
  readonly asymmetric: boolean;
  readonly model: ModelRecord;
  readonly optimizer: ExtensionRecord;
  readonly statistics?: readonly ExtensionRecord[];
}

/** One of the spectra of which toys are made. */
export interface FitToySubject {
  readonly datasets: readonly Dataset[];
  /** Values of all parameters of the model. */
  readonly truth: readonly number[];
  readonly stream: number;
}

/** How norms are measured in toys, as data. */
export interface NormToySettings {
  readonly kind: "norms";
  readonly seed: number;
  readonly flux: FluxSettingsRecord;
}

/** One of the energy bins of which toys are made. */
export interface NormToySubject {
  readonly parts: readonly SignalInDataset[];
  readonly truth: number;
  readonly stream: number;
}

/** Draws and measures a few toys; gives what was found. What all of them share is `settings` and `subjects`. */
export const toyTask: Task<ToyChunk, MeasuredToys> = {
  module: moduleName,
  export: "toyTask",
  async run(chunk, { shared, registry, signal }) {
    const idle = idleToys(shared);
    const toy = idle.get(chunk.subject) ?? makeToy(shared, chunk.subject, registry);
    // It has room for one toy at a time: a chunk that is measured meanwhile makes its own.
    idle.delete(chunk.subject);
    const found = await measureChunk(toy, chunk, signal);
    if (idle.size >= mostIdle) idle.clear();
    idle.set(chunk.subject, toy);
    return found;
  },
};

/** Of how many subjects a worker keeps what it has made. */
const mostIdle = 4;

const known = new WeakMap<object, Map<number, CompiledToy>>();

/** What was made for subjects once, and nothing is measured with now. */
function idleToys({ settings }: Readonly<Record<string, unknown>>): Map<number, CompiledToy> {
  const idle = known.get(settings as object) ?? new Map<number, CompiledToy>();
  known.set(settings as object, idle);
  return idle;
}

function makeToy(
  { settings, subjects }: Readonly<Record<string, unknown>>,
  subject: number,
  registry: Registry,
): CompiledToy {
  const given = settings as FitToySettings | NormToySettings;
  return given.kind === "fits"
    ? makeFitToy(given, (subjects as readonly FitToySubject[])[subject], registry)
    : makeNormToy(given, (subjects as readonly NormToySubject[])[subject], registry);
}
