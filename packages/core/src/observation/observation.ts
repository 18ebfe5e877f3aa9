import type { EventList } from "../events/events.ts";
import type { Gti } from "../events/gti.ts";
import type { Background, EffectiveArea, EnergyDispersion, Psf, RadMax } from "../irf/irf.ts";
import type { SkyPosition } from "../sky/position.ts";

/** One run of a telescope, or the part of one inside a time interval. */
export interface Observation {
  readonly id: number;
  /** Running number of this part within its run, from 0. */
  readonly part: number;
  /** Where the array pointed. */
  readonly pointing: SkyPosition;
  /** Fraction of the on-time in which events could be recorded (DEADC). */
  readonly liveFraction: number;
  readonly gti: Gti;
  readonly events: EventList;
  readonly aeff?: EffectiveArea;
  readonly edisp?: EnergyDispersion;
  readonly psf?: Psf;
  readonly bkg?: Background;
  readonly radMax?: RadMax;
  /** Strings from the file: telescope, object, creator. */
  readonly meta: Readonly<Record<string, string>>;
  /** What had to be assumed to read its times; absent where nothing. */
  readonly warnings?: readonly string[];
  /** What is wrong with its data, and what was done about it; absent where nothing is. */
  readonly faults?: readonly string[];
}
