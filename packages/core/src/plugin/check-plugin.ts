import { GammakitError } from "../errors/gammakit-error.ts";
import { type CoreCopy, coresOf, thisCore } from "./core-copy.ts";
import { checkKind, kindWords, oneOfKind } from "./kinds.ts";
import type { AnyExtension, Plugin } from "./registry.ts";

/** Something odd about the plugins of a registry that does not keep it from working. */
export interface RegistryWarning {
  readonly code: "duplicate-core";
  /** Name of the plugin. */
  readonly plugin: string;
  readonly message: string;
}

/**
 * Throws "incompatible-plugin" where `plugin`, at place `index` of a list, is not what this version of core can use, and
 * "duplicate-extension" where it is in the list before that place.
 */
export function checkPlugin(plugin: unknown, index: number, all: readonly unknown[]): asserts plugin is Plugin {
  if (typeof plugin !== "object" || plugin === null) {
    const what = `Entry ${index} of the plugins is ${shown(plugin)}, not a plugin.`;
    throw refuse(`${what} Check the name by which it is imported, and whether the module exports it.`, { index });
  }
  const { name, contract, extensions } = plugin as Partial<Plugin>;
  const exported = name === undefined ? pluginIn(plugin) : undefined;
  if (exported !== undefined) {
    throw refuse(
      `Entry ${index} of the plugins is a module that exports a plugin. List what it exports: ${exported}.`,
      { index },
    );
  }
  if (typeof name !== "string" || name === "") {
    throw refuse(
      `Entry ${index} of the plugins has no name. A plugin is { name: "@acme/plugin", contract: 1, extensions: [...] }.`,
      { index },
    );
  }
  const where = `Plugin "${name}"`;
  if (contract !== thisCore.contract) {
    throw refuse(
      `${where} was written for contract ${shown(contract)}; this core understands ${thisCore.contract}. Install versions of the plugin and of @gammakit/core that belong together.`,
      { plugin: name, contract },
    );
  }
  if (!Array.isArray(extensions)) {
    throw refuse(`${where}: its extensions are ${shown(extensions)}, not a list.`, { plugin: name });
  }
  for (const [i, extension] of extensions.entries()) checkExtension(extension, `${where}, extension ${i}`, name);
  if (all.indexOf(plugin) < index) {
    throw new GammakitError("duplicate-extension", `${where} is listed twice. Leave one out.`, { plugins: [name] });
  }
}

function checkExtension(extension: unknown, where: string, plugin: string): asserts extension is AnyExtension {
  if (typeof extension !== "function") {
    throw refuse(
      `${where} is ${shown(extension)}, not a factory. List the factory itself, as defineExtension made it, and do not call it.`,
      { plugin },
    );
  }
  const { kind, id, summary, aliases } = extension as Partial<AnyExtension>;
  checkKind(kind, `${where}: `);
  const named = `${where}, ${oneOfKind(kind)}`;
  if (typeof id !== "string" || id === "") {
    throw refuse(
      `${named}, has no id. Give it one that begins with yours: "acme/${kindWords(kind).replace(" ", "-")}".`,
      {
        plugin,
        kind,
      },
    );
  }
  if (typeof summary !== "string" || summary === "") {
    throw refuse(`${named} "${id}", has no summary. Say in one line what it is.`, { plugin, kind, id });
  }
  if (aliases !== undefined && !(Array.isArray(aliases) && aliases.every((alias) => typeof alias === "string"))) {
    throw refuse(`${named} "${id}": its aliases are ${shown(aliases)}, not a list of names.`, { plugin, kind, id });
  }
}

/**
 * A warning for each other copy of this package that `plugin` was made with. Throws "incompatible-plugin" where such a copy
 * understands another contract. A program that carries a copy of its own, `bundled`, is only told of copies of another version.
 */
export function checkCores(plugin: Plugin, bundled: boolean): readonly RegistryWarning[] {
  const others = coresOf(plugin).filter((copy) => copy !== thisCore);
  for (const other of others) {
    if (other.contract === thisCore.contract) continue;
    const what = `Plugin "${plugin.name}" was made with @gammakit/core ${other.version}, which understands contract ${shown(other.contract)}; this one, ${thisCore.version}, understands ${thisCore.contract}.`;
    throw refuse(`${what} ${adviceOn(bundled)}`, { plugin: plugin.name, versions: [thisCore.version, other.version] });
  }
  return others
    .filter(({ version }) => !bundled || version !== thisCore.version)
    .map((other) => ({ code: "duplicate-core", plugin: plugin.name, message: duplicate(plugin, other, bundled) }));
}

function duplicate({ name }: Plugin, { version }: CoreCopy, bundled: boolean): string {
  const copies =
    version === thisCore.version
      ? `Two copies of @gammakit/core ${version} are loaded: one by the plugin "${name}", one here.`
      : `Two versions of @gammakit/core are loaded: ${version} by the plugin "${name}", ${thisCore.version} here.`;
  return `${copies} They understand the same contract, so it works, but not everything of one release is known to the other. ${adviceOn(bundled)}`;
}

function adviceOn(bundled: boolean): string {
  if (bundled)
    return `Install @gammakit/core ${thisCore.version} beside the plugin, or the release of this program that belongs to it.`;
  return `The plugin should have @gammakit/core as a peer dependency; "npm ls @gammakit/core" shows who brings which, "npm dedupe" makes them one.`;
}

/** The name under which a module exports a plugin. */
function pluginIn(value: object): string | undefined {
  return Object.entries(value).find(
    ([, entry]) => typeof entry === "object" && entry !== null && "contract" in entry && "extensions" in entry,
  )?.[0];
}

/** A value in a message, in a few words. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}

function refuse(message: string, details: Readonly<Record<string, unknown>>): GammakitError {
  return new GammakitError("incompatible-plugin", message, details);
}
