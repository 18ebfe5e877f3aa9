import { estimateTables } from "../estimates/estimate-tables.ts";
import type { JobFigure } from "../figures/job-figure.ts";
import { lightCurveRows } from "../light-curve/light-curve-table.ts";
import type { LightCurveRun } from "../light-curve/run.ts";
import { cumulativeTable, dataFacts, intervalFact, termFacts } from "./data-facts.ts";
import { fitText, parameterTable } from "./fit-text.ts";
import { modelText } from "./model-text.ts";
import type { ReportContent } from "./report-html.ts";
import { lightCurveFindings } from "./variability-findings.ts";

/** What the report of a light curve tells. */
export function lightCurveReport({ result, lightCurve }: LightCurveRun, figures: readonly JobFigure[]): ReportContent {
  const { bins, emptyBins, fit, cumulative, warnings, provenance, job } = result;
  const points = lightCurve.rows.flatMap((row) => row.points);
  const measured = points.filter(({ success }) => success).length;
  const limits = points.filter(({ isUl }) => isUl).length;
  return {
    title: "Light curve",
    facts: [
      ...dataFacts(result),
      intervalFact(bins),
      ["Model", `${modelText(job.model)}, ${fit === null ? "as given" : "fitted to all intervals together"}`],
      ["Upper limits", `${job.ulMethod}, at ${job.nSigmaUl} standard deviations`],
      ...termFacts(result),
    ],
    findings: [
      `${measured} of ${points.length} fluxes were measured; ${limits} are shown as upper limits.${emptyBins.length > 0 ? ` ${emptyBins.length} intervals have no data.` : ""}`,
      ...(fit === null ? [] : [fitText(fit)]),
      ...lightCurveFindings(result),
    ],
    figures,
    tables: [
      ...(points.length === 0 ? [] : [{ title: "Fluxes", table: lightCurveRows(lightCurve) }]),
      ...estimateTables(
        bins.map(({ tStartIso, estimates }) => ({ label: tStartIso.slice(0, 19), estimates })),
        "tstart",
      ),
      ...(fit === null ? [] : [{ title: "Model", table: parameterTable(fit) }]),
      ...(cumulative.length === 0
        ? []
        : [{ title: "Counts, dataset by dataset added", table: cumulativeTable(cumulative) }]),
    ],
    warnings,
    provenance,
    job,
  };
}
