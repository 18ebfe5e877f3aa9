import { GammakitError, type Instant, type SkyPosition, secondsBetween, separationBetween } from "@gammakit/core";
import type { DataStore, ObservationEntry } from "./data-store.ts";

/** Runs that point to within `radius` [deg] of a position. */
export interface SkyCircleSelection {
  readonly type: "sky-circle";
  readonly center: SkyPosition;
  readonly radius: number;
  /** Added to the radius [deg]. */
  readonly border?: number;
  /** Keep the other runs instead. */
  readonly inverted?: boolean;
}

/** Runs that lie within a stretch of time, from start to stop. */
export interface TimeBoxSelection {
  readonly type: "time-box";
  readonly start: Instant;
  readonly stop: Instant;
  /** Keep runs that only overlap it, too. */
  readonly partialOverlap?: boolean;
  /** Keep the other runs instead. */
  readonly inverted?: boolean;
}

/** A rule that keeps some runs. */
export type ObservationSelection = SkyCircleSelection | TimeBoxSelection;

/**
 * The runs of a store that pass all selections, in the order of the index; with `ids`, those ids in their given order.
 * Throws "invalid-input" naming ids that the store does not have.
 */
export function selectObservations(
  store: DataStore,
  selections: readonly ObservationSelection[] = [],
  ids?: readonly number[],
): readonly ObservationEntry[] {
  const entries = ids === undefined ? store.observations : entriesOf(store, ids);
  return entries.filter((entry) => selections.every((selection) => passes(entry, selection)));
}

function entriesOf(store: DataStore, ids: readonly number[]): readonly ObservationEntry[] {
  const byId = new Map(store.observations.map((entry) => [entry.id, entry]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) {
    throw new GammakitError(
      "invalid-input",
      `${store.name} has no observation ${missing.join(", ")}. It holds ${store.observations.length} runs; "gammakit obs" lists them.`,
      { store: store.name, missing },
    );
  }
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

function passes(entry: ObservationEntry, selection: ObservationSelection): boolean {
  return inside(entry, selection) !== (selection.inverted ?? false);
}

function inside(entry: ObservationEntry, selection: ObservationSelection): boolean {
  if (selection.type === "sky-circle") {
    return separationBetween(entry.pointing, selection.center) < selection.radius + (selection.border ?? 0);
  }
  const { start, stop, reference } = entry;
  if (start === undefined || stop === undefined) {
    throw new GammakitError(
      "invalid-file",
      `The observation index has no TSTART and TSTOP for run ${entry.id}, which a selection in time needs.`,
      { observation: entry.id },
    );
  }
  const [from, to] = [secondsBetween(reference, selection.start), secondsBetween(reference, selection.stop)];
  return selection.partialOverlap ? start <= to && stop >= from : start >= from && stop <= to;
}
