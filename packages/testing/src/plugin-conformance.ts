import { contractVersion, createRegistry, type Plugin } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";

/** How a plugin is tried. */
export interface PluginConformanceOptions {
  /** With which the ids of its extensions begin, "acme" for "acme/broken-power-law"; not asked for where absent. */
  readonly prefix?: string;
}

/** What every plugin must be, as cases for any test runner: `for (const { name, run } of pluginConformance(acmePlugin)) test(name, run)`. */
export function pluginConformance(
  plugin: Plugin,
  { prefix }: PluginConformanceOptions = {},
): readonly ConformanceCase[] {
  const { extensions } = plugin;
  return [
    { name: "a registry takes it", run: async () => void createRegistry([plugin]) },
    {
      name: "it has a name, the version of the contract, and something to add",
      run: async () => {
        check(typeof plugin.name === "string" && plugin.name !== "", "The plugin has no name.");
        check(plugin.contract === contractVersion, `It is written for contract ${String(plugin.contract)}.`);
        check(extensions.length > 0, "It has no extensions.");
      },
    },
    {
      name: "ids are kebab-case, with the prefix of the author",
      run: async () => {
        for (const { id } of extensions) {
          const [first, ...rest] = id.split("/").reverse();
          const isGood = [first, ...rest].every((word) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(word)) && rest.length <= 1;
          check(isGood, `"${id}" is not kebab-case, such as "acme/broken-power-law".`);
          check(prefix === undefined || rest[0] === prefix, `"${id}" does not begin with "${prefix}/".`);
        }
      },
    },
    {
      name: "every extension says in one line what it is",
      run: async () => {
        for (const { id, summary } of extensions) {
          check(typeof summary === "string" && summary.trim() !== "", `"${id}" has no summary.`);
          check(!summary.includes("\n"), `The summary of "${id}" has more than one line.`);
        }
      },
    },
  ];
}
