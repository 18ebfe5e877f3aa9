import { columnOf, type Table } from "@gammakit/core";
import { profileTable } from "@gammakit/io";
import type { JobFigure } from "../figures/job-figure.ts";
import type { FluxProfileRun } from "../flux-profile/run.ts";
import { comparisonWords } from "../time-resolved/comparison-words.ts";
import type { TimeResolvedRun } from "../time-resolved/run.ts";
import { comparisonTable } from "./comparison-table.ts";
import type { ReportContent } from "./report-html.ts";
import { variabilityFindings } from "./variability-findings.ts";

/** What the report of time-resolved spectroscopy tells. */
export function timeResolvedReport(run: TimeResolvedRun, figures: readonly JobFigure[]): ReportContent {
  const { result, table } = run;
  const { bins, datasets, observations, emptyBins, warnings, provenance, job } = result;
  const converged = bins.filter(({ success }) => success).length;
  const livetime = datasets.reduce((sum, { livetimeS }) => sum + livetimeS, 0);
  return {
    title: "Time-resolved spectroscopy",
    facts: [
      ["Data", String((job.data as { store?: unknown }).store)],
      ["Observations", `${observations.length}: ${observations.join(", ")}`],
      [
        "Intervals",
        bins.length === 0
          ? "none with data"
          : `${bins.length} with data, ${bins[0].tStartIso} to ${bins[bins.length - 1].tStopIso} UTC`,
      ],
      ["Datasets", `${datasets.length}, ${(livetime / 3600).toFixed(2)} h of livetime`],
      ["Model", modelText(job.model)],
      ...provenance.attribution.map((text) => ["Terms of the data", text] as const),
    ],
    findings: [
      `${converged} of ${bins.length} fits converged.${emptyBins.length > 0 ? ` ${emptyBins.length} intervals have no data.` : ""}`,
      ...variabilityFindings(result),
      ...comparisonWords(result),
    ],
    figures,
    tables: [
      { title: "Results", table: without(table, resultsOmit(table)) },
      ...(result.comparisons.length > 0 ? [{ title: "Comparisons", table: comparisonTable(result) }] : []),
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

/** What the report of a flux profile tells. */
export function fluxProfileReport(run: FluxProfileRun, figures: readonly JobFigure[]): ReportContent {
  const { result, profile } = run;
  const points = profile.rows.flatMap((row) => row.points);
  const measured = points.filter(({ success }) => success).length;
  const { nSigmaUl, ulMethod } = profile.rows[0];
  return {
    title: "Flux profile",
    facts: [
      ["Data", String(result.job.dataset)],
      ["Map", `${result.map.shape.join(" × ")} bins, ${result.map.counts} counts`],
      ["Regions", `${profile.rows.length}, ${profile.rows[0].points.length} energy bins each`],
      ["Model", modelText(result.job.model)],
      ["Upper limits", `${ulMethod}, at ${nSigmaUl} standard deviations`],
    ],
    findings: [
      `${measured} of ${points.length} fluxes were measured; ${points.filter(({ isUl }) => isUl).length} are shown as upper limits.`,
    ],
    figures,
    tables: [{ title: "Results", table: profileTable(profile, "dnde") }],
    warnings: result.warnings,
    provenance: result.provenance,
    job: result.job,
  };
}

function modelText(model: unknown): string {
  const { type, parameters } = model as { type?: unknown; parameters?: Readonly<Record<string, unknown>> };
  return `${type}${parameters ? ` (${Object.keys(parameters).join(", ")})` : ""}`;
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
