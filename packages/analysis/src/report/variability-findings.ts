import { log10, pow } from "@gammakit/core";
import { rangeText } from "../figures/energy-text.ts";
import type { LightCurveResult } from "../light-curve/result.ts";
import type { TimeResolvedResult } from "../time-resolved/result.ts";
import type { CorrelationResult, VariabilityResult } from "../time-resolved/variability-result.ts";

/** What a result says about variability, in sentences: of each quantity, and of the shape against the flux. */
export function variabilityFindings({
  variability,
  correlation,
}: Pick<TimeResolvedResult, "variability" | "correlation">): readonly string[] {
  return [
    ...Object.entries(variability).flatMap(([name, found]) =>
      name === "flux" ? fluxFindings(name, found) : constancySentence(name, found),
    ),
    ...(correlation === null ? [] : correlationSentences(correlation)),
  ];
}

/** What a light curve says about variability, in sentences: of each energy band. */
export function lightCurveFindings({ variability }: Pick<LightCurveResult, "variability">): readonly string[] {
  return variability.flatMap(({ eMinTeV, eMaxTeV, ...found }) =>
    fluxFindings(`Flux from ${rangeText({ eMin: eMinTeV, eMax: eMaxTeV })}`, found),
  );
}

/** What a flux of this name does in time, in sentences. */
function fluxFindings(name: string, found: VariabilityResult): readonly string[] {
  return [...constancySentence(name, found), ...timingSentence(found)];
}

function constancySentence(name: string, found: VariabilityResult): readonly string[] {
  const { chi2, dof, pValue } = found;
  if (chi2 === null || pValue === null) return [];
  const spread = [
    amount("fractional variability", found.fvar, found.fvarError),
    amount("from point to point", found.fpp, found.fppError),
    blockCount(found.blocks),
  ].filter((text) => text !== "");
  const more = spread.length > 0 ? `; ${spread.join(", ")}` : "";
  return [
    `${name} against a constant: χ² ${chi2.toFixed(1)} for ${dof} degrees of freedom, p = ${probability(pValue)}${more}.`,
  ];
}

function amount(name: string, value: number | null, error: number | null): string {
  return value === null || error === null ? "" : `${name} ${value.toFixed(3)} ± ${error.toFixed(3)}`;
}

function blockCount(blocks: VariabilityResult["blocks"]): string {
  if (blocks === null || blocks.length === 0) return "";
  return blocks.length === 1 ? "one Bayesian block" : `${blocks.length} Bayesian blocks`;
}

function timingSentence(found: VariabilityResult): readonly string[] {
  const rise = duration("doubles", found.doublingTimeS, found.doublingTimeErrorS, found.doublingFromIso);
  const fall = duration("halves", found.halvingTimeS, found.halvingTimeErrorS, found.halvingFromIso);
  if (rise === "" && fall === "") return [];
  return [`At its fastest the flux ${[rise, fall].filter((text) => text !== "").join(", and ")}.`];
}

function duration(verb: string, seconds: number | null, error: number | null, from: string | null): string {
  if (seconds === null || error === null || from === null) return "";
  const [unit, size] = seconds < 6000 ? ["min", 60] : seconds < 360_000 ? ["h", 3600] : ["d", 86_400];
  const [value, width] = [seconds / Number(size), error / Number(size)];
  return `${verb} in ${value.toFixed(1)} ± ${width.toFixed(1)} ${unit} (from ${from.slice(0, 16).replace("T", " ")} UTC)`;
}

function correlationSentences({
  y,
  pearson,
  pearsonPValue,
  line,
  bootstrap,
  loop,
}: CorrelationResult): readonly string[] {
  const sentences: string[] = [];
  if (pearson !== null && pearsonPValue !== null) {
    sentences.push(`${y} and flux: correlation ${pearson.toFixed(2)}, p = ${probability(pearsonPValue)}.`);
  }
  const { slope, slopeError, pivot, pivotValue, chi2, dof, pValue } = line;
  if (slope !== null && slopeError !== null && pivot !== null && pivotValue !== null && chi2 !== null) {
    // A round flux near those measured.
    const step = pow(10, Math.floor(log10(Math.abs(pivot))));
    const [low, high] = bootstrap?.slope ?? [null, null];
    const interval =
      low === null || high === null ? "" : `, ${(low * step).toFixed(3)} to ${(high * step).toFixed(3)} by resampling`;
    sentences.push(
      `${y} is ${pivotValue.toFixed(2)} at a flux of ${pivot.toExponential(1)} and changes by ${(slope * step).toFixed(3)} ± ${(slopeError * step).toFixed(3)} per ${step.toExponential(0)} cm-2 s-1${interval} (errors in both; χ² ${chi2.toFixed(1)} for ${dof}, p = ${probability(pValue ?? 0)}).`,
    );
  }
  if (loop !== null && loop.pValue !== null && loop.pValueError !== null && loop.significance !== null) {
    const way = loop.direction === "none" ? "no loop" : `a ${loop.direction} loop`;
    sentences.push(
      `In time, flux and ${y} go round in ${way}; chance makes one as large in ${(100 * loop.pValue).toFixed(1)} ± ${(100 * loop.pValueError).toFixed(1)} % of ${loop.toys} toys (${loop.significance.toFixed(1)} σ).`,
    );
  }
  return sentences;
}

function probability(p: number): string {
  return p >= 0.001 ? p.toPrecision(2) : p.toExponential(1);
}
