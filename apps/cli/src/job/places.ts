import { statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { type ByteSource, GammakitError, urlSource } from "@gammakit/core";
import { type Folder, urlFolder } from "@gammakit/io";
import { fileFolder, fileSource } from "@gammakit/io/node";

/** Opens what a job, or the command line, names: addresses, and paths with environment variables expanded. */
export interface Places {
  openFolder(name: string): Folder;
  openFile(name: string): ByteSource;
  /** Path of a file on this machine. */
  pathOf(name: string): string;
}

/**
 * Places whose relative paths begin at `base`. `key` is what names them, for messages: a key path, an argument.
 * Opening throws "invalid-input" naming a variable that is not set, or what is not there.
 */
export function placesFrom(base: string, key: string): Places {
  return {
    openFolder(name) {
      const place = locate(name, base, key);
      if (isAddress(place)) return urlFolder(place);
      return fileFolder(existing(place, name, key, "folder"));
    },
    openFile(name) {
      const place = locate(name, base, key);
      if (isAddress(place)) return urlSource(place);
      return fileSource(existing(place, name, key, "file"));
    },
    pathOf: (name) => existing(locate(name, base, key), name, key, "file"),
  };
}

function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

function locate(name: string, base: string, key: string): string {
  const expanded = expandVariables(name, key);
  return isAddress(expanded) || isAbsolute(expanded) ? expanded : resolve(base, expanded);
}

function existing(path: string, name: string, key: string, wanted: "folder" | "file"): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && found.isDirectory() === (wanted === "folder")) return path;
  const other = wanted === "folder" ? "it is a file, not a folder" : "it is a folder, not a file";
  const why = found === undefined ? `there is no such ${wanted}` : other;
  throw new GammakitError("invalid-input", `${key}: ${JSON.stringify(name)}: ${why} (${path}). Check the path.`, {
    name,
    path,
  });
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
