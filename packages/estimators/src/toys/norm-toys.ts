import type { Dataset, Registry } from "@gammakit/core";
import { fitNorm } from "../flux-points/fit-norm.ts";
import { measure } from "../flux-points/flux-point.ts";
import { binData, signalsOf } from "../flux-points/flux-points.ts";
import { compileNormProfile } from "../flux-points/norm-profile.ts";
import { type FluxPointsOptions, type FluxPointsSettings, settingsOf } from "../flux-points/options.ts";
import { fluxSettingsOf, toFluxSettings } from "../tasks/flux-settings.ts";
import { uniformFor } from "../variability/random.ts";
import { drawCounts, expectedCounts } from "./expected-counts.ts";
import { perfectStat } from "./perfect-stat.ts";
import { type ThrowOptions, throwToys } from "./throw-toys.ts";
import type { CompiledToy } from "./toy-chunk.ts";
import { headLength, statusCode, type ToySample } from "./toy-sample.ts";
import type { NormToySettings, NormToySubject } from "./toy-task.ts";

/** An energy bin of datasets and what is taken for true in it. */
export interface ToyNorm {
  readonly datasets: readonly Dataset[];
  /** Number of the energy bin among those of the options. */
  readonly energy: number;
  /** The true norm. */
  readonly truth: number;
  /** Which random numbers are used: those of another number are independent. Its place in the list where absent. */
  readonly stream?: number;
}

/** How the norm is measured in toys: as by `fluxPoints`, with limits and asymmetric errors (of one σ) where they are selected. */
export interface NormToysOptions extends FluxPointsOptions, ThrowOptions {}

/**
 * Parametric bootstrap of flux points: for each of `subjects`, counts are drawn from background and true norm, and the norm is measured
 * in each set as in the data. Gives their samples in order, one at a time. They are the same, to the bit, however many workers there
 * are. Throws "invalid-input" for a number of toys, a seed or options that are none; "aborted" on a signal.
 */
export async function* normToys(
  subjects: readonly ToyNorm[],
  { toys, seed, context, ...options }: NormToysOptions,
): AsyncGenerator<ToySample> {
  // Asymmetric errors are compared with one standard deviation.
  const settings = settingsOf({ ...options, nSigma: 1 });
  const { energyEdges } = settings;
  const known = new Map<readonly Dataset[], ReturnType<typeof signalsOf>>();
  const parts = subjects.map(({ datasets, energy, truth, stream }, i): NormToySubject => {
    const signals = known.get(datasets) ?? signalsOf(datasets, settings);
    known.set(datasets, signals);
    return { parts: binData(signals, energyEdges[energy], energyEdges[energy + 1]).parts, truth, stream: stream ?? i };
  });
  yield* throwToys({
    ...(toys !== undefined && { toys }),
    ...(seed !== undefined && { seed }),
    context,
    frames: subjects.map(({ truth }, i) => ({
      quantities: [{ name: "norm", unit: "", truth }],
      statPerfectOfData: perfectStat(
        parts[i].parts.map(({ dataset }) => dataset),
        settings.statistics,
      ),
    })),
    compile: (subject, seedOf) => compileNormToy(parts[subject], settings, seedOf),
    shared: (seedOf) => ({
      settings: { kind: "norms", seed: seedOf, flux: toFluxSettings(settings) } satisfies NormToySettings,
      subjects: parts,
    }),
  });
}

/** Makes what draws and measures a toy and writes its row. */
function compileNormToy(
  { parts, truth, stream }: NormToySubject,
  settings: FluxPointsSettings,
  seed: number,
): CompiledToy {
  const expected = parts.map(({ dataset, signal }) =>
    expectedCounts(
      dataset,
      signal.map((s) => truth * s),
    ),
  );
  return async (toy, row) => {
    const uniform = uniformFor(seed, stream, toy);
    const drawn = parts.map(({ dataset, signal }, d) => ({
      dataset: drawCounts(dataset, expected[d], uniform),
      signal,
    }));
    const profile = compileNormProfile(drawn, settings.statistics);
    const fitted = await fitNorm(profile, settings.optimizer);
    const point = await measure(profile, fitted, settings);
    row.fill(Number.NaN);
    row[0] = statusCode(fitted.success ? "converged" : "failed");
    row[1] = point.stat ?? Number.NaN;
    row[2] = profile.stat(truth);
    row[3] = point.normUl ?? Number.NaN;
    row[4] = perfectStat(
      drawn.map(({ dataset }) => dataset),
      settings.statistics,
    );
    if (!fitted.success) return;
    row[headLength] = fitted.best;
    row[headLength + 1] = fitted.sigma;
    row[headLength + 2] = point.normErrn ?? Number.NaN;
    row[headLength + 3] = point.normErrp ?? Number.NaN;
  };
}

/** The same in a worker. */
export function makeNormToy(settings: NormToySettings, subject: NormToySubject, registry: Registry): CompiledToy {
  return compileNormToy(subject, fluxSettingsOf(settings.flux, registry), settings.seed);
}
