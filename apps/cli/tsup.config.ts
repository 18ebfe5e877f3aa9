import { resolve } from "node:path";
import { preset } from "@gammakit-tools/tsup";
import { build } from "esbuild";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** The option parser can start other programs, which we never ask for: Node's part for it need not be loaded. */
const withoutChildProcess: Plugin = {
  name: "without-child-process",
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, () => ({ path: "child-process", namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * Modules that get a file of their own when they are imported at run time: the rest that is imported so is small, and
 * lies in its importer's file, evaluated when it is asked for.
 */
const ownFiles: Readonly<Record<string, string>> = {
  catalog: "src/download/catalog.ts",
  commands: "src/commands/index.ts",
  completion: "src/commands/completion.ts",
  curvature: "../../packages/fit/src/curvature.ts",
  download: "src/commands/download.ts",
  drawing: "src/output/drawing.ts",
  threads: "src/executors/threads.ts",
};

/** What the threads of an executor run. */
const worker = { "task-worker": "src/executors/task-worker.ts" };

const inOwnFiles: Plugin = {
  name: "own-files",
  setup(build) {
    const names = new Map(Object.entries(ownFiles).map(([name, source]) => [resolve(source), name]));
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
      const name = kind === "dynamic-import" ? names.get(resolve(resolveDir, path)) : undefined;
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
    });
  },
};

/** The script that draws the figures of a report in a browser, as one file that goes into the page. */
async function buildReportRuntime(): Promise<void> {
  await build({
    entryPoints: { "report-runtime": "src/report/runtime.ts" },
    outdir: "dist",
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    conditions: ["@gammakit/source"],
    minify: true,
    legalComments: "none",
    charset: "ascii",
  });
}

// The option parser in one file, the commands in another: few files load sooner than many small ones.
export default preset(
  { gammakit: "src/gammakit.ts", ...ownFiles, ...worker },
  {
    platform: "node",
    dts: false,
    sourcemap: false,
    splitting: false,
    minifySyntax: true,
    minifyWhitespace: true,
    // A third of the text, which is read and parsed each time. What a fault needs to be found is in its message and stack.
    minifyIdentifiers: true,
    // The renderer of pixels is machine code, its fonts are files, and threads have a file of their own: these are installed beside
    // the program.
    noExternal: [/^(?!@resvg\/|piscina$)/],
    external: [/^@resvg\//, "piscina"],
    removeNodeProtocol: false,
    // From the sources, so that what nothing asks for is left out.
    esbuildOptions(options) {
      options.conditions = ["@gammakit/source"];
    },
    esbuildPlugins: [withoutChildProcess, inOwnFiles],
    onSuccess: buildReportRuntime,
    banner: {
      js: 'import { createRequire as gammakitRequire } from "node:module";\nconst require = gammakitRequire(import.meta.url);',
    },
  },
);
