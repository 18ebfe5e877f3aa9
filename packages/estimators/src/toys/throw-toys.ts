import { createPause, errorFromRecord, GammakitError, type RunContext } from "@gammakit/core";
import { checkSeed, checkToys, type ToyOptions } from "../variability/random.ts";
import { failedRow, rowLength, sampleOf, type ToyFrame, type ToySample } from "./toy-sample.ts";
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

/** The samples of all subjects, in order. */
export async function* throwToys(throwing: Throwing): AsyncGenerator<ToySample> {
  const toys = checkToys(throwing.toys ?? 1000);
  const seed = checkSeed(throwing.seed ?? 0);
  const { frames, context = {} } = throwing;
  const rows = context.executor === undefined ? inTurn(throwing, toys, seed) : onExecutor(throwing, toys, seed);
  let subject = 0;
  for await (const found of rows) {
    yield sampleOf(found, frames[subject]);
    subject++;
  }
}

async function* inTurn(
  { frames, compile, context = {} }: Throwing,
  toys: number,
  seed: number,
): AsyncGenerator<Float64Array> {
  const pause = createPause();
  const total = frames.length * toys;
  for (let subject = 0; subject < frames.length; subject++) {
    const toy = compile(subject, seed);
    const length = rowLength(frames[subject].quantities.length);
    const rows = new Float64Array(toys * length);
    for (const chunk of chunksOf(subject, toys, length)) {
      await pause();
      rows.set(await measureChunk(toy, chunk, context.signal), chunk.first * length);
      context.onProgress?.(subject * toys + chunk.first + chunk.count, total);
    }
    yield rows;
  }
}

async function* onExecutor(
  { frames, shared, context = {} }: Throwing,
  toys: number,
  seed: number,
): AsyncGenerator<Float64Array> {
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
  const open = new Map<number, { readonly rows: Float64Array; missing: number }>();
  let [next, done] = [0, 0];
  const map = { shared: shared(seed), ...(signal && { signal }) };
  for await (const outcome of executor?.map(toyTask, chunks(), map) ?? []) {
    const { subject, first, count, length } = sent[outcome.index];
    const state = open.get(subject) ?? { rows: new Float64Array(toys * length), missing: toys };
    open.set(subject, state);
    if (outcome.status === "done") state.rows.set(outcome.value, first * length);
    else if (outcome.lost) {
      for (let i = 0; i < count; i++)
        state.rows.set(failedRow(frames[subject].quantities.length), (first + i) * length);
    } else throw errorFromRecord(outcome.error);
    state.missing -= count;
    done += count;
    onProgress?.(done, frames.length * toys);
    for (let ready = open.get(next); ready?.missing === 0; ready = open.get(next)) {
      open.delete(next);
      next++;
      yield ready.rows;
    }
  }
}

function* chunksOf(subject: number, toys: number, length: number): Generator<ToyChunk> {
  for (let first = 0; first < toys; first += perChunk) {
    yield { subject, first, count: Math.min(perChunk, toys - first), length };
  }
}

/** The rows of the toys of a chunk. Throws "aborted" on a signal. */
export async function measureChunk(
  toy: CompiledToy,
  { first, count, length }: ToyChunk,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const rows = new Float64Array(count * length);
  for (let i = 0; i < count; i++) {
    if (signal?.aborted) throw new GammakitError("aborted", "The toys were aborted.");
    await toy(first + i, rows.subarray(i * length, (i + 1) * length));
  }
  return rows;
}
