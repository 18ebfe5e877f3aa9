import { expect, test } from "vitest";
import { conversionFactor, convert, convertAll } from "../../src/units/convert.ts";
import { formatUnit } from "../../src/units/format-unit.ts";
import { parseQuantity } from "../../src/units/parse-quantity.ts";
import { parseUnit } from "../../src/units/parse-unit.ts";

test.each([
  "cm-2 s-1 TeV-1",
  "1 / (cm2 s TeV)",
  "cm**(-2) s**(-1) TeV**(-1)",
  "cm^-2 s^-1 TeV^-1",
  "1/cm2/s/TeV",
  "1/cm**2/s/TeV",
  "TeV**-1 cm-2.s-1",
  "cm-2*s-1*TeV-1",
  "cm⁻² s⁻¹ TeV⁻¹",
  "(cm2 s TeV)**-1",
  "  cm-2   s-1 TeV-1 ",
])("%j is the unit of a differential flux", (text) => {
  expect(formatUnit(text)).toBe("cm-2 s-1 TeV-1");
  expect(parseUnit(text).dimensions).toEqual({ kg: -1, m: -4, s: 1 });
});

test.each([
  ["TeV", "erg", 1.602176634],
  ["TeV", "MeV", 1e6],
  ["MeV", "TeV", 1e-6],
  ["cm-2 s-1 TeV-1", "m-2 s-1 GeV-1", 10],
  ["10**-12 cm-2", "m-2", 1e-8],
  ["10-12 cm-2", "m-2", 1e-8],
  ["1e-12 cm-2", "m-2", 1e-8],
  ["km2", "cm2", 1e10],
  ["deg", "arcsec", 3600],
  ["deg2", "arcmin2", 3600],
  ["deg", "rad", Math.PI / 180],
  ["d", "s", 86400],
  ["h", "min", 60],
  ["ph cm-2 s-1", "cm-2 s-1", 1],
  ["cm-2 s-1", "photon/cm**2/s", 1],
  ["count", "", 1],
  ["ct", "counts", 1],
  ["", "%", 100],
  ["µm", "um", 1],
  ["μm", "um", 1],
  ["mag", "mag", 1],
  ["Angstrom", "nm", 0.1],
  ["sqrt(erg)", "erg**0.5", 1],
  ["m3 m(-3/2)", "m**(3/2)", 1],
  ["1/s/MeV/sr", "s-1 MeV-1 sr-1", 1],
])("1 %s is exactly a number of %s", (from, to, factor) => {
  expect(conversionFactor(from, to)).toBe(factor);
});

test("a conversion rounds once where the ratio is one of integers", () => {
  expect(convert(300, "GeV", "TeV")).toBe(0.3);
  expect(convert(0.1, "deg", "arcmin")).toBe(6);
  expect(convert(0.7, "TeV", "TeV")).toBe(0.7);
  expect([...convertAll([300, 100], "GeV", "TeV")]).toEqual([0.3, 0.1]);
});

test.each([
  ["ct", "ph"],
  ["deg", "sr"],
  ["rad", ""],
  ["m", "s"],
  ["Crab", "cm-2 s-1"],
  ["mag", ""],
  ["mag", "dex"],
])("%j cannot be converted to %j", (from, to) => {
  expect(() => conversionFactor(from, to)).toThrow(/cannot be converted/);
});

test("a refused conversion names value, unit and what was expected", () => {
  expect(() => convert(2, "kg", "TeV")).toThrow('2 kg cannot be converted to "TeV": expected an energy (TeV).');
});

test.each([
  ["Gev", /unknown word "Gev"\. Did you mean "GeV"\?/],
  ["photons", /Did you mean "photon"\?/],
  ["ergs cm-2", /Did you mean "erg"\?/],
  ["m 5", /ambiguous/],
  ["erg / s cm2", /ambiguous.*a \/ \(b c\)/],
  ["erg/s*cm2", /ambiguous/],
  ["1e400 m", /./],
  ["m**1e10000", /./],
  ["m**100", /exponent 100/],
  ["log(TeV)", /function log/],
  ["cm-2 s-1 TeV-1 )", /from "\)" on/],
  ["((cm)", /lacks a "\)"/],
  ["TeV**(1/7)", /exponent 0\.142/],
  ["sqrt(sqrt(sqrt(sqrt(sqrt(m)))))", /exponent 0\.03125/],
  ["x".repeat(300), /longer than/],
  ["(".repeat(40), /nested too deeply/],
  ["((kpc**60)**60)**60", /exponents beyond 60/],
  ["kpc60 Mpc60 Gpc60 Tpc60 Ppc60 Epc60 Zpc60", /out of the range/],
  ["1e300**300 m", /out of the range/],
  ["km60 Mm60", /out of the range/],
  ["0 m", /not a usable factor/],
])("%j is refused", (text, message) => {
  expect(() => parseUnit(text)).toThrow(message);
});

test.each([
  ["0.4 TeV", "TeV", 0.4],
  ["300 GeV", "TeV", 0.3],
  ["300GeV", "TeV", 0.3],
  [" +1e3 GeV ", "TeV", 1],
  [0.4, "TeV", 0.4],
  ["1e-12 cm-2 s-1 TeV-1", "cm-2 s-1 TeV-1", 1e-12],
  ["3 10**-12 cm-2 s-1 TeV-1", "cm-2 s-1 TeV-1", 3e-12],
  ["10**-12 cm-2 s-1", "cm-2 s-1", 1e-12],
  ["-10**-12 cm-2 s-1", "cm-2 s-1", -1e-12],
  ["5 / TeV", "TeV-1", 5],
  ["10%", "", 0.1],
  ["2.5", "", 2.5],
  ["15 min", "s", 900],
  ["1 d", "s", 86400],
])("%j in %s is %d", (quantity, unit, value) => {
  expect(parseQuantity(quantity, unit)).toBe(value);
});

test.each([
  ["0.4 kg", 'energy.min: "0.4 kg" has unit kg, expected an energy (TeV)'],
  ["0.4", 'energy.min: "0.4" has no unit, expected an energy (TeV)'],
  ["TeV", 'energy.min: "TeV" does not begin with a number, expected an energy (TeV)'],
  ["1e999 TeV", 'energy.min: "1e999 TeV" is not a finite number, expected an energy (TeV)'],
  [Number.NaN, "energy.min: NaN is not a finite number, expected an energy (TeV)"],
  [
    "0.4 Tev",
    'energy.min: "0.4 Tev" has a bad unit: unit "Tev" has the unknown word "Tev". Did you mean "TeV"? Expected an energy (TeV)',
  ],
])("the energy %j is refused", (quantity, message) => {
  expect(() => parseQuantity(quantity, "TeV", "energy.min")).toThrow(message);
});

test.each([
  ["erg/cm**2/s", "cm-2 erg s-1"],
  ["10**-12 erg cm-2 s-1", "10**-12 cm-2 erg s-1"],
  ["1000 m2", "10**3 m2"],
  ["2.5 m", "2.5 m"],
  ["hr", "h"],
  ["m**(3/2)", "m(3/2)"],
  ["s s", "s2"],
  ["s/s", ""],
  ["", ""],
])("%j is written %j", (text, written) => {
  expect(formatUnit(text)).toBe(written);
});
