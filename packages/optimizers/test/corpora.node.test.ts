import type { MinimizeResult, Objective, Optimizer } from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { mghFunctions } from "../../minuit/test/support/mgh.ts";
import { nistModels } from "../../minuit/test/support/nist.ts";
import { type PoissonProblem, poissonObjective } from "../../minuit/test/support/poisson.ts";
import { leastSquares, levenbergMarquardt, nelderMead } from "../src/index.ts";

/** How a run on a problem of known solution went. */
type Verdict = "found" | "honest" | "false success";

/** Counts verdicts, and prints what was not found. */
class Score {
  readonly verdicts = new Map<string, Verdict>();
  readonly reasons: string[] = [];
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** `wrong` where a result that is not right would be a false success. */
  add(id: string, right: boolean, { status, value, message }: MinimizeResult, wrong = !right): void {
    const verdict =
      status === "converged" && right ? "found" : status === "converged" && wrong ? "false success" : "honest";
    this.verdicts.set(id, verdict);
    if (verdict !== "found") this.reasons.push(`\n  ${verdict} ${id}: ${status} at ${value}: ${message}`);
  }

  list(verdict: Verdict): readonly string[] {
    return [...this.verdicts].flatMap(([id, own]) => (own === verdict ? [id] : []));
  }

  report(): void {
    const falseOnes = this.list("false success").length;
    console.log(
      `${this.name}: ${this.list("found").length} of ${this.verdicts.size} found, ${falseOnes} false successes${this.reasons.join("")}`,
    );
  }
}

const optimizers: readonly (readonly [string, Optimizer])[] = [
  ["levenberg-marquardt", levenbergMarquardt({ maxEvaluations: 100_000 })],
  ["nelder-mead", nelderMead({ maxEvaluations: 200_000, restarts: 30 })],
];

interface NistProblem {
  readonly name: string;
  readonly response: string;
  readonly start1: readonly number[];
  readonly start2: readonly number[];
  readonly certified: readonly number[];
  readonly certified_sd: readonly number[];
  readonly certified_residual_sd: number;
  readonly data: Readonly<Record<string, readonly number[]>>;
}

interface MghProblem {
  readonly number: number;
  readonly name: string;
  readonly data: { readonly y?: readonly number[]; readonly u?: readonly number[] };
  readonly x0: readonly number[];
  readonly minima: readonly { readonly f: number; readonly f_refined?: number | null }[];
}

/** The same function without derivatives. */
function plain({ gradient: _, curvature: __, ...objective }: Objective): Objective {
  return objective;
}

describeWith(["GAMMAKIT_CORPORA"], "the corpora of minuit", () => {
  test.each(optimizers)("%s: fits of Poisson counts, without derivatives", async (name, optimizer) => {
    const { problems } = await readJson<{ problems: readonly PoissonProblem[] }>(
      "GAMMAKIT_CORPORA",
      "optim/poisson_fits.json",
    );
    const score = new Score(`Poisson, ${name}: value within 1e-3, parameters within 0.02 of their errors`);
    for (const problem of problems) {
      const { truth, fixed, id } = problem;
      if (truth === null) continue;
      const objective = poissonObjective(problem);
      const hold = (values: Float64Array) => values.map((v, i) => (fixed[i] ? objective.start[i] : v));
      const result = await optimizer.minimize({
        ...objective,
        lower: hold(objective.lower),
        upper: hold(objective.upper),
      });
      const near = truth.values.every(
        (value, i) => fixed[i] || Math.abs(result.x[i] - value) <= 0.02 * truth.hesse_errors[i],
      );
      score.add(id, near && Math.abs(result.value - truth.fmin) < 1e-3, result);
    }
    score.report();
    expect(score.list("false success")).toEqual([]);
    expect(score.list("honest")).toEqual([]);
  });

  test.each(optimizers)("%s: the regressions of NIST StRD", async (name, optimizer) => {
    const { problems } = await readJson<{ problems: readonly NistProblem[] }>(
      "GAMMAKIT_CORPORA",
      "optim/nist_strd.json",
    );
    const score = new Score(`NIST StRD from both starts, ${name}: parameters within 0.01 of their errors`);
    for (const problem of problems) {
      const { data, certified, certified_sd: errors, certified_residual_sd: sigma } = problem;
      const y = problem.response === "log(y)" ? data.y.map((value) => Math.log(value)) : data.y;
      const x = data.x ?? data.x1;
      const model = nistModels[problem.name];
      const residuals = (b: Float64Array) => x.map((at, k) => (y[k] - model(b, at, (data.x2 ?? x)[k])) / sigma);
      for (const start of ["start1", "start2"] as const) {
        const objective = leastSquares(residuals, problem[start]);
        const result = await optimizer.minimize(name === "nelder-mead" ? plain(objective) : objective);
        const near = certified.every((value, i) => Math.abs(result.x[i] - value) <= 0.01 * errors[i]);
        score.add(`${problem.name} ${start}`, near, result);
      }
    }
    score.report();
    expect(score.list("false success")).toEqual([]);
  });

  test.each(optimizers)("%s: the functions of Moré, Garbow & Hillstrom", async (name, optimizer) => {
    const { problems } = await readJson<{ problems: readonly MghProblem[] }>("GAMMAKIT_CORPORA", "optim/mgh.json");
    const score = new Score(`Moré-Garbow-Hillstrom, ${name}: within 1e-5 of a known minimum`);
    for (const { number, name: title, data, x0, minima } of problems) {
      const { y = [], u = [] } = data;
      const objective = leastSquares((x) => mghFunctions[number](x, y, u), x0);
      const result = await optimizer.minimize(name === "nelder-mead" ? plain(objective) : objective);
      const distance = Math.min(...minima.map(({ f, f_refined }) => Math.abs(result.value - (f_refined ?? f))));
      // 1e-3 is what the conformance suite lets pass: 3 % of an error.
      score.add(title, distance < 1e-5, result, distance > 1e-3);
    }
    score.report();
    expect(score.list("false success")).toEqual([]);
  });
});
