import { assertClose } from "@gammakit/testing";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { hesse, type MinuitResult, migrad } from "../src/index.ts";
import { median, Tally, usualSteps } from "./support/corpus.ts";
import { nistModels } from "./support/nist.ts";
import { objectiveOf } from "./support/objective.ts";

type Start = "start1" | "start2";

interface NistProblem {
  readonly name: string;
  readonly response: string;
  readonly params: readonly string[];
  readonly start1: readonly number[];
  readonly start2: readonly number[];
  readonly certified: readonly number[];
  readonly certified_sd: readonly number[];
  readonly certified_residual_sd: number;
  readonly check_rss_at_certified: number;
  readonly dat_file: string;
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly iminuit_2_11: Readonly<
    Record<Start, { readonly valid: boolean; readonly min_digits: number; readonly nfcn: number }>
  >;
}

const starts = ["start1", "start2"] as const;

/** Certified digits asked for. */
const wanted = 4;

describeWith(["GAMMAKIT_CORPORA"], "the regressions of NIST StRD", async () => {
  const load = async (): Promise<readonly NistProblem[]> => {
    const file = await readJson<{ problems: readonly NistProblem[] }>("GAMMAKIT_CORPORA", "optim/nist_strd.json");
    return file.problems;
  };
  const predict = ({ name, data }: NistProblem): ((b: Float64Array) => number[]) => {
    const model = nistModels[name];
    const x = data.x ?? data.x1;
    const x2 = data.x2 ?? x;
    return (b) => x.map((value, i) => model(b, value, x2[i]));
  };
  const measured = ({ data, response }: NistProblem): readonly number[] =>
    response === "log(y)" ? data.y.map((value) => Math.log(value)) : data.y;
  /** Sum of squares of the distance from `y`, in units of the certified residual standard deviation. */
  const chiSquare = (problem: NistProblem, y: readonly number[]): ((b: Float64Array) => number) => {
    const curve = predict(problem);
    return (b) => curve(b).reduce((sum, value, i) => sum + ((y[i] - value) / problem.certified_residual_sd) ** 2, 0);
  };
  const run = (problem: NistProblem, start: Start, strategy: 1 | 2, errors: "hesse" | "auto"): MinuitResult => {
    const objective = objectiveOf(chiSquare(problem, measured(problem)), problem[start], {
      step: usualSteps(problem[start]),
    });
    return migrad(objective, { strategy, tolerance: 0.01, maxCalls: 100_000, errors });
  };
  /** By the usual strategy; by the careful one where that did not converge, or came to a place where there are no errors. */
  const solve = (problem: NistProblem, start: Start): MinuitResult => {
    const results = [run(problem, start, 1, "hesse")];
    if (!isComplete(results[0])) results.push(run(problem, start, 2, "hesse"));
    const converged = results.filter(({ status }) => status === "converged");
    const candidates = converged.length > 0 ? converged : results;
    return candidates.find(isComplete) ?? candidates.reduce((a, b) => (b.value < a.value ? b : a));
  };
  const isComplete = ({ status, covariance }: MinuitResult): boolean =>
    status === "converged" && covariance !== undefined;
  const digitsOf = (problem: NistProblem, x: Float64Array): number =>
    Math.min(...problem.certified.map((value, i) => -Math.log10(Math.abs(x[i] / value - 1))));

  test("are what the files of NIST say", async () => {
    for (const problem of await load()) {
      const text = new TextDecoder().decode(await readData("GAMMAKIT_CORPORA", `optim/${problem.dat_file}`));
      const rows = [...text.matchAll(/^\s*b(\d+) =\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*$/gm)].map((row) =>
        row.map(Number),
      );
      const table = [problem.start1, problem.start2, problem.certified, problem.certified_sd];
      expect(rows.length, problem.name).toBe(problem.params.length);
      rows.forEach((row, i) => {
        expect(row.slice(2), problem.name).toEqual(table.map((column) => column[i]));
      });
    }
  });

  test("have the certified sum of squares at the certified values", async () => {
    for (const problem of await load()) {
      const value = chiSquare(problem, measured(problem))(Float64Array.from(problem.certified));
      const rss = value * problem.certified_residual_sd ** 2;
      assertClose(rss, problem.check_rss_at_certified, { relative: 1e-5, label: problem.name });
    }
  });

  test("are solved to 4 digits from both starts, but for those listed", async () => {
    const tally = new Tally("NIST StRD, both starts: 4 certified digits");
    const reached = new Tally("NIST StRD, starts from which iminuit gets 2 digits: 4 certified digits");
    for (const problem of await load()) {
      for (const start of starts) {
        const result = solve(problem, start);
        const { x, status } = result;
        const digits = digitsOf(problem, x);
        const check = (): void => {
          if (status !== "converged" || digits < wanted) throw new Error(`${status}, ${digits.toFixed(1)} digits`);
        };
        tally.check(`${problem.name} ${start}`, check);
        const theirs = problem.iminuit_2_11[start];
        if (theirs.valid && theirs.min_digits >= 2) reached.check(`${problem.name} ${start}`, check);
        if (isComplete(result))
          expect(digits, `${problem.name} ${start}: errors away from the minimum`).toBeGreaterThan(wanted);
      }
    }
    tally.report();
    reached.report();
    expect(tally.total).toBe(54);
    // Lanczos1: residuals of 1e-14, so that the sum of squares, 1e-25, is the rounding of the curve. The search stops where
    // that rules, with 5 digits right and status "failed". iminuit says "invalid" as well.
    // MGH17: two of three exponentials lose their effect on the way, a valley to infinity in which iminuit ends as well.
    // "converged" in value, but with no errors.
    const known = ["Lanczos1 start1", "Lanczos1 start2", "MGH17 start1"];
    expect(Object.keys(tally.missed).filter((id) => !known.includes(id))).toEqual([]);
    expect(reached.missed).toEqual({});
  });

  test("have the certified standard deviations, those of a curve without residuals", async () => {
    const tally = new Tally("NIST StRD, certified standard deviations to 1e-3");
    for (const problem of await load()) {
      const at = Float64Array.from(problem.certified);
      // The certified covariance is s² (JᵀJ)⁻¹, which leaves out what residuals add to the second derivatives.
      const objective = objectiveOf(chiSquare(problem, predict(problem)(at)), problem.certified, {
        step: usualSteps(problem.certified),
      });
      tally.check(problem.name, () => {
        const { errors, covariance } = hesse(objective, at);
        expect(covariance).toBeDefined();
        assertClose(errors, problem.certified_sd, { relative: 1e-3, label: "errors" });
      });
    }
    tally.report();
    expect(tally.total).toBe(27);
    // Its residuals are 1e-13 of its curve, which doubles know to 1e-16: no errors, and none are claimed.
    expect(tally.missed).toEqual({ Lanczos1: expect.stringContaining("undefined") });
  });

  test("take as many calls as iminuit takes (median)", async () => {
    for (const start of starts) {
      const ratios: number[] = [];
      for (const problem of await load()) {
        const theirs = problem.iminuit_2_11[start];
        if (theirs.valid) ratios.push(run(problem, start, 2, "auto").evaluations / theirs.nfcn);
      }
      console.log(
        `NIST StRD, strategy 2, ${start}: calls / iminuit's (MIGRAD and HESSE), median of ${ratios.length}: ${median(ratios).toFixed(3)}`,
      );
      expect(median(ratios)).toBeLessThanOrEqual(1.1);
    }
  });
});
