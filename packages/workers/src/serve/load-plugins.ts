import { GammakitError, isGammakitError, type Plugin, type Registry } from "@gammakit/core";
import { importModule } from "./import-module.ts";

/** The registry with the plugins that the modules at `addresses` export. Throws "invalid-input" where one exports none. */
export async function withPlugins(registry: Registry, addresses: readonly string[]): Promise<Registry> {
  const plugins: Plugin[] = [];
  for (const address of addresses) plugins.push(...(await loadPlugins(address)));
  return plugins.length === 0 ? registry : registry.with(...plugins);
}

async function loadPlugins(address: string): Promise<readonly Plugin[]> {
  const module = await importPlugins(address);
  const found = pluginsIn(module.default) ?? wholesOf(Object.values(module).filter(isPlugin));
  if (found.length > 0 || pluginsIn(module.default) !== undefined) return found;
  throw new GammakitError(
    "invalid-input",
    `${address} must export its plugins: export default { plugins: [myPlugin] }.`,
    { address },
  );
}

async function importPlugins(address: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await importModule(address);
  } catch (error) {
    if (isGammakitError(error)) throw error;
    throw new GammakitError(
      "invalid-input",
      `The worker can't load the plugins of ${address}: ${(error as Error).message}`,
      { address },
      error,
    );
  }
}

/** Those that are no part of another: a package may export some of its extensions as a plugin of their own. */
function wholesOf(plugins: readonly Plugin[]): readonly Plugin[] {
  const isPart = (a: Plugin, b: Plugin) => a.extensions.every((extension) => b.extensions.includes(extension));
  return plugins.filter((one, i) =>
    plugins.every((other, k) => i === k || !isPart(one, other) || (i < k && isPart(other, one))),
  );
}

function pluginsIn(exported: unknown): readonly Plugin[] | undefined {
  if (isPlugin(exported)) return [exported];
  const list = Array.isArray(exported) ? exported : (exported as { readonly plugins?: unknown } | undefined)?.plugins;
  return Array.isArray(list) ? (list as Plugin[]) : undefined;
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && "contract" in value && "extensions" in value;
}
