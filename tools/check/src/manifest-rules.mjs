import { codeBlocks } from "./code-blocks.mjs";

/**
 * What every public package states, beside what publint asks: a rule holds, or its words say what is missing.
 * @typedef {object} ManifestRule
 * @property {string} words
 * @property {(pkg: PublicPackage) => boolean} holds
 */

/** @typedef {{ name: string, folder: string, manifest: Record<string, any>, readme: string | undefined }} PublicPackage */

const repository = "git+https://github.com/gammakit/gammakit.git";

/** @type {readonly ManifestRule[]} */
export const manifestRules = [
  { words: "has no description.", holds: ({ manifest }) => Boolean(manifest.description) },
  { words: "needs at least three keywords.", holds: ({ manifest }) => (manifest.keywords?.length ?? 0) >= 3 },
  { words: 'needs "license": "BSD-3-Clause".', holds: ({ manifest }) => manifest.license === "BSD-3-Clause" },
  {
    words: "must name the repository, and its own folder as the directory.",
    holds: ({ manifest, folder }) =>
      manifest.repository?.url === repository && manifest.repository.directory === folder,
  },
  { words: 'needs "engines": { "node": ">=20.19" }.', holds: ({ manifest }) => manifest.engines?.node === ">=20.19" },
  { words: 'must be "type": "module".', holds: ({ manifest }) => manifest.type === "module" },
  { words: 'must say "sideEffects".', holds: ({ manifest }) => manifest.sideEffects !== undefined },
  { words: 'must list "files".', holds: ({ manifest }) => (manifest.files?.length ?? 0) > 0 },
  { words: 'needs "exports", or "bin".', holds: ({ manifest }) => Boolean(manifest.exports ?? manifest.bin) },
  {
    words: 'must give types before all else but "@gammakit/source" in each entry of "exports".',
    holds: ({ manifest }) => Object.values(manifest.exports ?? {}).every(givesTypesFirst),
  },
  {
    words: 'needs "publishConfig": { "access": "public", "provenance": true }.',
    holds: ({ manifest }) => manifest.publishConfig?.access === "public" && manifest.publishConfig.provenance === true,
  },
  { words: "has no README.md.", holds: ({ readme }) => readme !== undefined },
  {
    words: "has no example in its README.md: a block of TypeScript that runs, or commands where it is a program.",
    holds: ({ readme = "", manifest }) =>
      manifest.bin === undefined
        ? codeBlocks(readme).some(({ code }) => !/^\s*\/\/ excerpt\b/.test(code))
        : /^```sh$/m.test(readme),
  },
];

/** What is wrong with a package, in words. @param {PublicPackage} pkg @returns {string[]} */
export function manifestProblems(pkg) {
  return manifestRules.filter(({ holds }) => !holds(pkg)).map(({ words }) => words);
}

/** @param {unknown} entry */
function givesTypesFirst(entry) {
  if (typeof entry === "string") return entry.endsWith(".json");
  const conditions = Object.keys(/** @type {object} */ (entry)).filter((condition) => condition !== "@gammakit/source");
  return conditions[0] === "types";
}
