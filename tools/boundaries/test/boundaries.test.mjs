import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkBoundaries } from "../src/check-boundaries.mjs";
import { importsOf } from "../src/imports.mjs";

/** @type {string[]} */
const trees = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true });
});

/** Writes a made-up workspace and says what is wrong with it. @param {Record<string, string | object>} files */
function problemsOf(files) {
  const at = mkdtempSync(join(tmpdir(), "boundaries-"));
  trees.push(at);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(at, name)), { recursive: true });
    writeFileSync(join(at, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return checkBoundaries(at).problems;
}

const core = { "packages/core/package.json": { name: "@gammakit/core" } };
const io = { "packages/io/package.json": { name: "@gammakit/io", dependencies: { "@gammakit/core": "workspace:^" } } };

test("a tree that keeps to the table has no problems", () => {
  expect(
    problemsOf({
      ...core,
      ...io,
      "packages/core/src/index.ts": 'export { a } from "./units/unit.ts";',
      "packages/core/src/units/unit.ts":
        'import { E } from "../errors/error.ts"; import "./other.ts"; export const a = E;',
      "packages/core/src/contracts/executor.ts": 'import type { Registry } from "../plugin/registry.ts";',
      "packages/core/src/source/bytes.ts": 'import type { ByteSource } from "../contracts/io.ts";',
      "packages/io/src/index.ts": 'import { a } from "@gammakit/core"; const yaml = () => import("yaml");',
      "packages/io/src/node/index.ts": 'import { open } from "node:fs/promises"; import zlib from "zlib";',
      "packages/io/test/x.test.ts": 'import { deep } from "@gammakit/core/src/deep.ts"; import "node:fs";',
    }),
  ).toEqual([]);
});

test.each([
  [
    "a package that is not in the table",
    { "packages/utils/package.json": { name: "@gammakit/utils" } },
    "not in the table",
  ],
  [
    "a dependency between neighbors",
    { "packages/fit/package.json": { name: "@gammakit/fit", dependencies: { "@gammakit/minuit": "workspace:^" } } },
    "@gammakit/fit may not depend on @gammakit/minuit",
  ],
  [
    "an unlisted third-party dependency",
    { "packages/core/package.json": { name: "@gammakit/core", dependencies: { lodash: "4" } } },
    "@gammakit/core may not depend on lodash",
  ],
  [
    "a cycle through a development dependency",
    {
      "packages/core/package.json": { name: "@gammakit/core", devDependencies: { "@gammakit/testing": "workspace:^" } },
      "packages/testing/package.json": { name: "@gammakit/testing", dependencies: { "@gammakit/core": "workspace:^" } },
    },
    "cycle of packages: @gammakit/core → @gammakit/testing → @gammakit/core",
  ],
  [
    "an import of a neighbor",
    { ...io, "packages/io/src/a.ts": 'import type { F } from "@gammakit/fit";' },
    "may not import @gammakit/fit",
  ],
  [
    "a third-party import",
    { ...core, "packages/core/src/a.ts": 'export * from "lodash/fp";' },
    'may not import "lodash"',
  ],
  [
    "a deep import",
    { ...io, "packages/io/src/a.ts": 'import { a } from "@gammakit/core/dist/a.js";' },
    "import from its root",
  ],
  [
    "a Node built-in",
    { ...core, "packages/core/src/a.ts": 'await import("node:fs" as string);' },
    "is a Node built-in",
  ],
  ["a built-in without its prefix", { ...io, "packages/io/src/a.ts": 'import "fs/promises";' }, "is a Node built-in"],
  [
    "a computed import",
    { ...io, "packages/io/src/a.ts": "export const load = (m: string) => import(m);" },
    "computed name",
  ],
  [
    "src/node from outside",
    { ...io, "packages/io/src/a.ts": 'import { b } from "./node/b.ts";' },
    "only the /node entry",
  ],
  [
    "a path out of the package",
    { ...io, "packages/io/src/a.ts": 'import { b } from "../../core/src/b.ts";' },
    "leaves src/",
  ],
  [
    "a lower floor on a higher one",
    { ...core, "packages/core/src/units/a.ts": 'import type { Table } from "../table/table.ts";' },
    "units may not import table",
  ],
  [
    "rooms of one floor on each other",
    { ...core, "packages/core/src/sky/a.ts": 'import { t } from "../time/t.ts";' },
    "sky may not import time",
  ],
  [
    "a run-time import where types alone are allowed",
    { ...core, "packages/core/src/contracts/a.ts": 'import { type Registry } from "../plugin/registry.ts";' },
    "write import type",
  ],
  ["a folder without a floor", { ...core, "packages/core/src/utils/a.ts": 'import "../errors/e.ts";' }, "has no place"],
  [
    "an import of the index",
    { ...core, "packages/core/src/units/a.ts": 'import { a } from "../index.ts";' },
    "not the index",
  ],
])("%s is refused", (_, files, words) => {
  const problems = problemsOf(files);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});

test("every way of importing is seen, and comments are not", () => {
  const text = `
    import a from "a"; import type { B } from "b"; import "c"; export { d } from "d"; export type { E } from "e";
    export * from "f"; const g = await import("g"); type H = import("h").H; import i = require("i");
    // import "no";
    const text = 'import "no"';`;
  expect(importsOf("x.ts", text).map(({ specifier, typeOnly }) => `${specifier}${typeOnly ? " (type)" : ""}`)).toEqual([
    "a",
    "b (type)",
    "c",
    "d",
    "e (type)",
    "f",
    "g",
    "h (type)",
    "i",
  ]);
});
