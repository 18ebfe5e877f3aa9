import type { Observation, SpectralModel, TemporalModel } from "@gammakit/core";
import type { ImagingArray } from "../array/imaging-array.ts";
import { arrayResponses, type Responses } from "../array/responses.ts";
import type { ParameterCurves } from "../events/curve.ts";
import { simulateRun } from "../events/simulate-run.ts";
import type { SimulatedSource } from "../events/source-events.ts";
import { type WobbleOptions, wobbleRuns } from "./wobble-runs.ts";

/** A night on one target. */
export interface NightOptions extends WobbleOptions {
  readonly array: ImagingArray;
  /** Name of the target, for headers. */
  readonly object?: string;
  /** Spectrum of the target. */
  readonly spectrum: SpectralModel;
  /** Courses of its parameters, times in seconds after `start`. */
  readonly curves?: ParameterCurves;
  /** A factor on its spectrum. */
  readonly temporal?: TemporalModel;
  /** Further sources in the field of view. */
  readonly sources?: readonly SimulatedSource[];
  /** What the telescope does to photons; that of the array where absent. */
  readonly responses?: Responses;
  /** From which all random numbers come. */
  readonly seed: number;
  readonly firstId?: number;
  /** Fraction of the time in which events can be recorded. */
  readonly liveFraction?: number;
  /** Longest step [s] in which a source that varies is taken to be constant. */
  readonly timeStep?: number;
}

/**
 * The runs of a night on a target, simulated: `writeDataStore` of `@gammakit/io` makes files of them, and the jobs of
 * `@gammakit/analysis` read those. Runs are numbered from `firstId`; of which gaps leave nothing has no number.
 */
export function simulateNight(options: NightOptions): readonly Observation[] {
  const { array, target, spectrum, curves, temporal, sources = [], firstId = 1, seed } = options;
  const responses = options.responses ?? arrayResponses(array);
  const { liveFraction = 0.95, timeStep = 10, object = "target" } = options;
  const main: SimulatedSource = {
    position: target,
    spectrum,
    ...(curves && { curves }),
    ...(temporal && { temporal }),
  };
  return wobbleRuns(options).map(({ pointing, gti }, k) =>
    simulateRun({
      id: firstId + k,
      pointing,
      gti,
      responses,
      sources: [main, ...sources],
      seed,
      liveFraction,
      timeStep,
      meta: { TELESCOP: array.name, INSTRUME: array.name, OBJECT: object },
    }),
  );
}
