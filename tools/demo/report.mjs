import { readFileSync } from "node:fs";
import { reportHtml } from "@gammakit/analysis";
import { renderSvg } from "@gammakit/plot";
import { cli } from "@gammakit-tools/workspace";

const runtime = readFileSync(cli.reportRuntime, "utf8");

/**
 * Writes a report and its figures as SVG.
 * @param {{ write(file: string, bytes: string): void }} folder
 * @param {import("@gammakit/analysis").ReportContent} content
 */
export async function writeReport(folder, content) {
  for (const { name, figure, choice } of content.figures) {
    if (choice === undefined || choice.isMain) folder.write(`figures/${name}.svg`, await renderSvg(figure));
  }
  folder.write("report.html", reportHtml(content, runtime));
}
