import type { FluxPoint } from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { compileNormStatistic } from "../src/index.ts";

interface Reference {
  readonly profiles: readonly {
    readonly columns: Readonly<Record<"norm_scan" | "stat_scan", { readonly values: readonly number[][][] }>> & {
      readonly stat: { readonly values: readonly number[][] };
    };
  }[];
}

/** Rises on Gammapy's grid of 500 norms, in the upper energy bin of two rings. */
const golden: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  0: { 0: 1939.75547662, 100: 20.1369885701, 250: 0.210733166699, 300: 0.164673381114, 499: 9.3133605883 },
  3: { 0: 5.59331221727, 100: 0.00431582021999, 150: 0.637593360053, 250: 5.01938908551, 499: 24.5742627998 },
};

/** Number of those norms with a rise below 4, ring by ring. */
const below = [232, 179, 101, 218, 129, 78, 79, 252, 140, 263];

describeWith(["GAMMAKIT_REFERENCE"], "the statistic between scanned norms", () => {
  test("is that of the reference's likelihood profiles", async () => {
    const { profiles } = await readJson<Reference>("GAMMAKIT_REFERENCE", "flux-profiles.json");
    const { norm_scan, stat_scan, stat } = profiles[1].columns;
    const counts = norm_scan.values.map((_, ring) => {
      const scan = { norm: norm_scan.values[ring][1], stat: stat_scan.values[ring][1] };
      const statistic = compileNormStatistic({ stat: stat.values[ring][1], scan } as unknown as FluxPoint);
      const rises = Array.from({ length: 500 }, (__, k) => statistic(-0.994 + 0.012 * k));
      for (const [k, rise] of Object.entries(golden[ring] ?? {})) {
        expect(Math.abs(rises[Number(k)] / rise - 1)).toBeLessThan(1e-9);
      }
      return rises.filter((rise) => rise < 4).length;
    });
    expect(counts).toEqual(below);
  });
});
