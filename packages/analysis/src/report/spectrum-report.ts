import { fluxPointsTable } from "@gammakit/io";
import { estimateTables } from "../estimates/estimate-tables.ts";
import type { JobFigure } from "../figures/job-figure.ts";
import type { SpectrumRun } from "../spectrum/run.ts";
import type { SpectrumFilesRun } from "../spectrum-files/run.ts";
import { comparisonFindings } from "./comparison-findings.ts";
import { tableOfComparisons } from "./comparison-table.ts";
import { cumulativeTable, dataFacts, fileFacts, termFacts } from "./data-facts.ts";
import { fitText, parameterTable } from "./fit-text.ts";
import { modelText } from "./model-text.ts";
import { posteriorTable, posteriorText } from "./posterior-text.ts";
import type { ReportContent } from "./report-html.ts";

/** What the report of a spectrum tells. */
export function spectrumReport(
  { result, fluxPoints }: SpectrumRun | SpectrumFilesRun,
  figures: readonly JobFigure[],
): ReportContent {
  const { fit, comparisons = [], cumulative, integralFlux, stacked, posterior, warnings, provenance, job } = result;
  const { points, ulMethod, nSigmaUl } = fluxPoints;
  const measured = points.filter(({ success }) => success).length;
  const unscanned = points.map(({ scan: _, ...point }) => point);
  const last = cumulative.at(-1);
  const { value, error, eMinTeV, eMaxTeV } = integralFlux;
  return {
    title: "Spectrum",
    facts: [
      ...("observations" in result ? dataFacts(result) : fileFacts(result)),
      ["Fit", stacked === null ? "jointly to all datasets" : "to all datasets stacked to one"],
      ["Model", modelText(job.model)],
      ["Upper limits", `${ulMethod}, at ${nSigmaUl} standard deviations`],
      ...termFacts(result),
    ],
    findings: [
      ...(last === undefined
        ? []
        : [
            `Excess ${last.excess.toFixed(1)} ± ${last.excessError.toFixed(1)}${last.significance === null ? "" : `, ${last.significance.toFixed(1)} σ`}.`,
          ]),
      ...(fit === null ? ["There are no data."] : [fitText(fit)]),
      ...(value === null || error === null
        ? []
        : [
            `Flux from ${eMinTeV} to ${eMaxTeV} TeV: (${value.toExponential(3)} ± ${error.toExponential(1)}) cm⁻² s⁻¹.`,
          ]),
      ...(fit === null ? [] : comparisonFindings(fit, comparisons)),
      `${measured} of ${points.length} flux points were measured.`,
      ...(posterior ? [posteriorText(posterior)] : []),
    ],
    figures,
    tables: [
      ...(fit === null ? [] : [{ title: "Parameters", table: parameterTable(fit) }]),
      ...(comparisons.length === 0 ? [] : [{ title: "Comparisons", table: tableOfComparisons(comparisons) }]),
      ...(posterior ? [{ title: "Posterior", table: posteriorTable(posterior) }] : []),
      ...(points.length === 0
        ? []
        : [{ title: "Flux points", table: fluxPointsTable({ ...fluxPoints, points: unscanned }, "dnde") }]),
      ...estimateTables([{ label: "all datasets", estimates: result.estimates }], "of"),
      ...(cumulative.length === 0 ? [] : [{ title: "Counts, run by run added", table: cumulativeTable(cumulative) }]),
    ],
    warnings,
    provenance,
    job,
  };
}
