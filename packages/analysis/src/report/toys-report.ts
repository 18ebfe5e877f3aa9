import type { JobFigure } from "../figures/job-figure.ts";
import { toysFindings } from "../toys/findings.ts";
import type { ToysRun } from "../toys/run.ts";
import { toysTable } from "../toys/toys-table.ts";
import type { ReportContent } from "./report-html.ts";

/** What the report of a job of toys tells. */
export function toysReport({ result }: ToysRun, figures: readonly JobFigure[]): ReportContent {
  const { subjects, warnings, provenance, job } = result;
  const of = job.of as Readonly<Record<string, unknown>>;
  const what = of.job === "flux-profile" ? "fluxes" : "intervals";
  return {
    title: "Toy Monte Carlo",
    facts: [
      ["Of", `${String(of.job)}, ${subjects.length} ${what}`],
      ["Toys", `${String(job.toys)} of each, seed ${String(job.seed)}`],
      ["Truth", job.truth === undefined ? "what was fitted to the data" : JSON.stringify(job.truth)],
      ...provenance.attribution.map((text) => ["Terms of the data", text] as const),
    ],
    findings: toysFindings(result),
    figures,
    tables: subjects.length === 0 ? [] : [{ title: "Bias, pulls and coverage", table: toysTable(result) }],
    warnings,
    provenance,
    job,
  };
}
