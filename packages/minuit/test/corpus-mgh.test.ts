import { assertClose } from "@gammakit/testing";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { type MinuitOptions, type MinuitResult, migrad } from "../src/index.ts";
import { median, Tally, usualSteps } from "./support/corpus.ts";
import { mghFunctions } from "./support/mgh.ts";
import { objectiveOf } from "./support/objective.ts";

interface MghProblem {
  readonly number: number;
  readonly name: string;
  readonly data: { readonly y?: readonly number[]; readonly u?: readonly number[] };
  readonly x0: readonly number[];
  readonly start_multipliers: readonly number[];
  readonly at_x0: { readonly residuals: readonly number[] };
  readonly minima: readonly { readonly f: number; readonly f_refined?: number | null }[];
  readonly iminuit_2_11: Readonly<
    Record<string, { readonly valid: boolean; readonly nfcn: number; readonly fval: number }>
  >;
}

/** The options of the two runs of iminuit in the corpus: its defaults, and those of "<multiplier>_strict". */
const modes: Readonly<Record<string, MinuitOptions>> = {
  "": { maxCalls: 100_000 },
  _strict: { strategy: 2, tolerance: 1e-6, maxCalls: 100_000 },
};

describeWith(["GAMMAKIT_CORPORA"], "the functions of Moré, Garbow & Hillstrom", async () => {
  const load = async (): Promise<readonly MghProblem[]> => {
    const file = await readJson<{ problems: readonly MghProblem[] }>("GAMMAKIT_CORPORA", "optim/mgh.json");
    return file.problems;
  };
  const run = (problem: MghProblem, multiplier: number, options: MinuitOptions): MinuitResult => {
    const { y = [], u = [] } = problem.data;
    const residuals = mghFunctions[problem.number];
    const zero = problem.x0.every((value) => value === 0) && multiplier !== 1;
    const start = problem.x0.map((value) => (zero ? multiplier / 10 : value * multiplier));
    const objective = objectiveOf((x) => residuals(x, y, u).reduce((sum, r) => sum + r * r, 0), start, {
      step: usualSteps(start),
    });
    return migrad(objective, options);
  };
  /** Distance from the nearest known minimum. */
  const distance = (problem: MghProblem, value: number): number =>
    Math.min(...problem.minima.map(({ f, f_refined }) => Math.abs(value - (f_refined ?? f))));

  test("have the residuals of the paper at their start", async () => {
    for (const problem of await load()) {
      const { y = [], u = [] } = problem.data;
      const residuals = mghFunctions[problem.number](Float64Array.from(problem.x0), y, u);
      assertClose(residuals, problem.at_x0.residuals, { relative: 1e-12, absolute: 1e-12, label: problem.name });
    }
  });

  test("are minimized from the standard start, by the defaults or by a strict search, but for those listed", async () => {
    const tally = new Tally("Moré-Garbow-Hillstrom from x0, within 1e-5 of a known minimum");
    const problems = await load();
    for (const problem of problems) {
      tally.check(problem.name, () => {
        const options = [{ ...modes[""], errors: "hesse" } as const, modes._strict];
        const results = options.map((option) => run(problem, 1, option));
        const solved = results.some(({ status, value }) => status === "converged" && distance(problem, value) < 1e-5);
        if (!solved) throw new Error(results.map(({ status, value }) => `${status} at ${value}`).join(", "));
      });
    }
    tally.report();
    expect(problems.length).toBe(42);
    expect(Object.keys(tally.missed)).toEqual([
      // Singular by construction: the first and last parameters have no effect. The value is right to the last digit, but
      // "converged" promises errors, and there are none. iminuit says "invalid" as well.
      "Linear rank 1, zero cols/rows n=5 m=10",
    ]);
    const flat = problems.find(({ name }) => name.startsWith("Linear rank 1, zero"));
    if (flat) {
      const { value, diagnostics, covariance, message } = run(flat, 1, modes[""]);
      assertClose(value, flat.minima[0].f, { relative: 1e-12 });
      expect(diagnostics.hesseFailed).toBe(true);
      expect(covariance).toBeUndefined();
      expect(message).toMatch(/may not depend on every parameter/);
    }
  });

  test("are never called minimized, with errors, away from a minimum that iminuit reaches", async () => {
    const tally = new Tally("Moré-Garbow-Hillstrom from x0, 10 x0 and 100 x0, defaults and strict: as low as iminuit");
    for (const problem of await load()) {
      for (const [key, theirs] of Object.entries(problem.iminuit_2_11)) {
        const [multiplier, strict] = key.split("_");
        const result = run(problem, Number(multiplier), modes[strict === undefined ? "" : "_strict"]);
        tally.check(`${problem.name} ${key}`, () => {
          if (!theirs.valid) return;
          const low = result.value <= theirs.fval + 1e-3 || distance(problem, result.value) < 1e-3;
          const honest = result.status !== "converged" || result.covariance === undefined;
          if (!low && !honest) throw new Error(`converged at ${result.value}, iminuit at ${theirs.fval}`);
        });
      }
    }
    tally.report();
    expect(tally.missed).toEqual({});
  });

  test("take as many calls as iminuit takes (median), from near and far", async () => {
    for (const [key, options] of Object.entries(modes)) {
      const search: number[] = [];
      const whole: number[] = [];
      for (const problem of await load()) {
        for (const multiplier of problem.start_multipliers) {
          const theirs = problem.iminuit_2_11[`${multiplier}${key}`];
          if (!theirs.valid) continue;
          search.push(run(problem, multiplier, { ...options, errors: "migrad" }).evaluations / theirs.nfcn);
          whole.push(run(problem, multiplier, options).evaluations / theirs.nfcn);
        }
      }
      console.log(
        `Moré-Garbow-Hillstrom, strategy ${options.strategy ?? 1}: calls / iminuit's, median of ${search.length}: ` +
          `MIGRAD ${median(search).toFixed(3)}, with the defaults ${median(whole).toFixed(3)}`,
      );
      expect(median(search)).toBeLessThanOrEqual(1.1);
      expect(median(whole)).toBeLessThanOrEqual(1.1);
    }
  });
});
