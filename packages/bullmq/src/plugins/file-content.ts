import { createHash, type Hash } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, readSync, realpathSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What files consist of, with those that they take along. */
export interface FileContent {
  /** Of all bytes, where the lines of code end alike: the first 16 digits of a SHA-256. */
  readonly hash: string;
  /** What is imported from packages: each specifier with the path of the file that has it. */
  readonly outside: readonly (readonly [specifier: string, importer: string])[];
}

/** An import, a require, or the address of a file beside: `new URL("./table.json", import.meta.url)`. */
const mention =
  /\b(?:from|import)\s*\(?\s*["']([^"'\n]+)["']|\brequire\s*\(\s*["']([^"'\n]+)["']|\bnew\s+URL\s*\(\s*["'](\.{1,2}\/[^"'\n]+)["']/g;
const code = /\.[cm]?[jt]s$/;
const endings = ["", ".js", ".cjs", ".json", "/index.js"];

/**
 * The content of the files at `paths` and of all that they import from other files, in the order in which they name them: neither
 * the names of folders nor the ends of lines matter. What a file puts together while it runs is not seen, and what can't be read counts
 * as nothing.
 */
export function contentOf(paths: readonly string[]): FileContent {
  const hash = createHash("sha256");
  const outside: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  const visit = (found: string): void => {
    const path = realpathSync(found);
    if (seen.has(path)) return;
    seen.add(path);
    for (const specifier of mentionsOf(put(hash, path))) {
      if (!/^(\.{1,2}\/|file:)/.test(specifier)) outside.push([specifier, path]);
      else {
        const beside = fileAt(specifier, path);
        if (beside !== undefined) visit(beside);
      }
    }
  };
  for (const path of paths) visit(path);
  return { hash: hash.digest("hex").slice(0, 16), outside };
}

/** Path of the file that `specifier` names in the file `importer`; undefined where there is none, as where it is no name at all. */
export function fileAt(specifier: string, importer: string): string | undefined {
  try {
    const path = fileURLToPath(new URL(specifier, pathToFileURL(importer)));
    return endings
      .map((ending) => path + ending)
      .find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  } catch {
    return undefined;
  }
}

function mentionsOf(text: string): readonly string[] {
  return [...text.matchAll(mention)].map(([, imported, required, beside]) => imported ?? required ?? beside);
}

/** Adds a file, and gives its text where it is code. */
function put(hash: Hash, path: string): string {
  try {
    if (!code.test(path)) {
      hash.update(`${digestOf(path)}\n`);
      return "";
    }
    const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    // With its length, so that two files are not taken for one.
    hash.update(`${Buffer.byteLength(text)}\n`).update(text);
    return text;
  } catch {
    hash.update("?\n");
    return "";
  }
}

/** What was found of files that are no code, with the state in which they were: each new thread asks for them, and they may be large. */
const digests = new Map<string, { readonly state: string; readonly digest: string }>();

function digestOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const { ino, size, mtimeNs, ctimeNs } = fstatSync(file, { bigint: true });
    const state = [ino, size, mtimeNs, ctimeNs].join();
    const known = digests.get(path);
    if (known?.state === state) return known.digest;
    const hash = createHash("sha256");
    const part = Buffer.alloc(2 ** 20);
    for (let count = readSync(file, part); count > 0; count = readSync(file, part))
      hash.update(part.subarray(0, count));
    const digest = hash.digest("hex");
    digests.set(path, { state, digest });
    return digest;
  } finally {
    closeSync(file);
  }
}
