import fc from "fast-check";
import { expect, test } from "vitest";
import { conversionFactor } from "../../src/units/convert.ts";
import { formatUnit } from "../../src/units/format-unit.ts";
import { parseUnit } from "../../src/units/parse-unit.ts";

const word = fc.constantFrom(
  "TeV",
  "keV",
  "erg",
  "J",
  "cm",
  "m",
  "km",
  "pc",
  "s",
  "h",
  "yr",
  "deg",
  "sr",
  "arcmin",
  "kg",
  "g",
  "ph",
  "ct",
  "mBq",
  "kbar",
  "uas",
  "kRy",
  "l",
  "G",
  "K",
  "%",
);
const exponent = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(0.5, -0.5, 1.5, 1 / 3));
const written = fc.constantFrom(
  (e: number) => `**${e}`,
  (e: number) => `^(${e})`,
  (e: number) => `**(${e})`,
);
const factor = fc.tuple(word, exponent, written).map(([name, e, write]) => {
  if (!Number.isInteger(e)) return `${name}**(${Math.round(e * 6)}/6)`;
  return name + write(e);
});
const multiplier = fc.oneof(
  fc.constant(""),
  fc.integer({ min: -30, max: 30 }).map((k) => `10**${k} `),
  fc.constantFrom("2.5 ", "1e-12 ", "0.1234567890123456789 ", "12345678901234567890 ", "3.7e10 "),
);
const unit = fc
  .tuple(multiplier, fc.array(factor, { minLength: 1, maxLength: 5 }), fc.constantFrom(" ", "*", " . "))
  .map(([front, factors, separator]) => front + factors.join(separator));

test("the written form of a unit is read as the same unit, and written the same again", () => {
  fc.assert(
    fc.property(unit, (text) => {
      const first = parseUnit(text);
      const second = parseUnit(formatUnit(text));
      expect(second.dimensions).toEqual(first.dimensions);
      if (first.exactScale.root === 1) {
        expect(second.exactScale).toEqual(first.exactScale);
        expect(second.scale).toBe(first.scale);
      }
      // Fractional powers are rounded, in whichever order the words come.
      expect(Math.abs(second.scale / first.scale - 1)).toBeLessThan(1e-14);
      expect(formatUnit(second)).toBe(formatUnit(first));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

const energy = fc.constantFrom("eV", "keV", "MeV", "GeV", "TeV", "PeV", "erg", "J", "Ry", "10**3 keV", "kg m2 s-2");

test("conversion there and back is one, and by way of a third unit the same", () => {
  fc.assert(
    fc.property(energy, energy, energy, (a, b, c) => {
      expect(conversionFactor(a, a)).toBe(1);
      expect(Math.abs(conversionFactor(a, b) * conversionFactor(b, a) - 1)).toBeLessThan(1e-15);
      const direct = conversionFactor(a, c);
      expect(Math.abs((conversionFactor(a, b) * conversionFactor(b, c)) / direct - 1)).toBeLessThan(1e-15);
    }),
    { seed: 2 },
  );
});

test("whatever the text, it is a unit or an error of this library", () => {
  const characters = fc.string({ unit: fc.constantFrom(..."mTeVs12-+*/^.() °%e"), maxLength: 12 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), characters), (text) => {
      try {
        expect(parseUnit(text).scale).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toMatchObject({ name: "GammakitError", code: "invalid-input" });
      }
    }),
    { seed: 3, numRuns: 2000 },
  );
});
