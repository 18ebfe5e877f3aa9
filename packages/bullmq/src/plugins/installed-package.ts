import { readFileSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, sep } from "node:path";
import { contentOf, fileAt } from "./file-content.ts";

/** A package where it is installed. */
export interface InstalledPackage {
  readonly name: string;
  /** Its true place: behind a link, where that is how it was installed. */
  readonly folder: string;
  readonly manifest: Manifest;
}

interface Manifest {
  readonly version?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>> | null;
  readonly peerDependencies?: Readonly<Record<string, string>> | null;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>> | null;
}

/** The package that a file at `path` gets as `specifier`, looked for as Node does; undefined where there is none. */
export function packageFor(specifier: string, path: string): InstalledPackage | undefined {
  const name = /^(@[^/\\]+\/)?[^./\\@:][^/\\:]*/.exec(specifier)?.[0];
  if (name === undefined || isBuiltin(specifier)) return undefined;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    const manifest = manifestIn(place);
    if (manifest !== undefined) return { name, folder: realpathSync(place), manifest };
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Its version. A package that is linked into its place, and not unpacked there, is somebody's working copy, which changes while its
 * version stays: then also what its files consist of.
 */
export function versionOf({ folder, manifest }: InstalledPackage): string {
  const version = typeof manifest.version === "string" ? manifest.version : "without a version";
  if (folder.split(sep).includes("node_modules")) return version;
  const entries = [...targetsOf(manifest.exports), manifest.main ?? "index.js"];
  const files = entries.flatMap((entry) => fileAt(`./${entry}`, join(folder, "package.json")) ?? []);
  return `${version} with the content ${contentOf(files).hash}`;
}

/** All packages that these need while they run, each as "name version", in order. What is optional or missing does not count. */
export function neededBy(packages: readonly InstalledPackage[]): readonly string[] {
  const found = new Map<string, string>();
  const visit = (one: InstalledPackage): void => {
    for (const name of needsOf(one.manifest)) {
      const next = packageFor(name, join(one.folder, "package.json"));
      if (next === undefined || found.has(next.folder)) continue;
      found.set(next.folder, `${next.name} ${versionOf(next)}`);
      visit(next);
    }
  };
  for (const one of packages) visit(one);
  return inOrder(found.values());
}

/** Each once, in the order of code units. */
export function inOrder(words: Iterable<string>): readonly string[] {
  return [...new Set(words)].sort();
}

function needsOf({ dependencies, peerDependencies, peerDependenciesMeta }: Manifest): readonly string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
  return [...Object.keys(dependencies ?? {}), ...peers];
}

/** The files that `exports` leads to, under any condition but that of types. */
function targetsOf(exports: unknown): readonly string[] {
  if (typeof exports === "string") return exports.includes("*") ? [] : [exports];
  if (typeof exports !== "object" || exports === null) return [];
  return Object.entries(exports).flatMap(([key, value]) => (key === "types" ? [] : targetsOf(value)));
}

function manifestIn(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest | null;
    return manifest ?? undefined;
  } catch {
    return undefined;
  }
}
