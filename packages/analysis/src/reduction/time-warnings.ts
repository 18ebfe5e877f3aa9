import {
  addSeconds,
  type Instant,
  isAfterExpiry,
  leapSeconds,
  type Observation,
  secondsBetween,
  toMjd,
} from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";

/** What had to be assumed to read the times of a run, and what is wrong with its data. */
export interface RunNotes {
  readonly id: number;
  readonly warnings: readonly string[];
  readonly faults?: readonly string[];
}

/** The end of the good time of a run; undefined where it has none. */
export function endOf({ gti }: Observation): Instant | undefined {
  return gti.stop.length === 0
    ? undefined
    : addSeconds(
        gti.reference,
        gti.stop.reduce((a, b) => Math.max(a, b)),
      );
}

/** The later of two instants. */
export function laterOf(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return secondsBetween(a, b) > 0 ? b : a;
}

/** What the user should know of runs and their times: faults, what was assumed, and whether leap seconds may be missing by one of `instants`. */
export function timeWarnings(runs: readonly RunNotes[], instants: readonly Instant[]): readonly JobWarning[] {
  const assumed = runs.flatMap(({ id, warnings, faults = [] }) => {
    const told = (code: string) => (message: string) => ({ code, message, where: fileOf(message) ?? `obs-${id}` });
    return [...warnings.map(told("time-reference")), ...faults.map(told("run-data"))];
  });
  const late = instants.filter((instant) => isAfterExpiry(instant));
  if (late.length === 0) return assumed;
  const last = late.reduce((a, b) => laterOf(a, b) as Instant);
  const message = `Times reach MJD ${Math.floor(toMjd(last))}, and the leap seconds are known until MJD ${leapSeconds.expires}: UTC beyond may be wrong by a second. Install a newer release of gammakit.`;
  return [...assumed, { code: "leap-seconds-expired", message, where: "time" }];
}

/** The file that a note names in front: "run.fits.gz, HDU 1 (EVENTS): …". */
function fileOf(note: string): string | undefined {
  return /^(.+?), HDU \d+ /.exec(note)?.[1];
}
