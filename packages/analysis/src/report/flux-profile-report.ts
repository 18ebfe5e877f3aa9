import { profileTable } from "@gammakit/io";
import { estimateTables } from "../estimates/estimate-tables.ts";
import type { JobFigure } from "../figures/job-figure.ts";
import type { FluxProfileRun } from "../flux-profile/run.ts";
import { modelText } from "./model-text.ts";
import type { ReportContent } from "./report-html.ts";

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
    tables: [
      { title: "Results", table: profileTable(profile, "dnde") },
      ...estimateTables(
        result.rows.map(({ xRefDeg, estimates }) => ({ label: `${Number(xRefDeg.toFixed(4))} deg`, estimates })),
        "x",
      ),
    ],
    warnings: result.warnings,
    provenance: result.provenance,
    job: result.job,
  };
}
