/**
 * What a package may import.
 * @typedef {object} PackageRule
 * @property {readonly string[] | "any"} uses Other packages of the workspace.
 * @property {readonly string[]} [thirdParty] Run-time dependencies from elsewhere.
 * @property {readonly string[]} [nodeOnly] Third-party dependencies for `src/node/` alone.
 * @property {readonly string[]} [bundled] Third-party packages that the build includes: development dependencies.
 * @property {string} [namedAtRunTime] The one file that may import what is named at run time.
 * @property {boolean} [freeRuntime] Runs in Node only: Node built-ins and `/node` entries everywhere.
 */

/**
 * What a folder inside a package may import.
 * @typedef {object} Floor
 * @property {string} name
 * @property {readonly string[]} uses Folders it may import.
 * @property {readonly string[]} [types] Folders it may import types from, with `import type`.
 */

/**
 * The whole graph. A package that is not here does not exist; an edge that is not here is an error.
 * A new third-party entry needs a decision record.
 * @type {Readonly<Record<string, PackageRule>>}
 */
export const packageRules = {
  "@gammakit/core": { uses: [] },
  "@gammakit/fits": { uses: ["@gammakit/core"], thirdParty: ["pako"], bundled: ["fitsjs"] },
  "@gammakit/io": { uses: ["@gammakit/core", "@gammakit/fits"], thirdParty: ["yaml"] },
  "@gammakit/healpix": { uses: ["@gammakit/core"], thirdParty: ["@hscmap/healpix"] },
  "@gammakit/models": { uses: ["@gammakit/core"] },
  "@gammakit/makers": { uses: ["@gammakit/core"] },
  "@gammakit/minuit": { uses: ["@gammakit/core"], thirdParty: ["ml-matrix"] },
  "@gammakit/optimizers": { uses: ["@gammakit/core"], thirdParty: ["pure-rand"] },
  "@gammakit/fit": { uses: ["@gammakit/core"], thirdParty: ["ml-matrix"] },
  "@gammakit/estimators": { uses: ["@gammakit/core", "@gammakit/fit"], thirdParty: ["pure-rand"] },
  "@gammakit/simulate": { uses: ["@gammakit/core"], thirdParty: ["pure-rand", "d3-random"] },
  "@gammakit/plot": {
    uses: ["@gammakit/core"],
    thirdParty: ["vega", "vega-lite", "fast-png"],
    nodeOnly: ["@resvg/resvg-js", "dejavu-fonts-ttf"],
  },
  "@gammakit/workers": {
    uses: ["@gammakit/core"],
    nodeOnly: ["piscina"],
    // Tasks and plugins come from modules that only the caller knows.
    namedAtRunTime: "src/serve/import-module.ts",
  },
  "@gammakit/bullmq": {
    uses: ["@gammakit/core"],
    thirdParty: ["bullmq", "ioredis"],
    freeRuntime: true,
    namedAtRunTime: "src/import-module.ts",
  },
  "@gammakit/analysis": {
    uses: [
      "@gammakit/core",
      "@gammakit/fits",
      "@gammakit/io",
      "@gammakit/models",
      "@gammakit/makers",
      "@gammakit/minuit",
      "@gammakit/optimizers",
      "@gammakit/fit",
      "@gammakit/estimators",
      "@gammakit/simulate",
      "@gammakit/plot",
      "@gammakit/workers",
    ],
    thirdParty: ["zod"],
  },
  "@gammakit/testing": { uses: ["@gammakit/core"] },
  // Pages take it without a bundler: its build holds all that it uses, and it draws by itself what follows a pointer (record 34).
  "@gammakit/elements": { uses: ["@gammakit/analysis", "@gammakit/io", "@gammakit/core"] },
  "create-gammakit-plugin": { uses: [], freeRuntime: true },
  gammakit: {
    uses: [
      "@gammakit/analysis",
      "@gammakit/io",
      "@gammakit/fits",
      "@gammakit/core",
      "@gammakit/plot",
      "@gammakit/workers",
      "@gammakit/bullmq",
    ],
    thirdParty: [
      "commander",
      "cli-progress",
      "cli-table3",
      "@logtape/logtape",
      "@resvg/resvg-js",
      "dejavu-fonts-ttf",
      "piscina",
      "bullmq",
      "ioredis",
    ],
    bundled: ["vega", "vega-lite"],
    freeRuntime: true,
  },
  "@gammakit/docs": { uses: "any", thirdParty: ["acorn"], freeRuntime: true },
};

/** Subpaths of our own packages that are entries: a second runtime, or a plugin without what it draws with. */
export const entrySubpaths = ["node", "plugin"];

/** Folders of core from the foundation up; those on one line do not see each other. */
const storeys = [
  ["errors"],
  ["units"],
  ["numeric"],
  ["statistics"],
  ["table"],
  ["time", "sky"],
  ["wcs"],
  ["axis"],
  ["region"],
  ["maps"],
  ["irf"],
  ["events"],
  ["observation"],
  ["dataset"],
  ["model"],
  ["result"],
  ["contracts"],
  ["plugin"],
  ["executor"],
];

/**
 * The folders inside each package that have an order. Files beside them (`index.ts`) may import any.
 * @type {Readonly<Record<string, readonly Floor[]>>}
 */
export const floorRules = {
  "@gammakit/core": [
    ...storeys.flatMap((storey, i) =>
      storey.map((name) => ({
        name,
        uses: storeys.slice(0, i).flat(),
        // A task's context carries the registry: a type that only `plugin` can define, and nothing at run time.
        types: name === "contracts" ? ["plugin"] : [],
      })),
    ),
    // Byte sources implement a contract and need no noun.
    { name: "source", uses: ["errors"], types: ["contracts"] },
  ],
};
