import { run, turbo } from "./run.mjs";
import { runTests } from "./tests.mjs";

/**
 * What a step found. `note` goes on its line; `output` is shown when something failed.
 * @typedef {{ passed: number, failed: number, note?: string, output: string }} StepResult
 */

/**
 * One thing that must hold before a change goes in.
 * @typedef {object} Step
 * @property {string} name
 * @property {string} what
 * @property {boolean} [built] Reads the built packages: fails unseen where they do not build.
 * @property {boolean} [waits] Builds a package itself, so not beside the build.
 * @property {boolean} [alone] Uses every core itself.
 * @property {boolean} [slow] Takes minutes: not part of `npm test`, run by `npm run check -- --slow`.
 * @property {() => Promise<StepResult>} run
 */

/** @type {readonly Step[]} */
export const steps = [
  { name: "build", what: "every package builds", run: command(turbo("build")) },
  { name: "typecheck", what: "tsc on every package", built: true, run: script("check/src/typecheck.mjs") },
  {
    name: "lint",
    what: "biome: lint and format",
    run: command(["biome", "check", ".", "--error-on-warnings", "--max-diagnostics=100"]),
  },
  {
    name: "promises",
    what: "oxlint with types: no floating promises",
    run: command(["oxlint", "--type-aware", "--deny-warnings", "packages", "apps"]),
  },
  { name: "boundaries", what: "every import is in the table", run: script("boundaries/src/boundaries.mjs") },
  {
    name: "unused",
    what: "knip: no dead code, no unused dependency",
    run: command(["knip", "--no-progress", "--no-config-hints"]),
  },
  { name: "changesets", what: "the release configuration is valid", run: script("check/src/changesets.mjs") },
  { name: "words", what: "no machine paths, hosts or British identifiers", run: script("check/src/words.mjs") },
  {
    name: "manifests",
    what: "publint, and what a package states",
    built: true,
    run: script("check/src/manifests.mjs"),
  },
  { name: "types", what: "are the types wrong? no", built: true, run: script("check/src/types.mjs") },
  { name: "size", what: "every package within its budget", built: true, run: script("size/src/size.mjs") },
  { name: "browser", what: "package roots bundle for browsers", built: true, run: script("check/src/browser.mjs") },
  { name: "api", what: "api.md is current, exports are documented", built: true, run: script("api/src/api.mjs") },
  { name: "docs", what: "typedoc: links and comments", built: true, run: script("docs/src/docs.mjs") },
  { name: "examples", what: "README examples compile and run", built: true, run: script("check/src/examples.mjs") },
  {
    name: "loads",
    what: "the example jobs in Chromium: only what the budget counts is loaded, results as in Node",
    built: true,
    slow: true,
    run: script("size/src/loads.mjs"),
  },
  {
    name: "plugins",
    what: "the example plugins, installed from tarballs, run the main jobs",
    built: true,
    slow: true,
    run: script("plugins/src/plugins.mjs"),
  },
  {
    name: "scaffold",
    what: "a plugin of every kind is created, installed, tested and built",
    built: true,
    slow: true,
    run: script("check/src/scaffold.mjs"),
  },
  {
    name: "explorer",
    what: "the explorer in Chromium, as a person drives it",
    built: true,
    slow: true,
    alone: true,
    run: script("explorer/src/e2e.mjs"),
  },
  {
    name: "firefox",
    what: "the explorer in Firefox: the numbers of the command line",
    built: true,
    slow: true,
    run: script("explorer/src/firefox.mjs"),
  },
  { name: "test", what: "vitest in every package", waits: true, alone: true, run: runTests },
  {
    name: "release",
    what: "a dry run: version, build, pack, install, use",
    slow: true,
    alone: true,
    run: script("release/src/release.mjs", "--dry-run"),
  },
  {
    name: "site",
    what: "the site builds, its links hold, its pages run in Chromium",
    built: true,
    alone: true,
    slow: true,
    run: script("check/src/site.mjs"),
  },
];

/** @param {string} path Below tools/. @param {readonly string[]} words */
function script(path, ...words) {
  return command([process.execPath, `tools/${path}`, ...words]);
}

/** A step that passes when its program exits with 0; where that skips, its line says why. @param {readonly string[]} words */
function command(words) {
  return async () => {
    const { ok, output } = await run(words);
    const [note] = /^skipped: .*/m.exec(output) ?? [];
    return { passed: ok && !note ? 1 : 0, failed: ok ? 0 : 1, output, ...(note && { note }) };
  };
}
