import { execFileSync } from "node:child_process";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";

type Pair = readonly [value: number, error: number];
interface Wanted {
  readonly totalStat: number;
  readonly amplitude: Pair;
  readonly alpha: Pair;
  readonly betaLog10: Pair;
}
interface Found {
  readonly name: string;
  readonly stat: number;
  readonly parameters: Readonly<Record<"amplitude" | "alpha" | "beta", Pair>>;
}

const script = new URL("../../../apps/docs/examples/joint-crab.mjs", import.meta.url);

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the script of five telescopes, in a process of its own", () => {
  test("prints what the reference has, for each and for all together", async () => {
    const reference = await readJson<Readonly<Record<string, Wanted>>>("GAMMAKIT_REFERENCE", "joint-crab.json");
    const after = `console.log(JSON.stringify(fits.map(({ name, stat, model }) => ({
      name, stat, parameters: Object.fromEntries(model.parameters.map((p) => [p.name, [p.value, p.error]])),
    }))));`;
    const code = `const { fits } = await import(${JSON.stringify(script.href)});\n${after}`;
    const cwd = fileURLToPath(new URL(".", script));
    const output = execFileSync(execPath, ["--input-type=module", "--eval", code], { cwd, encoding: "utf8" });
    const lines = output.trimEnd().split("\n");
    const fits: readonly Found[] = JSON.parse(lines.pop() ?? "");
    expect(fits.map(({ name }) => name)).toEqual(["fermi", "magic", "veritas", "fact", "hess", "joint"]);
    for (const { name, stat, parameters } of fits) {
      const { totalStat, amplitude, alpha, betaLog10 } = reference[name];
      const beta = betaLog10.map((value) => value / Math.LN10);
      expect(Math.abs(stat - totalStat)).toBeLessThan(1e-3);
      for (const [key, [value, error]] of Object.entries({ amplitude, alpha, beta })) {
        const [found, foundError] = parameters[key as keyof Found["parameters"]];
        expect(Math.abs(found - value)).toBeLessThan(0.01 * error);
        expect(Math.abs(foundError / error - 1)).toBeLessThan(0.01);
      }
    }
    // Six flux points, of which all but the last are far above the background.
    expect(lines.filter((line) => / true *$/.test(line))).toHaveLength(6);
  });
});
