import { type Instant, isAfterExpiry, leapSeconds, toMjd } from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";
import { laterOf } from "./last-time.ts";

/** What had to be assumed to read the times of a run, and what is wrong with its data. */
export interface RunNotes {
  readonly id: number;
  readonly warnings: readonly string[];
  readonly faults?: readonly string[];
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
