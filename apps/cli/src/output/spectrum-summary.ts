import { comparisonFindings, fluxTable, type SpectrumFilesRun, type SpectrumRun } from "@gammakit/analysis";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";
import { fitLines } from "./fit-lines.ts";
import { posteriorLines } from "./posterior-lines.ts";

/** What is shown after a spectrum. */
export function summarizeSpectrum(
  { result, fluxPoints }: SpectrumRun | SpectrumFilesRun,
  width: number,
): readonly string[] {
  const { datasets, cumulative, integralFlux, fit, comparisons = [], posterior } = result;
  const { points } = fluxPoints;
  const measured = points.filter((point) => point.success).length;
  const last = cumulative.at(-1);
  const { value, error, eMinTeV, eMaxTeV } = integralFlux;
  return [
    `${"observations" in result ? `${result.observations.length} runs selected, ` : ""}${datasets.length} datasets; ${measured} of ${points.length} flux points measured (${secondsOf(result)})`,
    ...(last === undefined
      ? []
      : [
          `Excess ${last.excess.toFixed(1)} ± ${last.excessError.toFixed(1)}${last.significance === null ? "" : `, ${last.significance.toFixed(1)} σ`}`,
        ]),
    ...(fit === null ? [] : fitLines(fit)),
    ...(value === null || error === null
      ? []
      : [`Flux ${eMinTeV} to ${eMaxTeV} TeV: ${value.toExponential(3)} ± ${error.toExponential(1)} cm-2 s-1`]),
    ...(fit === null ? [] : comparisonFindings(fit, comparisons)),
    ...(posterior ? posteriorLines(posterior) : []),
    "",
    ...(points.length > 0 ? [formatTable(fluxTable(points), { width })] : []),
    ...closingLines(result),
  ];
}
