import { expect, test } from "vitest";
import { findEnergies, gaussian, powerLaw } from "../../src/index.ts";
import "../to-be-relatively.ts";

test("a power law has its amplitude at its reference energy", () => {
  const [energy] = findEnergies(powerLaw({ index: 2.7, reference: 3 }), 1e-12);
  expect(energy).toBeRelatively(3, 1e-13);
  expect(findEnergies(powerLaw(), 1e-12, { min: 1, max: 2 })[0]).toBeRelatively(1, 1e-13);
});

test("a line has half its height twice, and twice its height never", () => {
  const line = gaussian({ mean: 5, sigma: 1, amplitude: 1e-12 });
  const height = 1e-12 / Math.sqrt(2 * Math.PI);
  const half = Math.sqrt(2 * Math.LN2);
  const [low, high, ...more] = findEnergies(line, height / 2);
  expect([low - (5 - half), high - (5 + half)].every((x) => Math.abs(x) < 1e-12)).toBe(true);
  expect(more).toEqual([]);
  expect(findEnergies(line, 2 * height)).toEqual([]);
});

test("an empty range is refused", () => {
  expect(() => findEnergies(powerLaw(), 1e-12, { min: 2, max: 1 })).toThrow("0 < min < max");
});
