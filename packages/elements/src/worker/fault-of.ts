import { isGammakitError } from "@gammakit/core";
import type { Fault } from "../protocol.ts";

/** An error as data, in words for a person. */
export function faultOf(error: unknown, signal?: AbortSignal): Fault {
  if (signal?.aborted) return { code: "aborted", message: "Canceled." };
  if (isGammakitError(error)) return { code: error.code, message: error.message };
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /allocat|memory|array length/i.test(words)) {
    return { code: "limit-exceeded", message: "There is not enough memory for these data. Choose fewer runs." };
  }
  return { code: "internal", message: `Something unexpected happened: ${words}` };
}
