import { formatIso, type Instant, secondsBetween } from "@gammakit/core";
import type { IssueContext } from "../job/fields.ts";

/** Adds an issue where an instant does not lie after the start; `text` is how it was written. */
export function checkOrder(
  start: Instant,
  stop: Instant,
  text: string,
  path: PropertyKey[],
  context: IssueContext,
): void {
  if (secondsBetween(start, stop) > 0) return;
  const message = `${text} must lie after the start, ${formatIso(start)}`;
  context.issues.push({ code: "custom", message, path, input: text });
}
