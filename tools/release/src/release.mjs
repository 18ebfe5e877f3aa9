import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { tryAsConsumer } from "./consumer.mjs";
import { pack, tarballProblems } from "./tarball.mjs";

// Packs every public package, tries the packages as a stranger would, and publishes them. `--dry-run` publishes nothing.
const { values } = parseArgs({ options: { "dry-run": { type: "boolean" } } });
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "gammakit-release-"));
try {
  const published = packagesIn(root).filter(({ manifest }) => manifest.private !== true);
  const tarballs = published.map((pkg) => ({ ...pkg, tarball: pack(pkg, join(folder, "tarballs"), packageManager) }));
  const problems = tarballs.flatMap((pkg) => tarballProblems(pkg, pkg.tarball));
  if (problems.length === 0) problems.push(...(await tryAsConsumer(tarballs, join(folder, "consumer"))));
  if (problems.length > 0) throw new Error(`Nothing was published.\n${problems.join("\n")}`);
  console.log(`${tarballs.length} packages pack, install, import and bundle.`);
  if (values["dry-run"] !== true) {
    const npx = ["--yes", packageManager, "exec", "changeset", "publish"];
    execFileSync("npx", npx, { cwd: root, stdio: "inherit" });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
