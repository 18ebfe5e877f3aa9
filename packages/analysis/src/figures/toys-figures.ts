import { chiSquareLowerTail, normalTail } from "@gammakit/core";
import { pullBins, ratioBins, ratioRange } from "@gammakit/estimators";
import type { ToySubjectResult } from "../toys/result.ts";
import type { ToysRun } from "../toys/run.ts";
import type { JobFigure } from "./job-figure.ts";

type Plot = typeof import("@gammakit/plot");

/**
 * The figures of a job of toys: pulls of each quantity, how often errors and limits hold the truth in each interval or flux, and the
 * likelihood ratio of the truth with χ². Those without a value are left out.
 */
export async function toysFigures({ result }: ToysRun): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  const { subjects, claims } = result;
  const names = [...new Set(subjects.flatMap(({ quantities }) => quantities.map(({ name }) => name)))];
  return [
    ...names.flatMap((name) => pullFigure(subjects, name, plot)),
    ...names.flatMap((name) => coverageFigure(subjects, name, claims.errors, plot)),
    ...limitFigure(subjects, claims.limits, plot),
    ...ratioFigure(subjects, plot),
  ];
}

function quantitiesOf(subjects: readonly ToySubjectResult[], name: string) {
  return subjects.map(({ quantities }) => quantities.find((one) => one.name === name));
}

function pullFigure(subjects: readonly ToySubjectResult[], name: string, plot: Plot): readonly JobFigure[] {
  const found = sumOf(
    quantitiesOf(subjects, name).map((one) => one?.pulls),
    pullBins,
  );
  const total = quantitiesOf(subjects, name).reduce((sum, one) => sum + (one?.used ?? 0), 0);
  if (total === 0) return [];
  const edges = edgesOf(-5, 5, pullBins);
  const expected = found.map((_, k) => total * (normalTail(edges[k]) - normalTail(edges[k + 1])));
  return [
    {
      name: `pulls-${name}`,
      figure: plot.seriesFigure({
        title: `Pulls of ${name}`,
        x: { quantity: "(value − truth) / error", unit: "", low: edges.slice(0, -1), high: edges.slice(1) },
        y: { quantity: "Toys", unit: "" },
        series: [
          { label: "toys", values: found, errors: found.map(Math.sqrt) },
          { label: "normal", values: expected },
        ],
      }),
      caption:
        "How far values are from the truth in units of their errors, and what is expected where errors are right.",
    },
  ];
}

function coverageFigure(
  subjects: readonly ToySubjectResult[],
  name: string,
  claim: number,
  plot: Plot,
): readonly JobFigure[] {
  const all = quantitiesOf(subjects, name);
  const series = [
    { label: "symmetric errors", shares: all.map((one) => one?.coverage) },
    { label: "asymmetric errors", shares: all.map((one) => one?.asymmetricCoverage) },
  ];
  return sharesFigure(`coverage-${name}`, `Coverage of the errors of ${name}`, series, claim, plot);
}

function limitFigure(subjects: readonly ToySubjectResult[], claim: number | null, plot: Plot): readonly JobFigure[] {
  if (claim === null) return [];
  const series = [{ label: "upper limits", shares: subjects.map(({ limitCoverage }) => limitCoverage) }];
  return sharesFigure("coverage-limits", "Coverage of the upper limits", series, claim, plot);
}

interface Shares {
  readonly label: string;
  readonly shares: readonly (ToySubjectResult["limitCoverage"] | undefined)[];
}

function sharesFigure(
  name: string,
  title: string,
  series: readonly Shares[],
  claim: number,
  plot: Plot,
): readonly JobFigure[] {
  const known = series.filter(({ shares }) => shares.some((one) => one !== undefined && one.share !== null));
  if (known.length === 0) return [];
  const [{ shares: first }] = known;
  const percent = (value: number | null | undefined) => 100 * (value ?? Number.NaN);
  return [
    {
      name,
      figure: plot.seriesFigure({
        title,
        x: {
          quantity: "Number, as in the table",
          unit: "",
          low: first.map((_, i) => i - 0.5),
          high: first.map((_, i) => i + 0.5),
          tickStep: 1,
        },
        y: { quantity: `Holds the truth more often than ${percent(claim).toFixed(1)} %, by`, unit: "%" },
        series: [
          ...known.map(({ label, shares }) => ({
            label,
            values: shares.map((one) => percent(one?.share) - percent(claim)),
            errors: shares.map((one) => percent(one?.error)),
          })),
          { label: "claimed", values: first.map(() => 0) },
        ],
      }),
      caption: "How often the truth is held, above (more often) or below what is claimed, with binomial errors.",
    },
  ];
}

function ratioFigure(subjects: readonly ToySubjectResult[], plot: Plot): readonly JobFigure[] {
  const found = sumOf(
    subjects.map(({ likelihoodRatio }) => likelihoodRatio.counts),
    ratioBins,
  );
  const total = subjects.reduce((sum, { likelihoodRatio }) => sum + (likelihoodRatio.used ?? 0), 0);
  if (total === 0) return [];
  const edges = edgesOf(0, ratioRange, ratioBins);
  const expected = found.map((_, k) =>
    subjects.reduce((sum, { likelihoodRatio: { used, dof } }) => {
      if (used === null || dof === null) return sum;
      return sum + used * (chiSquareLowerTail(edges[k + 1], dof) - chiSquareLowerTail(edges[k], dof));
    }, 0),
  );
  return [
    {
      name: "likelihood-ratio",
      figure: plot.seriesFigure({
        title: "Likelihood ratio of the truth",
        x: {
          quantity: "−2 ln L at the truth above that at the best fit",
          unit: "",
          low: edges.slice(0, -1),
          high: edges.slice(1),
        },
        y: { quantity: "Toys", unit: "", scale: "log" },
        series: [
          // The lower error of one count is 0.83 (Garwood 1936): an axis in the logarithm has no zero.
          { label: "toys", values: found, errors: found.map((n) => Math.min(Math.sqrt(n), 0.83 * n)) },
          { label: "χ²", values: expected.map((n) => (n > 0.1 ? n : Number.NaN)) },
        ],
      }),
      caption: "The likelihood ratio of the truth, and the χ² distribution that it follows where Wilks' theorem holds.",
    },
  ];
}

function edgesOf(from: number, to: number, bins: number): readonly number[] {
  return Array.from({ length: bins + 1 }, (_, k) => from + ((to - from) * k) / bins);
}

function sumOf(histograms: readonly (readonly (number | null)[] | undefined)[], bins: number): readonly number[] {
  return Array.from({ length: bins }, (_, k) => histograms.reduce((sum, counts) => sum + (counts?.[k] ?? 0), 0));
}
