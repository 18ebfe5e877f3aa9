import { createPause, type ErrorRecord, errorFromRecord, type RunContext } from "@gammakit/core";
import { checkSeed, checkToys, type ToyOptions } from "../variability/random.ts";
import { type CompiledToy, collect, lostToys, type MeasuredToys, measureChunk, type ToyChunk } from "./toy-chunk.ts";
import { rowLength, sampleOf, type ToyFrame, type ToySample } from "./toy-sample.ts";
import { toyTask } from "./toy-task.ts";

/** How toys are thrown. */
export interface ThrowOptions extends ToyOptions {
  /** With an executor, toys are shared out on it: models, optimizer and statistics must then be those of a plugin it knows. */
  readonly context?: RunContext | undefined;
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
    else if (outcome.lost) collected.add(chunk, lostToys(chunk, outcome.error));
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

function* chunksOf(subject: number, toys: number, length: number): Generator<ToyChunk> {
  for (let first = 0; first < toys; first += perChunk) {
    yield { subject, first, count: Math.min(perChunk, toys - first), length };
  }
}
