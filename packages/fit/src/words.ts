import type { FitSearch, FitStatus } from "./fit.ts";
import { flatRise } from "./flat-rise.ts";
import type { OpenSide } from "./settle.ts";

/** Why a fit is unconstrained, in words: parameter, direction, and where the likelihood becomes flat. */
export function flatMessage(sides: readonly OpenSide[]): string {
  const where = sides
    .map((side) => `${bare(side.parameter)} ${side.side} ${quantity(side.from, side.unit)}`)
    .join(" and in ");
  const reach = sides.map((side) => quantity(side.to, side.unit)).join(" and ");
  return `The likelihood is flat in ${where}: with the other parameters fitted again, −2 ln L rises by less than ${flatRise} as far as ${reach}. No value and no error can be given; limit or freeze the parameter, or fit a simpler model.`;
}

/** Why a fit whose errors are doubtful is no success. */
export const unfinishedMessage =
  "The errors do not describe the likelihood, and its profiles are too long to follow. Start from other values, or fit a simpler model.";

/** What else should be known of a fit, in sentences. */
export function remarks(
  open: readonly OpenSide[],
  status: FitStatus,
  search: FitSearch | undefined,
): readonly string[] {
  const weak = status === "converged" ? open.filter(({ flat }) => !flat) : [];
  return [
    ...(weak.length === 0 ? [] : [`No bound of one sigma on ${weak.map(weakWords).join(", nor on ")}.`]),
    ...(search === undefined ? [] : [searchWords(search)]),
  ];
}

function weakWords({ parameter, side, rise }: OpenSide): string {
  return `${bare(parameter)} from ${side} (−2 ln L rises by ${rise.toPrecision(2)} at most)`;
}

function searchWords({ endings, from, agreeing, rescuedAlong }: FitSearch): string {
  const start =
    endings.length > 1
      ? `Found from start ${from} of ${endings.length}; ${agreeing} ended there.`
      : "Found from one start.";
  return rescuedAlong === undefined ? start : `${start} Rescued along ${bare(rescuedAlong)}: its profile led lower.`;
}

function bare(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

function quantity(value: number, unit: string): string {
  const size = Number(Math.abs(value).toPrecision(2));
  const text = size >= 1e5 || (size > 0 && size < 1e-3) ? size.toExponential() : String(size);
  return `${value < 0 ? "−" : ""}${text}${unit && ` ${unit}`}`;
}
