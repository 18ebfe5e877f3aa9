import { readFile } from "node:fs/promises";
import { defineConfig } from "tsup";
import ts from "typescript";

/** What makes an extension, or a function that makes its value later: nothing happens where it is not used. */
const definers = /^(define[A-Z]\w*|once)$/;

/**
 * Marks the constants that these make, so that bundlers leave out those that nothing asks for: to them a call, and reading a
 * field for its arguments, might do anything.
 * @type {NonNullable<import("tsup").Options["esbuildPlugins"]>[number]}
 */
const pureDefinitions = {
  name: "pure-definitions",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/][^.]*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (/[\\/]node_modules[\\/]/.test(path) || !/\b(define[A-Z]|once\b)/.test(text)) return undefined;
      return { contents: markDefinitions(text), loader: "ts" };
    });
  },
};

/** @param {string} text */
function markDefinitions(text) {
  const calls = ts
    .createSourceFile("", text, ts.ScriptTarget.ESNext)
    .statements.filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => declarationList.declarations.map(({ initializer }) => initializer))
    .filter((call) => call && ts.isCallExpression(call) && definers.test(call.expression.text ?? ""));
  return calls.reduceRight(
    (marked, { end, expression }) =>
      `${marked.slice(0, expression.end - expression.text.length)}/* @__PURE__ */ (() => ${marked.slice(expression.end - expression.text.length, end)})()${marked.slice(end)}`,
    text,
  );
}

/**
 * The one build preset: ES modules, declarations, source maps.
 * `entry` maps output names to sources; `options` are passed on to tsup.
 */
export function preset(entry = { index: "src/index.ts" }, options = {}) {
  return defineConfig({
    entry,
    format: ["esm"],
    target: "es2022",
    platform: "neutral",
    dts: { compilerOptions: { customConditions: [] } },
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    ...options,
    esbuildPlugins: [...(options.esbuildPlugins ?? []), pureDefinitions],
  });
}
