import { createHash } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { preset } from "@gammakit-tools/tsup";
import { type BuildOptions, build } from "esbuild";
import type { Options } from "tsup";
import ts from "typescript";

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
  algorithms: "../../packages/optimizers/src/algorithms.ts",
  bullmq: "src/executors/bullmq.ts",
  catalog: "src/download/catalog.ts",
  completion: "src/commands/completion.ts",
  curvature: "../../packages/fit/src/curvature.ts",
  download: "src/commands/download.ts",
  drawing: "src/output/drawing.ts",
  "plotting-libraries": "../../packages/plot/src/render/plotting-libraries.ts",
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

const fromSources: BuildOptions = {
  bundle: true,
  conditions: ["@gammakit/source"],
  minify: true,
  legalComments: "none",
  charset: "ascii",
  outdir: "dist",
};

/** All of the program but its own files, in the form whose compiled code can be kept: see `launch`. */
async function buildProgram(): Promise<void> {
  await build({
    ...fromSources,
    entryPoints: { program: "src/main.ts" },
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    target: "node20",
    define: { "import.meta.url": "programUrl" },
    banner: { js: 'const programUrl = require("node:url").pathToFileURL(__filename).href;' },
    // What draws is in a file of its own; here nothing asks for it.
    external: ["@resvg/*", "vega", "vega-lite"],
    plugins: [withoutChildProcess, inOwnFiles],
    logLevel: "error",
  });
  const text = asFunction(inAscii(withImportModule(readFileSync("dist/program.cjs", "utf8"))));
  writeFileSync("dist/program.cjs", text, "latin1");
  await buildLauncher(createHash("sha1").update(text).digest("hex").slice(0, 16));
}

/** What starts the program. As CommonJS: Node's loader for modules need not be made ready. */
async function buildLauncher(programHash: string): Promise<void> {
  await build({
    ...fromSources,
    entryPoints: { gammakit: "src/gammakit.ts" },
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    target: "node20",
    define: { programHash: JSON.stringify(programHash) },
  });
  chmodSync("dist/gammakit.cjs", 0o755);
}

/** The text as `launch` runs it: here, as putting a megabyte together takes time. */
function asFunction(text: string): string {
  return `(function (exports, require, module, __filename, importModule) {${text}\n})`;
}

/** Each character takes a byte then, and need not be decoded. esbuild leaves but regular expressions, which know the same escapes. */
function inAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The text with each `import(…)` as a call of `importModule`, which `launch` gives: code from a cache can't import by itself. */
function withImportModule(text: string): string {
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) places.push(node.getEnd());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("program.cjs", text, ts.ScriptTarget.ES2022, true));
  const starts = [0, ...places];
  return starts
    .map((start, i) => text.slice(start, places[i]).replace(/import$/, i < places.length ? "importModule" : "import"))
    .join("");
}

/** The script that draws the figures of a report in a browser, as one file that goes into the page. */
async function buildReportRuntime(): Promise<void> {
  await build({
    ...fromSources,
    entryPoints: { "report-runtime": "src/report/runtime.ts" },
    format: "iife",
    platform: "browser",
    target: "es2022",
  });
}

// What is rarely needed, as modules; the launcher and the program itself beside them.
export default preset(
  { ...ownFiles, ...worker },
  {
    platform: "node",
    dts: false,
    sourcemap: false,
    splitting: false,
    minifySyntax: true,
    minifyWhitespace: true,
    // A third of the text, which is read and parsed each time. What a fault needs to be found is in its message and stack.
    minifyIdentifiers: true,
    // The renderer of pixels is machine code, its fonts are files, threads have a file of their own, and a queue comes in hundreds of
    // files: these are installed beside the program.
    noExternal: [/^(?!@resvg\/|piscina$|bullmq$|ioredis$)/],
    external: [/^@resvg\//, "piscina", "bullmq", "ioredis"],
    removeNodeProtocol: false,
    // From the sources, so that what nothing asks for is left out.
    esbuildOptions(options) {
      options.conditions = ["@gammakit/source"];
    },
    esbuildPlugins: [withoutChildProcess, inOwnFiles],
    async onSuccess() {
      await Promise.all([buildProgram(), buildReportRuntime()]);
    },
    banner: {
      js: 'import { createRequire as gammakitRequire } from "node:module";\nconst require = gammakitRequire(import.meta.url);',
    },
  },
);
