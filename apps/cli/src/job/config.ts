import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GammakitError, isGammakitError, type Plugin, type Registry } from "@gammakit/core";

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
    if (Array.isArray(plugins)) return plugins as Plugin[];
  } catch (error) {
    if (isGammakitError(error)) throw error;
    throw new GammakitError("invalid-input", `${path} can't be loaded: ${tellOf(error, path)}`, { path }, error);
  }
  throw new GammakitError("invalid-input", `${path} must export its plugins: export default { plugins: [myPlugin] }.`, {
    path,
  });
}

/** What was thrown, and where, if that is in another file: that of a plugin, most likely. */
function tellOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const { name, message, stack = "" } = error;
  const [, url, line] = /(file:\/\/[^\s()]+?):(\d+)/.exec(stack) ?? [];
  const words = message.startsWith("Cannot find") ? message : `${name}: ${message}`;
  const isElsewhere = url !== undefined && url !== pathToFileURL(path).href;
  return isElsewhere ? `${words} (${fileURLToPath(url)}, line ${line})` : words;
}
