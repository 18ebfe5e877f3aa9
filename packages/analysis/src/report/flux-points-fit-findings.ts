import type { FluxPointsFitResult } from "../flux-points-fit/result.ts";
import { comparisonFindings } from "./comparison-findings.ts";
import { posteriorText } from "./posterior-text.ts";

/** What a fit of flux points says, in sentences: how well the model describes them, the flux, and what other models gain. */
export function fluxPointsFitFindings({
  fit,
  goodness,
  integralFlux,
  comparisons,
  posterior,
}: FluxPointsFitResult): readonly string[] {
  const { value, error, eMinTeV, eMaxTeV } = integralFlux;
  return [
    ...(fit.success ? [goodnessText(goodness)] : []),
    ...(value === null || error === null
      ? []
      : [`Flux from ${eMinTeV} to ${eMaxTeV} TeV: (${value.toExponential(3)} ± ${error.toExponential(1)}) cm⁻² s⁻¹.`]),
    ...comparisonFindings(fit, comparisons),
    ...(posterior ? [posteriorText(posterior)] : []),
  ];
}

function goodnessText({ chi2, dof, pValue, points }: FluxPointsFitResult["goodness"]): string {
  const words = `χ² ${chi2?.toFixed(1)} of ${points} ${points === 1 ? "point" : "points"}`;
  if (pValue === null)
    return `${words}, as many as there are free parameters or fewer: nothing tells whether the model is right.`;
  return `${words}, for ${dof} ${dof === 1 ? "degree" : "degrees"} of freedom: p = ${pValue.toPrecision(2)} if the model is right.`;
}
