import { readFileSync } from "node:fs";
import { type JobFigure, type ReportContent, reportHtml } from "@gammakit/analysis";
import type { WrittenFile } from "@gammakit/core";
import { renderSvg } from "@gammakit/plot";
import { svgToPng } from "@gammakit/plot/node";

// All that draws is behind this file, which is loaded when figures or the report are asked for.
export {
  fluxProfileFigures,
  fluxProfileReport,
  inspectionReport,
  lightCurveFigures,
  lightCurveReport,
  spectrumFigures,
  spectrumReport,
  timeResolvedFigures,
  timeResolvedReport,
} from "@gammakit/analysis";

/** Width of the pictures [pixels]. */
const pngWidth = 1200;

/** Each figure as its specification, and those that are not one of many as SVG and PNG too. */
export async function figureFiles(figures: readonly JobFigure[]): Promise<readonly WrittenFile[]> {
  const files: WrittenFile[] = [];
  const text = new TextEncoder();
  for (const { name, figure, choice } of figures) {
    files.push({ name: `figures/${name}.vl.json`, bytes: text.encode(`${JSON.stringify(figure.spec)}\n`) });
    if (choice !== undefined && !choice.isMain) continue;
    const svg = await renderSvg(figure);
    files.push({ name: `figures/${name}.svg`, bytes: text.encode(svg) });
    files.push({ name: `figures/${name}.png`, bytes: await svgToPng(svg, pngWidth) });
  }
  return files;
}

/** The report as one page. */
export function reportFile(content: ReportContent): WrittenFile {
  const runtime = readFileSync(new URL("report-runtime.js", import.meta.url), "utf8");
  return { name: "report.html", bytes: new TextEncoder().encode(reportHtml(content, runtime)) };
}
