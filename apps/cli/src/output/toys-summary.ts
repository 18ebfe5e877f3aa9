import { type ToysRun, toysFindings, toysTable } from "@gammakit/analysis";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";

/** Most rows that are there to look at. */
const mostRows = 40;

/** What is shown after a job of toys. */
export function summarizeToyRun({ result }: ToysRun, width: number): readonly string[] {
  const { subjects, job } = result;
  return [
    `${String(job.toys)} toys of each of ${subjects.length} ${(job.of as { job?: unknown }).job === "flux-profile" ? "fluxes" : "intervals"} (${secondsOf(result)})`,
    "",
    ...(subjects.length > 0 ? [formatTable(toysTable(result), { width, maxRows: mostRows })] : []),
    ...toysFindings(result),
    ...closingLines(result),
  ];
}
