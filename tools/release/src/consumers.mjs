import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isForPages } from "@gammakit-tools/workspace";
import { build as bundle } from "esbuild";
import { run } from "./consumer.mjs";
import { packedManifest } from "./tarball.mjs";
import { tryInBrowser } from "./vite-app.mjs";

/** @typedef {import("./consumer.mjs").Consumer} Consumer */

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** The tree of ml-matrix, which @gammakit/minuit may bring besides @gammakit/core. */
const matrices = ["ml-matrix", "is-any-array", "ml-array-max", "ml-array-min", "ml-array-rescale"];
const plots = [/^vega/, /^@resvg\//, "fast-png", "dejavu-fonts-ttf", "@gammakit/plot"];
const aboveFit = ["@gammakit/analysis", "@gammakit/estimators", "zod", "yaml"];

/**
 * The projects in which a release is tried.
 * @param {readonly { name: string, tarball: string, manifest: Record<string, any> }[]} tarballs
 * @returns {readonly Consumer[]}
 */
export function consumers(tarballs) {
  return [
    {
      name: "vite-app",
      program: "jobs",
      what: "a page of Vite runs both jobs in Chromium; no part of Node, no plots in what it loads",
      installs: ["@gammakit/analysis", "@gammakit/io", "@gammakit/models", "@gammakit/simulate"],
      absent: [/^@gammakit\/(testing|healpix|bullmq)$/],
      use: tryInBrowser,
    },
    {
      name: "minuit-script",
      what: "a Node script fits with @gammakit/minuit alone; nothing but core and ml-matrix's tree comes with it",
      installs: ["@gammakit/minuit"],
      exactly: ["@gammakit/minuit", "@gammakit/core", ...matrices],
      use: main,
    },
    {
      name: "fits-script",
      what: "a Node script reads a FITS file through @gammakit/io/node; no fit, no schema, no plots come with it",
      installs: ["@gammakit/io", "@gammakit/core"],
      exactly: ["@gammakit/io", "@gammakit/core", "@gammakit/fits", "pako", "yaml"],
      use: main,
    },
    {
      name: "typescript-node16",
      program: "typed",
      what: "strict TypeScript with moduleResolution node16 compiles and runs; wrong use does not compile",
      installs: ["@gammakit/models", "@gammakit/fit", "@gammakit/minuit", "@gammakit/core"],
      absent: [...plots, ...aboveFit],
      use: async (folder) => {
        const problems = await compile(folder, "node16", "node16");
        return problems.length > 0 ? problems : main(folder, "out/main.js");
      },
    },
    {
      name: "typescript-bundler",
      program: "typed",
      what: "the same with moduleResolution bundler compiles",
      installs: ["@gammakit/models", "@gammakit/fit", "@gammakit/minuit", "@gammakit/core"],
      absent: [...plots, ...aboveFit],
      use: (folder) => compile(folder, "es2022", "bundler"),
    },
    {
      name: "esbuild-bundle",
      program: "jobs",
      what: "one file made by esbuild runs a flux profile in Node, with no node_modules beside it",
      installs: ["@gammakit/analysis", "@gammakit/io", "@gammakit/models", "@gammakit/simulate"],
      use: async (folder) => {
        const alone = join(folder, "..", "esbuild-alone");
        mkdirSync(alone, { recursive: true });
        const outfile = join(alone, "main.mjs");
        await bundle({
          entryPoints: [join(folder, "one-file.mjs")],
          outfile,
          bundle: true,
          format: "esm",
          platform: "node",
          // The renderer of pixels is machine code, and no figure is asked for.
          external: ["@resvg/resvg-js"],
          logLevel: "silent",
        });
        return main(alone, outfile);
      },
    },
    {
      name: "command-line",
      what: "gammakit alone says its version and finds itself well; none of our packages come with it",
      installs: ["gammakit"],
      absent: [/^@gammakit\//, /^vega/, "zod", "yaml", "ml-matrix", "commander"],
      use: async (folder) => {
        const { tarball } = /** @type {{ tarball: string }} */ (tarballs.find(({ name }) => name === "gammakit"));
        const { version } = packedManifest(tarball);
        // Below it npm may have its own to say.
        const [said] = (await run("npx", ["--no", "gammakit", "--", "--version"], folder)).split("\n", 1);
        await run("npx", ["--no", "gammakit", "--", "check"], folder);
        return said === version ? [] : [`gammakit --version says ${said}, and the package ${version}.`];
      },
    },
    {
      name: "everything",
      what: "every entry imports in Node, every root bundles for browsers",
      installs: tarballs.map(({ name }) => name),
      use: (folder) => importAndBundle(tarballs, folder),
    },
  ];
}

/** Runs the program of a consumer, which ends with "ok". @param {string} folder @param {string} [file] */
async function main(folder, file = "main.mjs") {
  const said = (await run(process.execPath, [file], folder)).trim();
  return said.endsWith("ok") ? [] : [`${file} says: ${said}`];
}

/**
 * Compiles main.ts, and wrong.ts, which must be refused at each line that says so and nowhere else.
 * @param {string} folder @param {string} module @param {string} resolution
 */
async function compile(folder, module, resolution) {
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
  };
  /** @param {string} file */
  const tsc = (file) => {
    const compilerOptions = { ...options, module, moduleResolution: resolution, outDir: "out" };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
    return run(process.execPath, [compiler, "--project", "."], folder);
  };
  await tsc("main.ts");
  const output = await tsc("wrong.ts").then(
    () => "",
    (error) => String(error.message),
  );
  const expected = readFileSync(join(folder, "wrong.ts"), "utf8")
    .split("\n")
    .flatMap((line, i) => (line.includes("// must not compile") ? [i + 1] : []));
  const found = [...output.matchAll(/^wrong\.ts\((\d+),/gm)].map((match) => Number(match[1]));
  const missed = expected.filter((line) => !found.includes(line)).map((line) => `wrong.ts:${line} compiles.`);
  const other = found.some((line) => !expected.includes(line)) ? [`wrong.ts fails elsewhere: ${output}`] : [];
  return [...missed, ...other];
}

/**
 * @param {readonly { name: string, manifest: Record<string, any> }[]} packages
 * @param {string} folder
 */
async function importAndBundle(packages, folder) {
  /** @type {string[]} */
  const problems = [];
  const entries = packages.flatMap(({ name, manifest }) =>
    Object.keys(manifest.exports ?? {})
      .filter((subpath) => subpath !== "./package.json")
      .map((subpath) => name + subpath.slice(1)),
  );
  for (const entry of entries) {
    const words = ["--input-type=module", "--eval", `await import(${JSON.stringify(entry)})`];
    await run(process.execPath, words, folder).catch((error) => problems.push(`${entry}: ${error.message}`));
  }
  for (const { name } of packages.filter((pkg) => isForPages(pkg) && !pkg.manifest.bin)) {
    await bundle({
      stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: folder },
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      logLevel: "silent",
    }).catch((error) => problems.push(`${name} does not bundle for browsers: ${error.message}`));
  }
  return problems;
}
