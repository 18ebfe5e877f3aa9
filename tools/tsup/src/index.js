import { readFile } from "node:fs/promises";
import { defineConfig } from "tsup";
import ts from "typescript";

/**
 * Marks the constants of modules whose making might do anything, as bundlers see it: calls, spread objects, fields of others.
 * Ours do nothing but make the constant, so bundlers may leave out those that nothing asks for.
 * @type {NonNullable<import("tsup").Options["esbuildPlugins"]>[number]}
 */
const pureConstants = {
  name: "pure-constants",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/][^.]*\.ts$/ }, async ({ path }) => {
      if (/[\\/]node_modules[\\/]/.test(path)) return undefined;
      return { contents: markConstants(await readFile(path, "utf8")), loader: "ts" };
    });
  },
};

/**
 * Of its own manifest a package takes along what it says of itself, and not what it was built with.
 * @type {NonNullable<import("tsup").Options["esbuildPlugins"]>[number]}
 */
const versionOnly = {
  name: "version-only",
  setup(build) {
    build.onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (/[\\/]node_modules[\\/]/.test(path)) return undefined;
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** @param {string} text */
function markConstants(text) {
  const makers = ts
    .createSourceFile("", text, ts.ScriptTarget.ESNext)
    .statements.filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ name, initializer }) => ts.isIdentifier(name) && initializer && isMade(initializer))
    .map(({ initializer }) => initializer);
  return makers.reduceRight(
    (marked, { pos, end }) =>
      `${marked.slice(0, pos)} /* @__PURE__ */ (() => (${marked.slice(pos, end)}))()${marked.slice(end)}`,
    text,
  );
}

/**
 * Whether an expression is a call, an object, a list or a choice, and is not plain.
 * @param {ts.Expression} expression
 */
function isMade(expression) {
  const made =
    ts.isCallExpression(expression) ||
    ts.isNewExpression(expression) ||
    ts.isConditionalExpression(expression) ||
    ts.isObjectLiteralExpression(expression) ||
    ts.isArrayLiteralExpression(expression);
  return made && mayAct(expression);
}

/**
 * @param {ts.Node} node
 * @returns {boolean}
 */
function mayAct(node) {
  if (ts.isFunctionLike(node)) return false;
  const acts =
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isSpreadElement(node);
  return acts || (ts.forEachChild(node, (child) => mayAct(child) || undefined) ?? false);
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
    esbuildPlugins: [...(options.esbuildPlugins ?? []), pureConstants, versionOnly],
  });
}
