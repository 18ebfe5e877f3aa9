import { readFileSync } from "node:fs";
import { type JobFigure, type ReportContent, reportHtml } from "@gammakit/analysis";
import type { Registry, Renderer, WrittenFile } from "@gammakit/core";

// All that draws is behind this file, which is loaded when figures or the report are asked for.
export {
  fluxPointsFitFigures,
  fluxPointsFitReport,
  fluxProfileFigures,
  fluxProfileReport,
  inspectionReport,
  lightCurveFigures,
  lightCurveReport,
  spectrumFigures,
  spectrumReport,
  timeResolvedFigures,
  timeResolvedReport,
  toysFigures,
  toysReport,
} from "@gammakit/analysis";

/** Width of the pictures [pixels]. */
const pngWidth = 1200;

/** Each figure as its specification, and those that are not one of many as every renderer draws them. */
export async function figureFiles(figures: readonly JobFigure[], registry: Registry): Promise<readonly WrittenFile[]> {
  const files: WrittenFile[] = [];
  const text = new TextEncoder();
  const renderers = registry
    .list("renderer")
    .map(({ id }) => registry.create("renderer", id, id === "png" ? { width: pngWidth } : undefined));
  const failed = new Set<Renderer>();
  for (const { name, figure, choice } of figures) {
    files.push({ name: `figures/${name}.vl.json`, bytes: text.encode(`${JSON.stringify(figure.spec)}\n`) });
    if (choice !== undefined && !choice.isMain) continue;
    for (const renderer of renderers) {
      if (failed.has(renderer)) continue;
      try {
        const drawn: unknown = await renderer.render(figure);
        const bytes = typeof drawn === "string" ? text.encode(drawn) : drawn;
        if (!(bytes instanceof Uint8Array)) throw new Error("it gave neither text nor bytes");
        files.push({ name: `figures/${name}.${endingOf(renderer)}`, bytes: bytes as Uint8Array<ArrayBuffer> });
      } catch (error) {
        if (renderer.id === "svg" || renderer.id === "png") throw error;
        failed.add(renderer);
        const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
        process.stderr.write(`gammakit: the renderer "${renderer.id}" failed at ${name}: ${why}. It is left out.\n`);
      }
    }
  }
  return files;
}

/** The ending of the files of a media type: "svg" of image/svg+xml. */
function endingOf({ mediaType }: Renderer): string {
  const subtype = /^[\w.-]+\/(?:x-|vnd\.)?([\w.-]+)/.exec(mediaType)?.[1] ?? "bin";
  return { postscript: "ps", jpeg: "jpg", plain: "txt" }[subtype] ?? subtype;
}

/** The report as one page. */
export function reportFile(content: ReportContent): WrittenFile {
  const runtime = readFileSync(new URL("report-runtime.js", import.meta.url), "utf8");
  return { name: "report.html", bytes: new TextEncoder().encode(reportHtml(content, runtime)) };
}
