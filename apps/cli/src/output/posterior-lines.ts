import { type PosteriorResult, posteriorText } from "@gammakit/analysis";

/** How the posterior was sampled, and the median of each parameter with its distances to the quantiles of one sigma, a line each. */
export function posteriorLines(posterior: PosteriorResult): readonly string[] {
  const found = posterior.parameters.flatMap(({ name, unit, quantiles: { minus1Sigma, median, plus1Sigma } }) => {
    if (median === null || minus1Sigma === null || plus1Sigma === null) return [];
    const [below, above] = [median - minus1Sigma, plus1Sigma - median].map((distance) => distance.toPrecision(3));
    return [
      `${name.slice(name.indexOf(".") + 1)} ${median.toPrecision(5)} -${below} +${above}${unit === "" ? "" : ` ${unit}`}`,
    ];
  });
  return [posteriorText(posterior), ...found];
}
