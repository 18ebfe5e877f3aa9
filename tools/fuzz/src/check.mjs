import fc from "fast-check";
import { targets } from "./targets/targets.mjs";

/**
 * What came of the cases of a target with one seed.
 * @typedef {object} Checked
 * @property {number} cases
 * @property {string} [error] What went wrong with the smallest input that was found.
 * @property {string} [path] With which fast-check makes that input again.
 * @property {string} [input]
 */

/**
 * Runs cases of a target, up to the first failure, which is made as small as possible.
 * @param {string} name
 * @param {{ seed: number, cases: number, path?: string, before?: () => void, after?: () => void }} options
 * @returns {Promise<Checked>}
 */
export async function checkTarget(name, { seed, cases, path, before, after }) {
  const { arbitrary, run } = targets[name];
  const property = fc.asyncProperty(arbitrary, async (input) => {
    before?.();
    await run(input);
    after?.();
  });
  const details = await fc.check(property, {
    seed,
    numRuns: cases,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (!details.failed) return { cases: details.numRuns };
  const error = /** @type {Error | null} */ (details.errorInstance);
  return {
    cases: details.numRuns,
    error: error?.stack ?? String(details.errorInstance),
    path: details.counterexamplePath ?? "",
    input: shown(details.counterexample?.[0]),
  };
}

/** An input in words; what nests very deeply is more than fast-check can show. @param {unknown} input */
function shown(input) {
  try {
    return fc.stringify(input).slice(0, 2000);
  } catch {
    return "(too deep to be shown)";
  }
}
