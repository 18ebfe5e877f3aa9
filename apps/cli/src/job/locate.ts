import { isAbsolute, resolve } from "node:path";
import { GammakitError } from "@gammakit/core";

/**
 * The path or address that a job, or the command line, means by `name`: environment variables expanded, relative paths from `base` on.
 * `key` is what names it, for messages. Throws "invalid-input" naming a variable that is not set.
 */
export function locate(name: string, base: string, key: string): string {
  const expanded = expandVariables(name, key);
  return isAddress(expanded) || isAbsolute(expanded) ? expanded : resolve(base, expanded);
}

/** Whether a place is on the web. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

function expandVariables(text: string, key: string): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain ?? "";
    const value = process.env[name];
    if (value !== undefined && value !== "") return value;
    throw new GammakitError(
      "invalid-input",
      `${key}: ${JSON.stringify(text)} needs the environment variable ${name}, which is not set. Set it: export ${name}=/path/to/data`,
      { name, text },
    );
  });
}
