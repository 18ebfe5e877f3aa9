import { secondsBetween } from "../time/instant.ts";
import type { Instant } from "../time/scale.ts";
import { createGti, type Gti, gtiIntervals } from "./gti.ts";

/** The same intervals, counted from another instant. */
export function rebaseGti(gti: Gti, reference: Instant): Gti {
  const shift = secondsBetween(reference, gti.reference);
  return createGti(
    reference,
    gtiIntervals(gti).map(([start, stop]) => [start + shift, stop + shift] as const),
  );
}
