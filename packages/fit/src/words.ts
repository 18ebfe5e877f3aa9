import type { FitSearch, FitStatus } from "./fit.ts";
import type { OpenSide } from "./settle.ts";

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

/** The name of a parameter without that of its model. */
export function bare(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}
