import {
  createPause,
  type ErrorRecord,
  errorFromRecord,
  GammakitError,
  isGammakitError,
  type RunContext,
  toErrorRecord,
} from "@gammakit/core";
import { checkSeed, checkToys, type ToyOptions } from "../variability/random.ts";
import { markFailed, rowLength, sampleOf, type ToyFrame, type ToySample } from "./toy-sample.ts";
import { toyTask } from "./toy-task.ts";

/** How toys are thrown. */
export interface ThrowOptions extends ToyOptions {
  /** With an executor, toys are shared out on it: models, optimizer and statistics must then be those of a plugin it knows. */
  readonly context?: RunContext;
}

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
  /** Why the first toy whose measurement threw could not be measured, and how many there are. */
  readonly thrown?: { readonly count: number; readonly error: ErrorRecord };
}

/** How toys are made and shared out. */
interface Throwing extends ThrowOptions {
  /** What is measured, of each subject. */
  readonly frames: readonly ToyFrame[];
  compile(subject: number, seed: number): CompiledToy;
  /** What `toyTask` needs: settings and subjects, cloneable. */
  shared(seed: number): Readonly<Record<string, unknown>>;
}

/** Toys in a chunk: some milliseconds of work. It changes nothing about the results. */
const perChunk = 25;

/** The samples of all subjects, in order. Throws in the end what a measurement threw where every one did: the fault is not in the toys. */
export async function* throwToys(throwing: Throwing): AsyncGenerator<ToySample> {
  const toys = checkToys(throwing.toys ?? 1000);
  const seed = checkSeed(throwing.seed ?? 0);
  const { frames, context = {} } = throwing;
  const all = context.executor === undefined ? inTurn(throwing, toys, seed) : onExecutor(throwing, toys, seed);
  let subject = 0;
  let worked = false;
  let fault: ErrorRecord | undefined;
  for await (const { rows, thrown } of all) {
    worked ||= thrown?.count !== toys;
    fault ??= thrown?.error;
    yield sampleOf(rows, frames[subject], thrown?.error.message);
    subject++;
  }
  if (!worked && fault !== undefined) throw errorFromRecord(fault);
}

async function* inTurn(
  { frames, compile, context = {} }: Throwing,
  toys: number,
  seed: number,
): AsyncGenerator<MeasuredToys> {
  const pause = createPause();
  const total = frames.length * toys;
  for (let subject = 0; subject < frames.length; subject++) {
    const toy = compile(subject, seed);
    const length = rowLength(frames[subject].quantities.length);
    const collected = collect(toys, length);
    for (const chunk of chunksOf(subject, toys, length)) {
      await pause();
      collected.add(chunk, await measureChunk(toy, chunk, context.signal));
      context.onProgress?.(subject * toys + chunk.first + chunk.count, total);
    }
    yield collected.all();
  }
}

async function* onExecutor(
  { frames, shared, context = {} }: Throwing,
  toys: number,
  seed: number,
): AsyncGenerator<MeasuredToys> {
  const { executor, signal, onProgress } = context;
  const sent: ToyChunk[] = [];
  function* chunks() {
    for (let subject = 0; subject < frames.length; subject++) {
      for (const chunk of chunksOf(subject, toys, rowLength(frames[subject].quantities.length))) {
        sent.push(chunk);
        yield chunk;
      }
    }
  }
  const open = new Map<number, ReturnType<typeof collect>>();
  let [next, done] = [0, 0];
  const map = { shared: shared(seed), ...(signal && { signal }) };
  for await (const outcome of executor?.map(toyTask, chunks(), map) ?? []) {
    const chunk = sent[outcome.index];
    const { subject, count, length } = chunk;
    const collected = open.get(subject) ?? collect(toys, length);
    open.set(subject, collected);
    if (outcome.status === "done") collected.add(chunk, outcome.value);
    else if (outcome.lost) collected.add(chunk, lostToys(chunk));
    else throw errorFromRecord(outcome.error);
    done += count;
    onProgress?.(done, frames.length * toys);
    for (let ready = open.get(next); ready?.missing === 0; ready = open.get(next)) {
      open.delete(next);
      next++;
      yield ready.all();
    }
  }
}

/** Puts the chunks of a subject together, in whatever order they come. */
function collect(toys: number, length: number) {
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

/** What is known of toys whose worker died again and again. */
function lostToys({ count, length }: ToyChunk): MeasuredToys {
  const rows = new Float64Array(count * length);
  for (let i = 0; i < count; i++) markFailed(rows.subarray(i * length, (i + 1) * length));
  return { rows };
}

function* chunksOf(subject: number, toys: number, length: number): Generator<ToyChunk> {
  for (let first = 0; first < toys; first += perChunk) {
    yield { subject, first, count: Math.min(perChunk, toys - first), length };
  }
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
      if (signal?.aborted || (isGammakitError(error) && error.code === "aborted")) throw error;
      markFailed(row);
      errors.push(error);
    }
  }
  return { rows, ...(errors.length > 0 && { thrown: { count: errors.length, error: toErrorRecord(errors[0]) } }) };
}
