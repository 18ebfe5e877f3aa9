/** Steps between ticks that a clock face suggests [s]. */
const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000,
  2592000, 7776000, 31536000,
];
const day = 86400;

/** Encodings of x for a span of time in MJD: with the UTC below, with MJD above, and with neither. */
export interface TimeAxes {
  readonly utc: object;
  readonly mjd: object;
  readonly none: object;
}

/** Axes for the span from `start` to `stop` [MJD, UTC], which hold a margin of 2 % on both sides. */
export function timeAxes(start: number, stop: number): TimeAxes {
  const margin = 0.02 * Math.max(stop - start, 1 / day);
  const domain = [start - margin, stop + margin] as const;
  const base = { type: "quantitative", scale: { domain, nice: false, zero: false } };
  const { values, labelExpr } = clockLabel(...domain);
  const mjd = {
    orient: "top",
    title: "MJD (UTC)",
    grid: false,
    tickCount: 4,
    format: mjdFormat(domain[1] - domain[0]),
  };
  return {
    utc: { ...base, axis: { orient: "bottom", values, labelExpr, title: utcTitle(start, stop) } },
    mjd: { ...base, axis: mjd },
    none: { ...base, axis: null },
  };
}

/** Values [MJD, UTC] where a clock or a calendar has a round number, and the Vega expression that writes them. */
export function clockLabel(
  start: number,
  stop: number,
): { readonly values: readonly number[]; readonly labelExpr: string } {
  const step = stepOf(start, stop);
  const first = Math.floor(start);
  const values: number[] = [];
  for (let k = Math.ceil(((start - first) * day) / step - 1e-6); first + (k * step) / day <= stop; k++) {
    values.push(first + (k * step) / day);
  }
  const format = step >= day ? "%Y-%m-%d" : step >= 60 ? "%H:%M" : "%H:%M:%S";
  // Half a second more keeps 21:00 from being 20:59.
  return { values, labelExpr: `utcFormat((datum.value - 40587) * 86400000 + 500, '${format}')` };
}

/** What an axis of UTC is called: with the date, where its labels do not have it. */
export function utcTitle(start: number, stop: number): string {
  if (stepOf(start, stop) >= day) return "Date (UTC)";
  const [from, to] = [start, stop].map((mjd) => new Date((mjd - 40587) * day * 1000).toISOString().slice(0, 10));
  return from === to ? `UTC, ${from}` : `UTC, ${from} to ${to}`;
}

/** [s]. */
function stepOf(start: number, stop: number): number {
  const span = (stop - start) * day;
  return steps.find((candidate) => span / candidate <= 7) ?? steps[steps.length - 1];
}

/** @param span [d] */
function mjdFormat(span: number): string {
  return `.${Math.max(0, Math.min(8, Math.ceil(-Math.log10(span)) + 1))}f`;
}
