import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const store = join(process.env.GAMMAPY_DATA ?? "", "hess-dl3-dr1");

const map = join(process.env.GAMMAPY_DATA ?? "", "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz");

const howToGetData = `The demo analyzes public test data of H.E.S.S., which are not part of this repository.

Get them either way:
  - from H.E.S.S.: https://www.mpi-hd.mpg.de/hfm/HESS/pages/dl3-dr1/ (unpack to a folder "hess-dl3-dr1")
  - with gammapy-data: https://github.com/gammapy/gammapy-data (the folder "hess-dl3-dr1" of it)

Then say where they are, and run the demo again:
  export GAMMAPY_DATA=/path/to/data     # the folder that holds "hess-dl3-dr1"
  npm run demo`;

const terms = `H.E.S.S. DL3 public test data release 1 (HESS DL3 DR1), H.E.S.S. collaboration, 2018
https://www.mpi-hd.mpg.de/hfm/HESS/pages/dl3-dr1/
Terms of use: no scientific publications may be derived from the data; using them for new claims about the astrophysical
sources is not permitted. Whoever uses them gives this attribution: "This work made use of data from the H.E.S.S. DL3 public
test data release 1 (HESS DL3 DR1, H.E.S.S. collaboration, 2018)." The terms go with every copy of the data.`;

if (existsSync(join(store, "obs-index.fits.gz"))) {
  runJob("flare.yaml", "demo-output/flare");
  if (existsSync(map)) runJob("galactic-plane.yaml", "demo-output/galactic-plane");
  console.log(`\n${terms}`);
} else if (process.env.GAMMAPY_DATA) console.log(`$GAMMAPY_DATA is set, but there is no ${store}.\n\n${howToGetData}`);
else console.log(howToGetData);

/** @param {string} name @param {string} folder */
function runJob(name, folder) {
  const out = join(root, folder);
  const job = join(root, "apps/docs/examples", name);
  const program = fileURLToPath(new URL("dist/gammakit.js", import.meta.resolve("gammakit/package.json")));
  console.log(`\ngammakit run apps/docs/examples/${name} --out ${folder} --overwrite\n`);
  mkdirSync(join(out, ".."), { recursive: true });
  const { status } = spawnSync(process.execPath, [program, "run", job, "--out", out, "--overwrite"], {
    stdio: "inherit",
  });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    return;
  }
  console.log("\nFiles:");
  for (const path of filesBelow(out)) console.log(`  ${relative(process.cwd(), path)}`);
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
