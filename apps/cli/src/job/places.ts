import { statSync } from "node:fs";
import { type ByteSource, GammakitError, urlSource } from "@gammakit/core";
import { type Folder, urlFolder } from "@gammakit/io";
import { fileFolder, fileSource } from "@gammakit/io/node";
import { maxBytesSaid } from "./inflater.ts";
import { isAddress, locate } from "./locate.ts";

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
      if (isAddress(place)) return urlFolder(place, limit());
      return fileFolder(existing(place, name, key, "folder"));
    },
    openFile(name) {
      const place = locate(name, base, key);
      if (isAddress(place)) return urlSource(place, limit());
      return fileSource(existing(place, name, key, "file"));
    },
    pathOf: (name) => existing(locate(name, base, key), name, key, "file"),
  };
}

/** Of what a server sends whole. */
function limit(): { readonly maxBytes?: number } {
  const maxBytes = maxBytesSaid();
  return maxBytes === undefined ? {} : { maxBytes };
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
