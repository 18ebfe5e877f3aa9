import type { Stretch } from "../raster/stretch.ts";

/** A tick with what stands beside it. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/**
 * About `count` round numbers that a stretch keeps apart: equal steps where it is linear, 1, 2 and 5 times powers of ten
 * where it lifts the faint.
 */
export function niceTicks(stretch: Stretch, count: number): readonly Tick[] {
  const { min, max } = stretch;
  if (!(max > min)) return [{ value: min, text: numberText(min) }];
  const candidates = stretch.name === "linear" ? [] : roundNumbers(min, max);
  const kept = spread(candidates, stretch, count);
  const values = kept.length >= 3 ? kept : equalSteps(min, max, count);
  return values.map((value) => ({ value, text: numberText(value) }));
}

/** A number in at most four digits: `0.05`, `1200`, `2·10⁻⁹` as `2e-9`. */
function numberText(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(4)));
  return value.toExponential(1).replace(".0e", "e").replace("e+", "e");
}

function equalSteps(min: number, max: number, count: number): number[] {
  const raw = (max - min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** 0, ±1, ±2 and ±5 times powers of ten over six decades below the largest. */
function roundNumbers(min: number, max: number): number[] {
  const largest = Math.floor(Math.log10(Math.max(Math.abs(min), Math.abs(max))));
  const sizes = Array.from({ length: 7 }, (_, k) => 10 ** (largest - k)).flatMap((power) => [
    5 * power,
    2 * power,
    power,
  ]);
  const all = [...sizes, 0, ...sizes.map((size) => -size)];
  return all.filter((value) => value >= min && value <= max).map((value) => Number(value.toPrecision(12)));
}

/** Those that lie apart from each other in brightness, the brightest first. */
function spread(candidates: readonly number[], stretch: Stretch, count: number): number[] {
  const kept: number[] = [];
  for (const value of candidates) {
    const at = stretch.forward(value);
    if (kept.every((other) => Math.abs(stretch.forward(other) - at) >= 0.8 / count)) kept.push(value);
  }
  return kept.sort((p, q) => p - q);
}
