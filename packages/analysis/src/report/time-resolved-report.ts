import { columnOf, type Table } from "@gammakit/core";
import { estimateTables } from "../estimates/estimate-tables.ts";
import type { JobFigure } from "../figures/job-figure.ts";
import { comparisonWords } from "../time-resolved/comparison-words.ts";
import type { TimeResolvedRun } from "../time-resolved/run.ts";
import { comparisonTable } from "./comparison-table.ts";
import { dataFacts, intervalFact, termFacts } from "./data-facts.ts";
import { modelText } from "./model-text.ts";
import type { ReportContent } from "./report-html.ts";
import { variabilityFindings } from "./variability-findings.ts";

/** What the report of time-resolved spectroscopy tells. */
export function timeResolvedReport(run: TimeResolvedRun, figures: readonly JobFigure[]): ReportContent {
  const { result, table } = run;
  const { bins, emptyBins, warnings, provenance, job } = result;
  const converged = bins.filter(({ success }) => success).length;
  return {
    title: "Time-resolved spectroscopy",
    facts: [...dataFacts(result), intervalFact(bins), ["Model", modelText(job.model)], ...termFacts(result)],
    findings: [
      `${converged} of ${bins.length} fits converged.${emptyBins.length > 0 ? ` ${emptyBins.length} intervals have no data.` : ""}`,
      ...variabilityFindings(result),
      ...comparisonWords(result),
    ],
    figures,
    tables: [
      { title: "Results", table: without(table, resultsOmit(table)) },
      ...(result.comparisons.length > 0 ? [{ title: "Comparisons", table: comparisonTable(result) }] : []),
      ...estimateTables(
        bins.map(({ tStartIso, estimates }) => ({ label: tStartIso.slice(0, 19), estimates })),
        "tstart",
      ),
      { title: "Convergence", table: convergence(run) },
    ],
    warnings,
    provenance,
    job,
  };
}

/** Columns that other tables tell: how the fits ended, and what compared models gain. */
function resultsOmit({ columns }: Table): readonly string[] {
  const compared = columns.map(({ name }) => name).filter((name) => /_(delta_ts|significance)$/.test(name));
  return ["tstart_mjd", "tstop_mjd", "status", "success", "stat", ...compared];
}

function without(table: Table, dropped: readonly string[]): Table {
  const names = table.columns.map(({ name }) => name).filter((name) => !dropped.includes(name));
  return { ...table, columns: names.map((name) => columnOf(table, name)) };
}

function convergence({ result: { bins } }: TimeResolvedRun): Table {
  const text = (name: string, data: readonly string[]) => ({ name, unit: "", data });
  return {
    name: "convergence",
    rowCount: bins.length,
    meta: {},
    columns: [
      text(
        "tstart",
        bins.map(({ tStartIso }) => tStartIso),
      ),
      text(
        "datasets",
        bins.map(({ datasets }) => datasets.join(" ")),
      ),
      text(
        "status",
        bins.map(({ status }) => status),
      ),
      { name: "stat", unit: "", data: Float64Array.from(bins, ({ stat }) => stat ?? Number.NaN) },
      { name: "evaluations", unit: "", data: Int32Array.from(bins, ({ evaluations }) => evaluations) },
      text(
        "message",
        bins.map(({ message }) => message),
      ),
    ],
  };
}
