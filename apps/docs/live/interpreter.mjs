import { describe } from "./describe.mjs";
import { prepare } from "./program.mjs";

const AsyncFunction = /** @type {FunctionConstructor} */ (Object.getPrototypeOf(async () => {}).constructor);

/** The names that every block has beside its own. */
const given = ["__modules", "display", "dataUrl", "console"];

/** Lines that the engine puts before a function's body. */
const linesBefore = 2;

/**
 * Runs blocks one after the other, each with the names of those before it. The same in a web worker and in Node.
 * @param {{
 *   load: (module: string) => Promise<unknown>,
 *   dataUrl: () => string,
 * }} host `load` gives a module; `dataUrl` the address of the data.
 */
export function createInterpreter({ load, dataUrl }) {
  /** @type {Record<string, unknown>} */
  let scope = {};
  return {
    /** Forgets all names. */
    reset() {
      scope = {};
    },

    /**
     * Runs a block. What it displays goes to `show` in its order. Throws a BlockError.
     * @param {string} source
     * @param {(item: import("./describe.mjs").Item) => void} show
     */
    async run(source, show) {
      try {
        const { modules, parameters, body } = prepare(source, Object.keys(scope));
        const loaded = Object.fromEntries(await Promise.all(modules.map(async (name) => [name, await load(name)])));
        /** @type {Promise<void>} */
        let shown = Promise.resolve();
        const display = (/** @type {unknown} */ value, /** @type {unknown} */ caption = "") => {
          const item = describe(value, typeof caption === "string" ? caption : "", load);
          item.catch(() => {}); // Reported below, in its order.
          shown = shown.then(async () => show(await item));
        };
        const log = (/** @type {unknown[]} */ ...values) =>
          display(values.length === 1 ? values[0] : values.map(words).join(" "));
        const output = { log, info: log, warn: log, error: log, table: log };
        const run = AsyncFunction(...given, ...parameters, `${body}\n//# sourceURL=gammakit-block.js`);
        scope = await run(loaded, display, dataUrl(), output, ...parameters.map((name) => scope[name]));
        await shown;
      } catch (cause) {
        throw new BlockError(cause);
      }
    },

    /** The value of an expression over the names there are. @param {string} expression */
    async evaluate(expression) {
      const names = Object.keys(scope);
      return AsyncFunction(...names, `return (${expression});`)(...names.map((name) => scope[name]));
    },
  };
}

/** What went wrong in a block, and in which of its lines. */
export class BlockError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super(cause instanceof Error ? cause.message.replace(/ \(\d+:\d+\)$/, "") : String(cause), { cause });
    this.name = cause instanceof Error ? cause.name : "Error";
    /** @type {number | undefined} */
    this.line = lineOf(cause);
  }
}

/** @param {unknown} cause @returns {number | undefined} */
function lineOf(cause) {
  if (!(cause instanceof Error)) return undefined;
  const { loc, stack } = /** @type {Error & { loc?: { line: number } }} */ (cause);
  if (loc) return loc.line;
  const found = /gammakit-block\.js(?: line \d+ > [A-Za-z]+)?:(\d+)/.exec(stack ?? "");
  return found ? Number(found[1]) - linesBefore : undefined;
}

/** @param {unknown} value */
function words(value) {
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}
