import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runIn } from "./project.mjs";

/**
 * Runs both main jobs in a folder with the example plugins, and looks at what came out.
 * @param {string} place
 * @param {(what: string, work: () => string | void) => void} check
 */
export function runJobs(place, check) {
  if (!process.env.GAMMAPY_DATA) {
    console.log("     the jobs are not run: $GAMMAPY_DATA is not set");
    if (process.env.CI === "true") check("the jobs have their data", () => fail("$GAMMAPY_DATA is not set."));
    return;
  }
  check("flare: model, optimizer, maker and estimator by name", () => {
    const { bins, provenance, warnings } = run(place, "flare.yaml");
    if (bins.length !== 24) fail(`${bins.length} intervals have data, not 24.`);
    const lost = bins.filter((/** @type {any} */ bin) => bin.status !== "converged");
    if (lost.length > 0) fail(`${lost.length} fits did not converge: ${lost[0].message}`);
    for (const { parameters, estimates } of bins) {
      const index = parameters.find((/** @type {any} */ { name }) => name === "index");
      // The spectrum at the source: harder than what arrives, whose index is between 3 and 4.1.
      if (!(index.value > 1 && index.value < 3.6 && index.error > 0 && index.error < 1))
        fail(`index ${index.value} ± ${index.error}`);
      const ratio = estimates[0].value.ratio;
      if (!Number.isFinite(ratio)) fail(`The hardness ratio is ${ratio}.`);
    }
    needs(provenance.plugins, [
      "gammakit-example-absorbed-power-law",
      "gammakit-example-bfgs",
      "gammakit-example-annulus",
    ]);
    if (warnings.length > 0) fail(`It warns: ${warnings[0].message}`);
    return `: ${bins.length} intervals, first index ${bins[0].parameters[0].value.toFixed(2)}`;
  });
  check("galactic plane: model and optimizer by name, with the fluxes of ours", () => {
    const theirs = fluxes(run(place, "galactic-plane.yaml"));
    const ours = fluxes(run(place, "galactic-plane.yaml", withOurs));
    let worst = 0;
    for (const [i, { norm, normErr }] of ours.entries()) {
      if (norm !== null) worst = Math.max(worst, Math.abs(theirs[i].norm - norm) / normErr);
    }
    if (!(worst <= 0.05)) fail(`A norm differs by ${worst} of its error from that of our optimizer.`);
    return `: ${ours.length} regions, norms within ${worst.toExponential(1)} of their errors`;
  });
}

/** @param {string} text */
const withOurs = (text) =>
  text.replace("example/apl", "power-law").replace(", redshift: 0", "").replace("example/bfgs", "minuit");

/** @param {any} result @returns {any[]} */
const fluxes = (result) => result.rows.flatMap((/** @type {any} */ row) => row.energies);

/** @param {string} place @param {string} name @param {(text: string) => string} [change] */
function run(place, name, change) {
  let job = name;
  if (change) {
    job = `changed-${name}`;
    writeFileSync(join(place, job), change(readFileSync(join(place, name), "utf8")));
  }
  runIn(place, "npx", ["--no", "gammakit", "--", "run", job, "--out", `${job}.out`, "--only", "json", "--quiet"]);
  return JSON.parse(readFileSync(join(place, `${job}.out`, "result.json"), "utf8"));
}

/** @param {readonly unknown[]} list @param {readonly string[]} names */
function needs(list, names) {
  const text = JSON.stringify(list);
  for (const name of names)
    if (!text.includes(name)) fail(`${name} is not among the plugins of the provenance: ${text}`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new Error(message);
}
