import { GammakitError, type Gti, type Observation, type SkyPosition } from "@gammakit/core";
import type { Responses } from "../array/responses.ts";
import { createStream, purpose } from "../random/stream.ts";
import { addBackgroundEvents } from "./background-events.ts";
import { createEventBuffer, sortedEvents } from "./event-buffer.ts";
import { addSourceEvents, type Exposure, type SimulatedSource } from "./source-events.ts";

/** A run to be simulated. */
export interface RunOptions {
  readonly id: number;
  readonly pointing: SkyPosition;
  /** When events can be recorded; its reference is what event times and curves count from. */
  readonly gti: Gti;
  readonly responses: Responses;
  readonly sources: readonly SimulatedSource[];
  /** With the id of the run, what all of its random numbers come from: a whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  /** Fraction of the good time in which events can be recorded. Photons are lost with the rest; the background rate knows of it. */
  readonly liveFraction?: number;
  /** Longest step [s] in which a source that varies is taken to be constant. */
  readonly timeStep?: number;
  /** Strings for the header: TELESCOP, OBJECT. */
  readonly meta?: Readonly<Record<string, string>>;
}

/**
 * A run of a Cherenkov telescope: events of the sources and of the background, sorted in time, with the responses they came from. The same
 * options give the same run, to the last bit and on every engine: what is done per event needs nothing that engines round differently,
 * and what models and responses give is rounded to single precision first.
 *
 * A source has a random stream of its own, by its place in the list: what comes after it, and the background, do not change it.
 * Throws "invalid-input" for a seed or an id that is no whole number, a time step that is not positive and a live fraction beyond 0 to 1,
 * "limit-exceeded" where more than 5e7 events or 1e6 steps of time are asked for.
 */
export function simulateRun(options: RunOptions): Observation {
  const { id, pointing, gti, responses, sources, seed, liveFraction = 1, timeStep = 10, meta = {} } = options;
  checkNumber("timeStep", timeStep, "a positive number of seconds", timeStep > 0);
  checkNumber("liveFraction", liveFraction, "a number from 0 to 1", liveFraction >= 0 && liveFraction <= 1);
  const exposure: Exposure = { pointing, gti, liveFraction, timeStep };
  const buffer = createEventBuffer();
  for (const [k, source] of sources.entries()) {
    addSourceEvents(buffer, source, exposure, responses, createStream(seed, id, purpose.source, k));
  }
  if (responses.bkg !== undefined) {
    addBackgroundEvents(buffer, responses.bkg, exposure, createStream(seed, id, purpose.background));
  }
  return {
    id,
    part: 0,
    pointing,
    liveFraction,
    gti,
    events: sortedEvents(buffer, gti.reference),
    ...responses,
    meta: { CREATOR: "gammakit", ORIGIN: "simulation", ...meta },
  };
}

function checkNumber(name: string, value: number, wanted: string, isValid: boolean): void {
  if (isValid) return;
  throw new GammakitError("invalid-input", `${name} must be ${wanted}, not ${value}.`, { [name]: value });
}
