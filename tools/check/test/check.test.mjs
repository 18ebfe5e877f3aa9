import { expect, test } from "vitest";
import { codeBlocks } from "../src/code-blocks.mjs";
import { manifestProblems } from "../src/manifest-rules.mjs";
import { britishIdentifiers, forbiddenWords } from "../src/scan.mjs";
import { countTests } from "../src/tests.mjs";

test("tests are counted over packages; a package that breaks without a failed test counts as one failure", () => {
  const log = [
    "@gammakit/core:test:       Tests  3 failed | 12 passed | 2 skipped (17)",
    "@gammakit/fit:test:  Test Files  1 failed (1)",
    "@gammakit/fit:test:       Tests  no tests",
    "@gammakit/io:test: cache hit, replaying logs",
    "@gammakit/io:test:       Tests  5 passed (5)",
    " Failed:    @gammakit/core#test, @gammakit/fit#test",
  ].join("\n");
  const { passed, failed, note, output } = countTests(log, false);
  expect({ passed, failed, note }).toEqual({ passed: 17, failed: 4, note: "17 passed, 4 failed, 2 skipped" });
  expect(output).toContain("@gammakit/fit:test");
  expect(output).not.toContain("@gammakit/io:test");
});

test("a run that fails before any test is one failure, with the whole log", () => {
  expect(countTests("turbo: no pnpm", false)).toMatchObject({ passed: 0, failed: 1, output: "turbo: no pnpm" });
});

test("paths of one machine and registry hosts are found, relative paths and ordinary addresses are not", () => {
  const path = ["", "root", "x"].join("/");
  const host = ["registry", "npmjs", "org"].join(".");
  expect(forbiddenWords(`a\n${path}/y\nhttps://${host}/pako`).map(({ line }) => line)).toEqual([2, 3]);
  const relative = `..${path}`;
  expect(forbiddenWords(`${relative} https://www.npmjs.com/package/pako $HOME/work/x`)).toEqual([]);
});

test("British identifiers are found, comments and strings are free", () => {
  const found = britishIdentifiers("a.ts", 'const centreOfMap = "colour"; // normalise\nfunction minimiser() {}');
  expect(found.map(({ line, words }) => `${line} ${words}`)).toEqual([
    "1 write American: centreOfMap",
    "2 write American: minimiser",
  ]);
  expect(britishIdentifiers("a.ts", "const analysis = optimistic; precise(otherwise, promised, raised);")).toEqual([]);
});

test("TypeScript blocks are taken from Markdown with their lines", () => {
  expect(codeBlocks("# A\n\n```ts\nlet a = 1;\n```\n\n```sh\nls\n```\n\n```ts\n// excerpt\n```\n")).toEqual([
    { line: 4, code: "let a = 1;\n" },
    { line: 12, code: "// excerpt\n" },
  ]);
});

test("a package states all that is asked; what it leaves out is named", () => {
  const manifest = {
    description: "Spectra",
    keywords: ["gamma-ray", "astronomy", "spectrum"],
    license: "BSD-3-Clause",
    repository: { type: "git", url: "git+https://github.com/gammakit/gammakit.git", directory: "packages/models" },
    engines: { node: ">=20.19" },
    type: "module",
    sideEffects: false,
    files: ["dist", "src"],
    exports: {
      ".": { "@gammakit/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    publishConfig: { access: "public", provenance: true },
  };
  const whole = { name: "a", folder: "packages/models", manifest, readme: "```ts\nlet a = 1;\n```\n" };
  expect(manifestProblems(whole)).toEqual([]);
  const typesLast = { ".": { default: "./dist/index.js", types: "./dist/index.d.ts" } };
  const poor = { ...manifest, keywords: ["spectrum"], sideEffects: undefined, exports: typesLast, publishConfig: {} };
  expect(
    manifestProblems({ ...whole, folder: "packages/fit", manifest: poor, readme: "```ts\n// excerpt\n```\n" }),
  ).toEqual([
    "needs at least three keywords.",
    "must name the repository, and its own folder as the directory.",
    'must say "sideEffects".',
    'must give types before all else but "@gammakit/source" in each entry of "exports".',
    'needs "publishConfig": { "access": "public", "provenance": true }.',
    expect.stringContaining("has no example"),
  ]);
});
