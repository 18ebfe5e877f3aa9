import { isGammakitError } from "@gammakit/core";
import { runners } from "./runners.mjs";

// Runs the cases that come as messages one after the other, so that one process tells the memory that all of them took.
process.on("message", async (/** @type {import("./runners.mjs").Fault} */ fault) => {
  const start = performance.now();
  /** @type {{ error?: string, isOurs?: boolean, code?: string, warnings: readonly string[] }} */
  let said;
  try {
    said = { warnings: await runners[fault.category](fault) };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    said = { error: message, isOurs: isGammakitError(error), warnings: [] };
    if (isGammakitError(error)) said.code = error.code;
    else said.error = String(/** @type {Error} */ (error).stack);
  }
  const clean = /** @type {Record<string, unknown>} */ ({});
  const isPolluted =
    Object.keys(Object.prototype).length > 0 || clean.polluted !== undefined || clean.polluted2 !== undefined;
  const seconds = (performance.now() - start) / 1000;
  process.send?.({ id: fault.id, ...said, isPolluted, seconds, peak: process.resourceUsage().maxRSS / 1024 });
});
