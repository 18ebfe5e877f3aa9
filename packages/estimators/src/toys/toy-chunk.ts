import { type ErrorRecord, GammakitError, isGammakitError, toErrorRecord } from "@gammakit/core";
import { markFailed } from "./toy-sample.ts";

/** Draws toy number `toy`, measures it and writes its row. */
export type CompiledToy = (toy: number, row: Float64Array) => Promise<void>;

/** Toys that are measured together. */
export interface ToyChunk {
  readonly subject: number;
  readonly first: number;
  readonly count: number;
  /** Numbers in a row. */
  readonly length: number;
}

/** What was measured. */
export interface MeasuredToys {
  /** One after the other. */
  readonly rows: Float64Array;
  /** Why the first toy whose measurement threw, or whose worker was lost, could not be measured, and how many there are. */
  readonly thrown?: { readonly count: number; readonly error: ErrorRecord };
}

/**
 * The rows of the toys of a chunk. One whose measurement throws is a failed one: among 1e5 of them it must not end the others. Throws
 * "aborted" on a signal.
 */
export async function measureChunk(
  toy: CompiledToy,
  { first, count, length }: ToyChunk,
  signal?: AbortSignal,
): Promise<MeasuredToys> {
  const rows = new Float64Array(count * length);
  const errors: unknown[] = [];
  for (let i = 0; i < count; i++) {
    if (signal?.aborted) throw new GammakitError("aborted", "The toys were aborted.");
    const row = rows.subarray(i * length, (i + 1) * length);
    try {
      await toy(first + i, row);
    } catch (error) {
      if (signal?.aborted || isGammakitError(error, "aborted")) throw error;
      markFailed(row);
      errors.push(error);
    }
  }
  return { rows, ...(errors.length > 0 && { thrown: { count: errors.length, error: toErrorRecord(errors[0]) } }) };
}

/** Puts the chunks of a subject together, in whatever order they come. */
export function collect(toys: number, length: number) {
  const rows = new Float64Array(toys * length);
  let [missing, count] = [toys, 0];
  let earliest: { readonly first: number; readonly error: ErrorRecord } | undefined;
  return {
    /** Toys not yet measured. */
    get missing() {
      return missing;
    },
    add({ first, count: toysOfChunk }: ToyChunk, { rows: some, thrown }: MeasuredToys): void {
      rows.set(some, first * length);
      missing -= toysOfChunk;
      if (thrown === undefined) return;
      count += thrown.count;
      if (earliest === undefined || first < earliest.first) earliest = { first, error: thrown.error };
    },
    all: (): MeasuredToys => ({ rows, ...(earliest && { thrown: { count, error: earliest.error } }) }),
  };
}

/** What is known of toys whose worker died again and again, and how it did. */
export function lostToys({ count, length }: ToyChunk, error: ErrorRecord): MeasuredToys {
  const rows = new Float64Array(count * length);
  for (let i = 0; i < count; i++) markFailed(rows.subarray(i * length, (i + 1) * length));
  return { rows, thrown: { count, error } };
}
