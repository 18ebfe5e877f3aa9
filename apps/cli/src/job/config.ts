import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRegistry, GammakitError, isGammakitError, type Plugin, type Registry } from "@gammakit/core";
import { shellWord } from "../output/shell-word.ts";

const fileName = "gammakit.config.mjs";

/**
 * The registry: what comes with gammakit, and the plugins that a configuration lists. It is `config` where given, else
 * gammakit.config.mjs in `folder` where there is one.
 */
export async function loadRegistry(config: string | undefined, folder: string): Promise<Registry> {
  const path = configOf(config, folder);
  const { programRegistry } = await import("./preset.ts");
  return path === undefined ? programRegistry() : programRegistry().with(...(await loadPlugins(path)));
}

/** Path of the configuration: `config` where given, else that in `folder`; undefined where there is none. */
export function configOf(config: string | undefined, folder: string): string | undefined {
  const path = resolve(config ?? resolve(folder, fileName));
  if (existsSync(path)) return path;
  if (config === undefined) return undefined;
  throw new GammakitError("invalid-input", `--config ${config}: there is no such file.`, { path });
}

/** Where the configuration of a job is looked for. */
export function folderOf(job: string): string {
  return dirname(resolve(job));
}

async function loadPlugins(path: string): Promise<readonly Plugin[]> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: { readonly plugins?: unknown } };
    const plugins = module.default?.plugins;
    if (Array.isArray(plugins)) return checked(plugins as Plugin[], path);
  } catch (error) {
    if (isGammakitError(error)) throw error;
    throw new GammakitError("invalid-input", `${path} can't be loaded: ${tellOf(error, path)}`, { path }, error);
  }
  throw new GammakitError("invalid-input", `${path} must export its plugins: export default { plugins: [myPlugin] }.`, {
    path,
  });
}

/** The plugins, if they are some: by themselves, so that a place in the list is that in the file. */
function checked(plugins: readonly Plugin[], path: string): readonly Plugin[] {
  try {
    createRegistry(plugins, { bundled: true });
    return plugins;
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    throw new GammakitError(error.code, `${path}: ${error.message}`, { ...error.details, path }, error);
  }
}

/** What was thrown, and where, if that is in another file: that of a plugin, most likely. */
function tellOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const { name, message, stack = "" } = error;
  const [, url, line] = /(file:\/\/[^\s()]+?):(\d+)/.exec(stack) ?? [];
  const [, absent, importer] = /^Cannot find package '([^']+)' imported from (.+)$/.exec(message) ?? [];
  if (absent !== undefined) {
    const who = importer === path ? "" : ` (imported from ${importer})`;
    return `the package "${absent}" is not installed${who}. Install it in that folder: npm install ${absent}`;
  }
  const words = message.startsWith("Cannot find") ? message : `${name}: ${message}`;
  // The engine keeps the place of an error of syntax to itself.
  if (error instanceof SyntaxError) return `${words}. The place is shown by: node --check ${shellWord(path)}`;
  const isElsewhere = url !== undefined && url !== pathToFileURL(path).href;
  return isElsewhere ? `${words} (${fileURLToPath(url)}, line ${line})` : words;
}
