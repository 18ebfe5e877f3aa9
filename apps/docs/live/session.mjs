import { dataSource } from "./data-source.mjs";

/**
 * A block of the page as the session sees it.
 * @typedef {object} Block
 * @property {() => string} code Its text now.
 * @property {() => void} starts
 * @property {(item: import("./describe.mjs").Item) => void} shows
 * @property {(outcome: Outcome) => void} ends
 *
 * @typedef {{ kind: "done", seconds: number } | { kind: "failed", name: string, words: string, line?: number } | { kind: "stopped" }} Outcome
 */

/** The blocks of the page that is shown, in its order, and the worker that runs them. */
class Session {
  /** @type {{ element: Element, block: Block }[]} */
  #blocks = [];
  /** What has run in this worker, in order. @type {{ block: Block, code: string }[]} */
  #done = [];
  /** @type {Worker | undefined} */
  #worker;
  #next = 0;
  /** @type {Map<number, (message: any) => void>} */
  #waiting = new Map();
  /** Runs take turns. @type {Promise<void>} */
  #queue = Promise.resolve();
  #generation = 0;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  isRunning = false;

  /** @param {Element} element @param {Block} block */
  add(element, block) {
    this.#blocks.push({ element, block });
    this.#blocks.sort((a, b) => (a.element.compareDocumentPosition(b.element) & 4 ? -1 : 1));
  }

  /** @param {Element} element */
  remove(element) {
    this.#blocks = this.#blocks.filter((one) => one.element !== element);
    if (this.#blocks.length === 0) this.stop();
  }

  /** Hears when a run starts or ends. @param {() => void} listener @returns {() => void} Stops hearing. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs a block, and before it those above that have not run as they are now. @param {Block} block */
  runTo(block) {
    const last = this.#blocks.findIndex((one) => one.block === block);
    return this.#enqueue(last, block);
  }

  /** Runs all blocks. */
  runAll() {
    return this.#enqueue(this.#blocks.length - 1, undefined);
  }

  /** Ends what runs, at once, and forgets what ran. */
  stop() {
    this.#generation++;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#done = [];
    for (const done of this.#waiting.values()) done({ kind: "stopped" });
    this.#waiting.clear();
    this.#tell(false);
  }

  /** Values of expressions over what ran; undefined where it did not. @param {readonly string[]} expressions @returns {Promise<(number | undefined)[]>} */
  async evaluate(expressions) {
    await this.#queue;
    if (!this.#worker) return expressions.map(() => undefined);
    const { values = [] } = await this.#ask({ kind: "evaluate", expressions });
    return values;
  }

  /** Whether every block has run as it is now. */
  get isComplete() {
    return this.#blocks.length > 0 && this.#blocks.every(({ block }, k) => this.#isDone(block, k));
  }

  /** @param {number} last @param {Block | undefined} asked */
  #enqueue(last, asked) {
    const generation = this.#generation;
    this.#queue = this.#queue.then(async () => {
      if (generation !== this.#generation) return;
      this.#tell(true);
      const blocks = this.#blocks.slice(0, last + 1).map(({ block }) => block);
      for (const [k, block] of blocks.entries()) {
        if (this.#isDone(block, k) && block !== asked) continue;
        if (!(await this.#run(block, k))) break;
        if (generation !== this.#generation) break;
      }
      this.#tell(false);
    });
    return this.#queue;
  }

  /** @param {Block} block @param {number} k */
  #isDone(block, k) {
    const done = this.#done[k];
    return done?.block === block && done.code === block.code();
  }

  /** @param {Block} block @param {number} k @returns {Promise<boolean>} */
  async #run(block, k) {
    const code = block.code();
    this.#done.length = Math.min(this.#done.length, k);
    block.starts();
    const began = performance.now();
    const answer = await this.#ask({ kind: "run", code }, (item) => block.shows(item));
    if (answer.kind === "done") {
      this.#done[k] = { block, code };
      block.ends({ kind: "done", seconds: (performance.now() - began) / 1000 });
      return true;
    }
    block.ends(answer);
    return false;
  }

  /** @param {object} message @param {(item: any) => void} [shows] @returns {Promise<any>} */
  #ask(message, shows = () => {}) {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => {
        if (answer.kind === "item") shows(answer.item);
        else {
          this.#waiting.delete(id);
          resolve(answer);
        }
      });
      worker.postMessage({ ...message, id });
    });
  }

  #start() {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => this.#waiting.get(data.id)?.(data));
    worker.addEventListener("error", (event) => {
      const answer = { kind: "failed", name: "Error", words: event.message || "The worker could not be started." };
      for (const done of [...this.#waiting.values()]) done(answer);
      this.#worker = undefined;
      this.#done = [];
    });
    worker.postMessage({ kind: "start", dataUrl: dataSource.url });
    return worker;
  }

  /** @param {boolean} isRunning */
  #tell(isRunning) {
    this.isRunning = isRunning;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new Session();
