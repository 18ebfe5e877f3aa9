import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { hashOf } from "../encoding.ts";
import { importModule } from "../import-module.ts";
import { contentOf, type FileContent, fileAt } from "./file-content.ts";
import { type InstalledPackage, inOrder, neededBy, packageFor, versionOf } from "./installed-package.ts";
import { listPlugins } from "./list-plugins.ts";

/** A plugin, and all by which its numbers may differ from those of another with its name. */
export interface PluginVersion {
  readonly name: string;
  /** That of its package, "1.2.0", or, where it comes from files, "with the content 0123456789abcdef". */
  readonly version: string;
  /** The packages that it needs, each as "name version". */
  readonly needs: readonly string[];
}

/**
 * The plugins that the gammakit.config.mjs at the address `config` lists, none where there is none. One that comes from the package of
 * its name has the version of that. Others are known by their files: the one from which the configuration imports them, or the
 * configuration itself where it makes them, each with what it imports. Throws "invalid-input" for what is no configuration.
 */
export async function pluginVersions(config: string | undefined): Promise<readonly PluginVersion[]> {
  if (config === undefined) return [];
  const plugins = await listPlugins(config);
  if (!config.startsWith("file:")) {
    const version = `with the content ${hashOf(Buffer.from(config)).slice(0, 16)}`;
    return plugins.map((plugin) => ({ name: nameOf(plugin), version, needs: [] }));
  }
  const path = realpathSync(fileURLToPath(config));
  const exporters = await exportersIn(path);
  const whole = contentOf([path]);
  return plugins.map((plugin): PluginVersion => {
    const name = nameOf(plugin);
    const file = exporters.find(({ values }) => values.includes(plugin))?.path;
    const installed = file === undefined ? packageIn(whole, name) : undefined;
    if (installed !== undefined) return { name, version: versionOf(installed), needs: neededBy([installed]) };
    const { hash, outside } = file === undefined ? whole : contentOf([file]);
    const packages = outside.flatMap(([specifier, importer]) => packageFor(specifier, importer) ?? []);
    const direct = packages.map((one) => `${one.name} ${versionOf(one)}`);
    return { name, version: `with the content ${hash}`, needs: inOrder([...direct, ...neededBy(packages)]) };
  });
}

/**
 * What the configuration at the address `config` consists of now, with all files that it imports. Other than the versions of its plugins,
 * it tells whether something else was made of them.
 */
export function configContent(config: string | undefined): string {
  try {
    return config?.startsWith("file:") ? contentOf([fileURLToPath(config)]).hash : "";
  } catch {
    return "";
  }
}

/** The package `name` that files import; undefined where they import none, or not all the same. */
function packageIn({ outside }: FileContent, name: string): InstalledPackage | undefined {
  const found = outside.flatMap(([specifier, importer]) => {
    return specifier === name || specifier.startsWith(`${name}/`) ? (packageFor(name, importer) ?? []) : [];
  });
  return new Set(found.map(({ folder }) => folder)).size === 1 ? found[0] : undefined;
}

function nameOf(plugin: unknown): string {
  return String((plugin as { readonly name?: unknown } | null)?.name);
}

const comment = /\/\*[\s\S]*?\*\//g;
/** An import of a file at the beginning of a line: in no comment, and of more than types. */
const importOfFile = /^[ \t]*import\s(?!type\b)[^"';]*\bfrom\s*["'](\.{1,2}\/[^"'\n]+)["']/gm;

/** The files that the one at `path` imports, with what each exports: they are loaded by then. */
async function exportersIn(path: string): Promise<readonly { readonly path: string; readonly values: unknown[] }[]> {
  const specifiers = [...readFileSync(path, "utf8").replace(comment, "").matchAll(importOfFile)].map(
    ([, specifier]) => specifier,
  );
  const files = specifiers.flatMap((specifier) => fileAt(specifier, path) ?? []);
  return Promise.all(
    files.map(async (file) => {
      const module = await importModule(pathToFileURL(realpathSync(file)).href).catch(() => ({}));
      return { path: file, values: Object.values(module) };
    }),
  );
}
