import { createGti } from "../../src/events/gti.ts";
import type { Observation } from "../../src/observation/observation.ts";
import { addSeconds } from "../../src/time/instant.ts";

/** What the times of these observations count from. */
export const reference = { scale: "tt", day: 53945, fraction: 0.25 } as const;

/** The instant that many seconds later. */
export const at = (seconds: number) => addSeconds(reference, seconds);

/** An observation with these good times and events at these times [s]; the events are told apart by their place and energy. */
export function observationOf(
  id: number,
  good: readonly (readonly [number, number])[],
  times: readonly number[],
): Observation {
  const numbers = Float64Array.from(times, (_, i) => i);
  return {
    id,
    part: 0,
    pointing: { frame: "icrs", lon: 10, lat: 20 },
    liveFraction: 0.9,
    gti: createGti(reference, good),
    events: { reference, time: Float64Array.from(times), lon: numbers, lat: numbers, energy: numbers },
    meta: {},
  };
}
