import { GammakitError } from "@gammakit/core";
import { importModule } from "../import-module.ts";

/** The plugins that a gammakit.config.mjs lists, unchecked. Throws "invalid-input" for what is no configuration. */
export async function listPlugins(config: string): Promise<readonly unknown[]> {
  const { default: exported } = await load(config);
  const list = (exported as { readonly plugins?: unknown } | undefined)?.plugins;
  if (Array.isArray(list)) return list;
  throw new GammakitError(
    "invalid-input",
    `${config} must export its plugins: export default { plugins: [myPlugin] }.`,
    { config },
  );
}

async function load(config: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await importModule(config);
  } catch (error) {
    throw new GammakitError(
      "invalid-input",
      `The plugins of ${config} can't be loaded: ${(error as Error).message}`,
      { config },
      error,
    );
  }
}
