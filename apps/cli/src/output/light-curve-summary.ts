import { type LightCurveRun, lightCurveRows } from "@gammakit/analysis";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";
import { fitLines } from "./fit-lines.ts";

/** What is shown after a light curve. */
export function summarizeLightCurve({ result, lightCurve }: LightCurveRun, width: number): readonly string[] {
  const { observations, datasets, bins, fit, variability } = result;
  const points = lightCurve.rows.flatMap((row) => row.points);
  const measured = points.filter((point) => point.success).length;
  return [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${measured} of ${points.length} fluxes measured (${secondsOf(result)})`,
    ...(fit === null ? [] : fitLines(fit)),
    "",
    ...(points.length > 0 ? [formatTable(lightCurveRows(lightCurve), { width })] : []),
    ...variability.flatMap(({ eMinTeV, eMaxTeV, chi2, dof, pValue }) => {
      if (chi2 === null || pValue === null) return [];
      const words = `chi2 ${chi2.toFixed(1)} for ${dof} degrees of freedom, p = ${pValue.toPrecision(2)}`;
      return [`flux ${eMinTeV.toPrecision(4)} to ${eMaxTeV.toPrecision(4)} TeV against a constant: ${words}`];
    }),
    ...closingLines(result),
  ];
}
