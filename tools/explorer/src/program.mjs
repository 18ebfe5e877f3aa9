import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cli } from "@gammakit-tools/workspace";

// What the command line makes of a job: the explorer must give the same.

/** How far two numbers may lie apart, relative: results do not depend on the engine (decision record 40). */
export const tolerance = 1e-12;

/** A result without what is another each time. @param {any} result */
export const bare = ({ provenance: _, ...result }) => result;

/** What the program makes of a job file. @param {string} job @returns {{ result: any, table: string }} */
export function runProgram(job) {
  const out = join(dirname(job), "out");
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli.program, "run", job, "--out", out, "--only", "json,table", "--overwrite"],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return {
    result: JSON.parse(readFileSync(join(out, "result.json"), "utf8")),
    table: readFileSync(join(out, "table.csv"), "utf8"),
  };
}
