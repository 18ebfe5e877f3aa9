import type { JobFigure } from "../figures/job-figure.ts";
import type { FluxPointsFitResult } from "../flux-points-fit/result.ts";
import type { FluxPointsFitRun } from "../flux-points-fit/run.ts";
import { tableOfComparisons } from "./comparison-table.ts";
import { termFacts } from "./data-facts.ts";
import { fitText, parameterTable } from "./fit-text.ts";
import { fluxPointsFitFindings } from "./flux-points-fit-findings.ts";
import { modelText } from "./model-text.ts";
import { posteriorTable } from "./posterior-text.ts";
import type { ReportContent } from "./report-html.ts";

/** What the report of a fit of flux points tells. */
export function fluxPointsFitReport(
  { result, table }: Pick<FluxPointsFitRun, "result" | "table">,
  figures: readonly JobFigure[],
): ReportContent {
  const { sets, fit, comparisons, posterior, warnings, provenance, job } = result;
  return {
    title: "Fit of flux points",
    facts: [
      ["Files", sets.map(({ file }) => file).join(", ")],
      ["Compared by", [...new Set(sets.map(methodText))].join("; ")],
      ["Model", modelText(job.model)],
      ...termFacts(result),
    ],
    findings: [fitText(fit), ...fluxPointsFitFindings(result)],
    figures,
    tables: [
      { title: "Parameters", table: parameterTable(fit) },
      ...(comparisons.length === 0 ? [] : [{ title: "Comparisons", table: tableOfComparisons(comparisons) }]),
      ...(posterior ? [{ title: "Posterior", table: posteriorTable(posterior) }] : []),
      { title: "Flux points and the fitted model", table },
    ],
    warnings,
    provenance,
    job,
  };
}

function methodText({ likelihood, quantity }: FluxPointsFitResult["sets"][number]): string {
  const what = quantity === "dnde" ? "dN/dE at the reference energies" : "fluxes of whole bins";
  const how = {
    errors: "χ²",
    "errors-and-limits": "errors of both sides, and upper limits,",
    scans: "likelihood scans",
  };
  return `${how[likelihood]} of ${what}`;
}
