import { createHash, type Hash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
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
 * the names of folders nor the ends of lines matter. What a file puts together while it runs is not seen.
 */
export function contentOf(paths: readonly string[]): FileContent {
  const hash = createHash("sha256");
  const outside: (readonly [string, string])[] = [];
  const seen = new Set<string>();
  const visit = (found: string): void => {
    const path = realpathSync(found);
    if (seen.has(path)) return;
    seen.add(path);
    const bytes = readFileSync(path);
    const text = code.test(path) ? bytes.toString("utf8").replaceAll("\r\n", "\n") : undefined;
    put(hash, text === undefined ? bytes : Buffer.from(text));
    for (const specifier of mentionsOf(text ?? "")) {
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

/** Path of the file that `specifier` names in the file `importer`; undefined where there is none. */
export function fileAt(specifier: string, importer: string): string | undefined {
  const base = pathToFileURL(importer).href;
  if (!URL.canParse(specifier, base)) return undefined;
  const url = new URL(specifier, base);
  if (url.protocol !== "file:") return undefined;
  const path = fileURLToPath(url);
  return endings
    .map((ending) => path + ending)
    .find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
}

function mentionsOf(text: string): readonly string[] {
  return [...text.matchAll(mention)].map(([, imported, required, beside]) => imported ?? required ?? beside);
}

/** With its length, so that two files are not taken for one. */
function put(hash: Hash, bytes: Uint8Array): void {
  hash.update(`${bytes.length}\n`).update(bytes);
}
