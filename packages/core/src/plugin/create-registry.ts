import { GammakitError } from "../errors/gammakit-error.ts";
import { makeChecked } from "./check-made.ts";
import { checkCores, checkPlugin } from "./check-plugin.ts";
import type { Plugin, Registry } from "./registry.ts";
import { type RegistryRules, registryOf } from "./registry-of.ts";
import { unknownOptions } from "./unknown-options.ts";

/** How a registry is made. */
export interface RegistryOptions {
  /**
   * Whether the program carries a copy of this package of its own, as one that is a single file does, so that plugins come with
   * another copy by design. Then only copies of another version are worth a warning. (false)
   */
  readonly bundled?: boolean;
}

/**
 * A frozen registry of the extensions of `plugins`.
 * Throws "duplicate-extension" where two claim one name, "incompatible-plugin" for what is no plugin, has an extension that is none,
 * or was written for another contract.
 */
export function createRegistry(plugins: readonly Plugin[], options: RegistryOptions = {}): Registry {
  if (!Array.isArray(plugins)) {
    throw new GammakitError(
      "invalid-input",
      "A registry is made of a list of plugins: createRegistry([modelsPlugin]).",
    );
  }
  const rules: RegistryRules = {
    checkPlugin,
    make: makeChecked,
    unknownOptions,
    warningsOf: (plugin) => checkCores(plugin, options.bundled ?? false),
  };
  return registryOf(plugins, rules);
}
