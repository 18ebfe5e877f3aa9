import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { describeWith } from "@gammakit-tools/vitest/data";
import { type FlareReference, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { beforeAll, expect, test } from "vitest";

const script = new URL("../../../apps/docs/examples/time-resolved-spectroscopy.mjs", import.meta.url);

test("the script has at most 40 lines", () => {
  expect(readFileSync(script, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(40);
});

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the script, in a process of its own", () => {
  let reference: FlareReference;
  let printed: string;
  let columns: Readonly<Record<string, readonly number[]>>;

  beforeAll(async () => {
    reference = await readFlareReference();
    const after =
      "console.log(JSON.stringify(Object.fromEntries(table.columns.map(({ name, data }) => [name, Array.from(data)]))));";
    const code = `const { table } = await import(${JSON.stringify(script.href)});\n${after}`;
    const cwd = fileURLToPath(new URL(".", script));
    const output = execFileSync(execPath, ["--input-type=module", "--eval", code], { cwd, encoding: "utf8" });
    const lines = output.trimEnd().split("\n");
    columns = JSON.parse(lines.pop() ?? "");
    printed = lines.join("\n");
  });

  test("prints a row for each interval", () => {
    expect(printed.match(/^2006-07-\S+ .*converged/gm)).toHaveLength(24);
  });

  test.each(["index", "amplitude"])("%s agrees with the reference within 1 %% of its error", (name) => {
    reference.fits.forEach(({ parameters }, i) => {
      const { value, error } = parameters[name];
      expect(Math.abs(columns[name][i] - value) / error).toBeLessThan(0.01);
      expect(Math.abs(columns[`${name}_err`][i] / error - 1)).toBeLessThan(0.005);
    });
  });

  test("flux and its error agree with the reference within 0.5 %, the flux within 1 % of its error, the statistic to 1e-4", () => {
    expect(reference.fits).toHaveLength(24);
    reference.fits.forEach(({ integralFlux1to10TeV: [value, error], totalStat }, i) => {
      expect(columns.stat[i]).toBeLessThan(totalStat + 1e-4);
      expect(Math.abs(columns.flux[i] / value - 1)).toBeLessThan(0.005);
      expect(Math.abs(columns.flux_err[i] / error - 1)).toBeLessThan(0.005);
      expect(Math.abs(columns.flux[i] - value) / error).toBeLessThan(0.01);
    });
  });
});
