import { addSeconds, type Instant, type Observation, secondsBetween } from "@gammakit/core";

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
