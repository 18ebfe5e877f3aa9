import { statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { GammakitError } from "@gammakit/core";
import { type Folder, urlFolder } from "@gammakit/io";
import { fileFolder } from "@gammakit/io/node";

/**
 * Opens folders that a job names: addresses, and paths that begin at `base`, with environment variables expanded.
 * Throws "invalid-input" naming a variable that is not set, or a folder that is not there.
 */
export function folderOpener(base: string): (name: string) => Folder {
  return (name) => {
    const expanded = expandVariables(name);
    if (/^https?:\/\//i.test(expanded)) return urlFolder(expanded);
    const path = isAbsolute(expanded) ? expanded : resolve(base, expanded);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return fileFolder(path);
    const why = found === undefined ? "there is no such folder" : "it is a file, not a folder";
    throw new GammakitError("invalid-input", `data.store: ${JSON.stringify(name)}: ${why} (${path}). Check the path.`, {
      name,
      path,
    });
  };
}

function expandVariables(text: string): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain ?? "";
    const value = process.env[name];
    if (value !== undefined && value !== "") return value;
    throw new GammakitError(
      "invalid-input",
      `data.store: ${JSON.stringify(text)} needs the environment variable ${name}, which is not set. Set it: export ${name}=/path/to/data`,
      { name },
    );
  });
}
