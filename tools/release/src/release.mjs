import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { inLanes, tryConsumer } from "./consumer.mjs";
import { consumers } from "./consumers.mjs";
import { buildNextVersion } from "./next-version.mjs";
import { startRegistry } from "./registry.mjs";
import { pack, tarballProblems } from "./tarball.mjs";

// Packs every public package, installs the packages as strangers would, and publishes them. `--dry-run` publishes nothing, and
// does all of it on a copy of the workspace whose waiting changesets have become a version. `--only NAME` tries one consumer.
const { values } = parseArgs({ options: { "dry-run": { type: "boolean" }, only: { type: "string" } } });
const dryRun = values["dry-run"] === true;
if (values.only !== undefined && !dryRun)
  throw new Error("--only goes with --dry-run: what is published is tried whole.");
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "gammakit-release-"));
const started = performance.now();
try {
  const at = dryRun ? buildNextVersion(join(folder, "workspace"), packageManager) : root;
  const published = packagesIn(at).filter(({ manifest }) => manifest.private !== true);
  tell(`${published.length} packages ${dryRun ? "become" : "are"} ${published[0].manifest.version}`);

  const tarballs = await inLanes(published, async (pkg) => ({
    ...pkg,
    tarball: await pack(pkg, join(folder, "tarballs"), packageManager),
  }));
  const wrong = tarballs.flatMap((pkg) => tarballProblems(pkg, pkg.tarball));
  if (wrong.length > 0) throw new Error(`Nothing was published.\n${wrong.join("\n")}`);
  tell(`${tarballs.length} tarballs hold what their package.json names`);

  const registry = await startRegistry(tarballs);
  const asked = consumers(tarballs).filter(({ name }) => values.only === undefined || values.only === name);
  if (asked.length === 0) throw new Error(`There is no consumer ${values.only}.`);
  const outcomes = await inLanes(asked, async (consumer) => {
    const problems = await tryConsumer(consumer, join(folder, "consumers", consumer.name), registry.address, tarballs);
    tell(`${problems.length === 0 ? "ok  " : "FAIL"} ${consumer.name.padEnd(16)} ${consumer.what}`);
    for (const problem of problems) console.log(`     ${problem.replaceAll("\n", "\n     ")}`);
    return problems.map((problem) => `${consumer.name}: ${problem.split("\n")[0]}`);
  });
  registry.stop();
  const problems = outcomes.flat();
  if (problems.length > 0) throw new Error(`Nothing was published.\n${problems.join("\n")}`);

  if (!dryRun)
    execFileSync("npx", ["--yes", packageManager, "exec", "changeset", "publish"], { cwd: root, stdio: "inherit" });
  else tell("dry run: nothing was published");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} words */
function tell(words) {
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${words}`);
}
