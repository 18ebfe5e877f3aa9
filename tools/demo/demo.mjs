import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { cli, root } from "@gammakit-tools/workspace";
import { simulatedNight } from "./simulated-night.mjs";
import { simulatedPlane } from "./simulated-plane.mjs";

// Both jobs on data that are simulated here, so that the truth is known; and on real data where there are some.
const out = join(root, "demo-output");
const data = process.env.GAMMAPY_DATA ?? "";

/** A new, empty folder. @param {string} name */
function folder(name) {
  const path = join(out, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return {
    path,
    shown: relative(process.cwd(), path) || ".",
    /** @param {string} file @param {string | Uint8Array} bytes */
    write(file, bytes) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), bytes);
    },
  };
}

/** The same on public data, where they are. */
function realData() {
  const hess = existsSync(join(data, "hess-dl3-dr1/obs-index.fits.gz"));
  const map = existsSync(join(data, "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"));
  if (hess) runJob("flare.yaml", "demo-output/flare");
  if (map) runJob("galactic-plane.yaml", "demo-output/galactic-plane");
  if (hess) console.log(`\n${terms}`);
  if (!hess && !map) console.log(`\n${howToGetData}`);
}

/** @param {string} name @param {string} result */
function runJob(name, result) {
  const job = join(root, "apps/docs/examples", name);
  console.log(`\ngammakit run apps/docs/examples/${name} --out ${result} --overwrite\n`);
  const words = ["run", job, "--out", join(root, result), "--overwrite"];
  const { status } = spawnSync(process.execPath, [cli.program, ...words], { stdio: "inherit" });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    return;
  }
  console.log(`Report: ${join(result, "report.html")}; beside it ${readdirSync(join(root, result)).sort().join(", ")}`);
}

const terms = `H.E.S.S. DL3 public test data release 1 (HESS DL3 DR1), H.E.S.S. collaboration, 2018
https://www.mpi-hd.mpg.de/hfm/HESS/pages/dl3-dr1/
Terms of use: no scientific publications may be derived from the data; using them for new claims about the astrophysical
sources is not permitted. Whoever uses them gives this attribution: "This work made use of data from the H.E.S.S. DL3 public
test data release 1 (HESS DL3 DR1, H.E.S.S. collaboration, 2018)." The terms go with every copy of the data.`;

const howToGetData = `The same jobs run on real data: a flare of PKS 2155-304 that H.E.S.S. saw, and the Galactic center as Fermi-LAT sees it.
Fetch them, say where they are, and run the demo again:
  node apps/cli/dist/gammakit.cjs download hess-dl3-dr1 fermi-3fhl-gc --to gammapy-data
  export GAMMAPY_DATA=$PWD/gammapy-data
  npm run demo`;

console.log("A night on a flaring blazar, simulated and analyzed\n");
await simulatedNight(folder("simulated-night"));
console.log("\nA strip of sky with three sources, simulated and analyzed\n");
await simulatedPlane(folder("simulated-plane"));
realData();
