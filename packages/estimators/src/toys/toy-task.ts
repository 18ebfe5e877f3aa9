import type { Dataset, ExtensionRecord, ModelRecord, Registry, Task } from "@gammakit/core";
import type { SignalInDataset } from "../flux-points/norm-profile.ts";
import type { FluxSettingsRecord } from "../tasks/flux-settings.ts";
import { moduleName } from "../tasks/module-name.ts";
import { makeFitToy } from "./fit-toys.ts";
import { makeNormToy } from "./norm-toys.ts";
import { type CompiledToy, measureChunk, type ToyChunk } from "./throw-toys.ts";

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

/** Draws and measures a few toys; gives their rows. What all of them share is `settings` and `subjects`. */
export const toyTask: Task<ToyChunk, Float64Array> = {
  module: moduleName,
  export: "toyTask",
  run(chunk, { shared, registry, signal }) {
    return measureChunk(knownToy(shared, chunk.subject, registry), chunk, signal);
  },
};

const known = new WeakMap<object, Map<number, CompiledToy>>();

/** What a subject needs is made once for all toys that a worker draws of it; a few subjects are kept. */
function knownToy(
  { settings, subjects }: Readonly<Record<string, unknown>>,
  subject: number,
  registry: Registry,
): CompiledToy {
  const key = settings as FitToySettings | NormToySettings;
  const made = known.get(key) ?? new Map<number, CompiledToy>();
  known.set(key, made);
  const last = made.get(subject);
  if (last !== undefined) return last;
  if (made.size >= 4) made.clear();
  const toy =
    key.kind === "fits"
      ? makeFitToy(key, (subjects as readonly FitToySubject[])[subject], registry)
      : makeNormToy(key, (subjects as readonly NormToySubject[])[subject], registry);
  made.set(subject, toy);
  return toy;
}
