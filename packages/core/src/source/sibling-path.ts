import { GammakitError } from "../errors/gammakit-error.ts";

/**
 * The path of a file beside another, both relative to the folder that may not be left, with "/" between names.
 * `path` is relative to the folder of `from`. Absolute paths, addresses and ".." out of the folder are errors.
 */
export function resolveSibling(path: string, from: string): string {
  if (/\p{Surrogate}/u.test(path)) throw refusal(path, "it is not proper Unicode");
  if (/^[\\/]|^[A-Za-z][A-Za-z0-9+.-]*:|\\|\0/.test(path)) throw refusal(path, "it is not a relative path");
  const names = from.split("/").slice(0, -1);
  for (const name of path.split("/")) {
    if (name === "..") {
      if (names.pop() === undefined) throw refusal(path, "it leads out of the folder that was opened");
    } else if (name !== "" && name !== ".") {
      names.push(name);
    }
  }
  if (names.length === 0 || path.endsWith("/")) throw refusal(path, "it does not name a file");
  return names.join("/");
}

function refusal(path: string, reason: string): GammakitError {
  const message = `The file "${path}" is not opened: ${reason}. Files are read only from the folder that was opened and below it.`;
  return new GammakitError("invalid-input", message, { path, reason });
}
