import { isGammakitError } from "@gammakit/core";

/** Every reason for which the library may refuse something, but "task-failed", which is for executors. */
const codes = new Set([
  "invalid-input",
  "invalid-file",
  "unknown-extension",
  "duplicate-extension",
  "unsupported",
  "limit-exceeded",
  "io",
]);
/** Nobody reads more of a message [characters]. */
const longestMessage = 20_000;

/**
 * What must hold of any input: a value, or a GammakitError with a known code and words that can be read. Anything else is
 * thrown on.
 * @param {() => unknown} work
 */
export async function survives(work) {
  try {
    await work();
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    const { code, message } = error;
    if (!codes.has(code)) throw new Error(`code "${code}" of: ${message}`, { cause: error });
    if (message.trim() === "") throw new Error("an empty message", { cause: error });
    if (message.length > longestMessage) {
      throw new Error(`a message of ${message.length} characters: ${message.slice(0, 200)}`, { cause: error });
    }
  }
  const clean = /** @type {Record<string, unknown>} */ ({});
  if (Object.keys(Object.prototype).length > 0 || clean.polluted !== undefined) {
    for (const key of Object.keys(Object.prototype)) delete (/** @type {any} */ (Object.prototype)[key]);
    delete (/** @type {any} */ (Object.prototype).polluted);
    throw new Error("Object.prototype was changed");
  }
}

/** Throws where a fact of a value that was read does not hold. @param {unknown} holds @param {string} fact */
export function claim(holds, fact) {
  if (!holds) throw new Error(`a value was read of which this does not hold: ${fact}`);
}
