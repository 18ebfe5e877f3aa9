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
  const domain = [start - margin, stop + margin];
  const span = (domain[1] - domain[0]) * day;
  const step = steps.find((candidate) => span / candidate <= 7) ?? steps[steps.length - 1];
  const first = Math.floor(domain[0]);
  const values: number[] = [];
  for (let k = Math.ceil(((domain[0] - first) * day) / step); first + (k * step) / day <= domain[1]; k++) {
    values.push(first + (k * step) / day);
  }
  const base = { type: "quantitative", scale: { domain, nice: false, zero: false } };
  return {
    utc: {
      ...base,
      axis: { orient: "bottom", values, labelExpr: label(step), title: utcTitle(start, stop, step), grid: true },
    },
    mjd: {
      ...base,
      axis: {
        orient: "top",
        title: "MJD (UTC)",
        grid: false,
        tickCount: 4,
        format: mjdFormat(span),
        labelOverlap: "greedy",
      },
    },
    none: { ...base, axis: null },
  };
}

/** Vega rounds to milliseconds; half a second more keeps 21:00 from being 20:59. */
function label(step: number): string {
  const format = step >= day ? "%Y-%m-%d" : step >= 60 ? "%H:%M" : "%H:%M:%S";
  return `utcFormat((datum.value - 40587) * 86400000 + 500, '${format}')`;
}

function utcTitle(start: number, stop: number, step: number): string {
  if (step >= day) return "Date (UTC)";
  const [from, to] = [start, stop].map(date);
  return from === to ? `UTC, ${from}` : `UTC, ${from} to ${to}`;
}

function date(mjd: number): string {
  return new Date((mjd - 40587) * day * 1000).toISOString().slice(0, 10);
}

function mjdFormat(span: number): string {
  const digits = Math.max(0, Math.min(8, Math.ceil(-Math.log10(span / day)) + 1));
  return `.${digits}f`;
}
