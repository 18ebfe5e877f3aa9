import { type LightCurveRun, lightCurveFindings, lightCurveRows } from "@gammakit/analysis";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";
import { fitLines } from "./fit-lines.ts";

/** What is shown after a light curve. */
export function summarizeLightCurve({ result, lightCurve }: LightCurveRun, width: number): readonly string[] {
  const { observations, datasets, bins, fit } = result;
  const points = lightCurve.rows.flatMap((row) => row.points);
  const measured = points.filter((point) => point.success).length;
  return [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${measured} of ${points.length} fluxes measured (${secondsOf(result)})`,
    ...(fit === null ? [] : fitLines(fit)),
    "",
    ...(points.length > 0 ? [formatTable(lightCurveRows(lightCurve), { width })] : []),
    ...lightCurveFindings(result),
    ...closingLines(result),
  ];
}
