import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { kinds, withArticle } from "./kinds.ts";

/** What a plugin is made of, all checked. */
export interface Answers {
  readonly name: string;
  readonly kind: string;
  readonly prefix: string;
  readonly author: string;
  readonly license: string;
  /** Of this package, and so of the gammakit packages that the plugin is made for. */
  readonly version: string;
  readonly year: number;
}

/** Licenses with a text, by SPDX name. */
export const licenses: readonly string[] = ["BSD-3-Clause", "MIT", "UNLICENSED"];

// Beside the folder of this file, both in the sources and as built.
const root = fileURLToPath(new URL("../template/", import.meta.url));

/** Names that a package on npm cannot hold, or that would be taken for its own. */
const renamed: Readonly<Record<string, string>> = { gitignore: ".gitignore", "ci.yml": ".github/workflows/ci.yml" };

/** The files of a plugin: path and text. */
export function filesOf(answers: Answers): ReadonlyMap<string, string> {
  const { kind, license, author } = answers;
  const kindFolder = join(root, "kinds", kind);
  const hasJob = existsSync(join(kindFolder, "example/job.yaml.tmpl"));
  const values: Readonly<Record<string, string>> = {
    ...kinds[kind],
    ...answers,
    year: String(answers.year),
    holder: author || `the authors of ${answers.name}`,
    author: JSON.stringify(author),
    kindWords: capital(withArticle(kind)),
    usage: readFileSync(join(kindFolder, "usage.md.tmpl"), "utf8").trim(),
    job: hasJob
      ? readFileSync(join(root, "job.md.tmpl"), "utf8").trim()
      : readFileSync(join(root, "no-job.md.tmpl"), "utf8").trim(),
  };
  const files = new Map<string, string>();
  for (const folder of [join(root, "common"), kindFolder]) {
    for (const [path, text] of templatesIn(folder)) {
      if (path !== "usage.md") files.set(renamed[path] ?? path, fill(text, values));
    }
  }
  if (license !== "UNLICENSED") {
    files.set("LICENSE", fill(readFileSync(join(root, "licenses", `${license}.tmpl`), "utf8"), values));
  }
  return files;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function templatesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tmpl"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [
      path
        .slice(folder.length + 1, -".tmpl".length)
        .split(sep)
        .join("/"),
      readFileSync(path, "utf8"),
    ]);
}

/** `text` with every `{{key}}` replaced, in what is put in too. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  const once = text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    if (values[key] === undefined) throw new Error(`A template asks for {{${key}}}, which there is not.`);
    return values[key];
  });
  return once === text ? text : fill(once, values);
}
