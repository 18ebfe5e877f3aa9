import { GammakitError } from "./gammakit-error.ts";

/** Longer texts are no unit, number, angle or time [characters]. */
const longest = 1000;

/** Throws "invalid-input" for a text that is too long to be `what`, and to be shown. */
export function refuseLong(text: string, what: string): void {
  if (text.length <= longest) return;
  const message = `A text of ${text.length} characters, "${text.slice(0, 40)}…", is no ${what}.`;
  throw new GammakitError("invalid-input", message, { length: text.length });
}
