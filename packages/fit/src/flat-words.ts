import { flatRise } from "./flat-rise.ts";
import type { OpenSide } from "./settle.ts";
import { bare } from "./words.ts";

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

function quantity(value: number, unit: string): string {
  const size = Number(Math.abs(value).toPrecision(2));
  const text = size >= 1e5 || (size > 0 && size < 1e-3) ? size.toExponential() : String(size);
  return `${value < 0 ? "−" : ""}${text}${unit && ` ${unit}`}`;
}
