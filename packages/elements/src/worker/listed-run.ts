import { addSeconds, toUnix } from "@gammakit/core";
import type { ObservationEntry } from "@gammakit/io";
import type { ListedRun } from "../protocol.ts";

/** A run of an index as the page lists it. */
export function listedRun({ id, object, start, stop, reference }: ObservationEntry): ListedRun {
  const at = (seconds: number | undefined) =>
    seconds === undefined ? null : 1000 * toUnix(addSeconds(reference, seconds));
  return { id, object: object?.trim() || "no name", startMs: at(start), stopMs: at(stop) };
}
