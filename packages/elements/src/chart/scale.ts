/** A place on an axis with its words. */
interface Tick {
  readonly value: number;
  readonly text: string;
}

/** A monotonic map of values to the stretch from 0 to 1, with ticks. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  /** Position of a value, 0 at `min`. */
  at(value: number): number;
  /** The value at a position. */
  value(position: number): number;
}

/** Equal steps, with round ticks. */
export function linearScale(min: number, max: number, about: number): Scale {
  const span = max - min || 1;
  return {
    min,
    max,
    ticks: linearTicks(min, min + span, about),
    at: (value) => (value - min) / span,
    value: (position) => min + position * span,
  };
}

/** Equal factors, with ticks at powers of ten; also at 2 and 5 times them where there is room. */
export function logScale(min: number, max: number): Scale {
  const [low, span] = [Math.log(min), Math.log(max / min)];
  return {
    min,
    max,
    ticks: logTicks(min, max),
    at: (value) => (Math.log(value) - low) / span,
    value: (position) => Math.exp(low + position * span),
  };
}

/** Times in milliseconds after 1970 (UTC), with ticks where a clock or a calendar has a round number. */
export function timeScale(min: number, max: number, about: number): Scale {
  const scale = linearScale(min, max, about);
  const step =
    clockSteps.find((candidate) => (max - min) / 1000 / candidate <= about) ?? clockSteps[clockSteps.length - 1];
  const ticks: Tick[] = [];
  for (let at = Math.ceil(min / 1000 / step) * step; at * 1000 <= max; at += step) {
    ticks.push({ value: at * 1000, text: clockText(at * 1000, step) });
  }
  return { ...scale, ticks };
}

/** Steps between ticks [s]. */
const clockSteps = [
  10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 2592000, 7776000,
  31536000,
];

function clockText(milliseconds: number, step: number): string {
  const iso = new Date(milliseconds).toISOString();
  return step >= 86400 ? iso.slice(0, 10) : step >= 60 ? iso.slice(11, 16) : iso.slice(11, 19);
}

function linearTicks(min: number, max: number, about: number): readonly Tick[] {
  const raw = (max - min) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5].find((candidate) => candidate * power >= 0.7 * raw) ?? 10) * power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + 1e-9 * step; k++) {
    ticks.push({ value: k * step, text: (k * step).toFixed(Math.min(8, digits)).replace("-", "−") });
  }
  return ticks;
}

function logTicks(min: number, max: number): readonly Tick[] {
  const decades = Math.log10(max / min);
  const mantissas = decades < 2.5 ? [1, 2, 5] : [1];
  const ticks: Tick[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const mantissa of mantissas) {
      const value = mantissa * 10 ** power;
      if (value >= min * 0.999 && value <= max * 1.001) ticks.push({ value, text: logText(mantissa, power) });
    }
  }
  return ticks;
}

function logText(mantissa: number, power: number): string {
  if (power >= -2 && power <= 3) return String(Number((mantissa * 10 ** power).toPrecision(3)));
  return mantissa === 1 ? `10${superscript(power)}` : `${mantissa}·10${superscript(power)}`;
}

/** A whole number, raised. */
export function superscript(value: number): string {
  return String(value).replace(/./g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "⁻");
}

/** A unit as it is set in print: cm-2 s-1 as cm⁻² s⁻¹. */
export function unitText(unit: string): string {
  return unit.replace(/(?<=[A-Za-z])[-−]?\d+/g, (power) => superscript(Number(power)));
}
