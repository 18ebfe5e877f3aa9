import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { conversionFactor } from "../../src/units/convert.ts";
import { formatUnit } from "../../src/units/format-unit.ts";
import type { Unit } from "../../src/units/parse-unit.ts";
import { parseUnit } from "../../src/units/parse-unit.ts";
import { tally } from "../tally.ts";

interface Decomposed {
  readonly scale: number;
  readonly bases: Readonly<Record<string, number>>;
}

const formats = ["generic", "fits", "ogip", "vounit", "cds"] as const;
type Format = (typeof formats)[number];

type Valid = Readonly<Record<Format, { readonly decomposed_si?: Decomposed }>> & {
  readonly text: string;
  readonly factor_to?: Readonly<Record<string, number>>;
  readonly to_string?: Readonly<Record<Format, string | null>>;
};

interface Corpus {
  readonly valid: readonly Valid[];
  readonly conversion_pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly factor?: number;
    readonly error?: string;
  }[];
  readonly invalid: readonly { readonly text: string }[];
  readonly ambiguous: readonly { readonly text: string }[];
  readonly refused_by_all_in_valid_list: readonly { readonly text: string }[];
}

const logarithm = "refused: the logarithm of a unit is not a factor";
const invented = "VOUnit takes the word for an invented unit, often with a prefix; the other formats know it";
const gravity = "to CDS, G is the constant of gravity; to FITS, the gauss";
const lost = "astropy's CDS form drops what it cannot write";

/** astropy rounds several times on the way to a factor; this library once. The corpus names no tolerance. */
const tolerance = 1e-14;

function outcome(text: string): Unit | string {
  try {
    return parseUnit(text);
  } catch (error) {
    return isGammakitError(error, "invalid-input") ? "refused" : String(error);
  }
}

function near(a: number, b: number, relative = tolerance): boolean {
  return Math.abs(a - b) <= relative * Math.abs(b);
}

function same(unit: Unit | string, { scale, bases }: Decomposed, relative = tolerance): boolean {
  if (typeof unit === "string") return false;
  const names = new Set([...Object.keys(bases), ...Object.keys(unit.dimensions)]);
  return (
    near(unit.scale, scale, relative) && [...names].every((name) => (bases[name] ?? 0) === (unit.dimensions[name] ?? 0))
  );
}

describeWith(["GAMMAKIT_CORPORA"], "unit strings judged by astropy", () => {
  const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "units/units.json");

  test("what a format accepts has its decomposition", async () => {
    const { valid } = await read();
    const accepted = tally("unit strings of the generic, FITS and OGIP formats", { "mag(ct/s)": logarithm });
    const others = tally("unit strings of the VOUnit and CDS formats", {
      ...Object.fromEntries(
        ["hr", "day", "Msun", "earthMass", "micron", "Celsius", "Bq", "Ci", "µm", "m²"].map((text) => [
          `vounit ${text}`,
          invented,
        ]),
      ),
      "cds mG": gravity,
      "cds uG": gravity,
      "cds m/s/s": "astropy's CDS format reads the second divisor as a factor",
    });
    for (const entry of valid) {
      const found = outcome(entry.text);
      const expected = (["generic", "fits", "ogip"] as const).flatMap((format) => entry[format]?.decomposed_si ?? []);
      accepted.check(entry.text, expected.length > 0 && expected.every((each) => same(found, each)), found);
      for (const format of ["vounit", "cds"] as const) {
        const decomposed = entry[format]?.decomposed_si;
        if (decomposed) others.check(`${format} ${entry.text}`, same(found, decomposed), found);
      }
    }
    accepted.finish();
    others.finish();
  });

  test("conversion factors agree", async () => {
    const { valid, conversion_pairs } = await read();
    const factors = tally("factors to other units");
    for (const { text, factor_to } of valid) {
      for (const [to, factor] of Object.entries(factor_to ?? {})) {
        factors.check(`${text} -> ${to}`, near(factorOf(text, to), factor), factorOf(text, to));
      }
    }
    factors.finish();
    const pairs = tally("pairs of units");
    for (const { a, b, factor, error } of conversion_pairs) {
      const found = factorOf(a, b);
      const agrees = error === undefined ? near(found, factor ?? Number.NaN) : Number.isNaN(found);
      pairs.check(`${a} -> ${b}`, agrees, found);
    }
    pairs.finish();
  });

  test("the written form is astropy's FITS form, where it has one", async () => {
    const { valid } = await read();
    const cases = tally("written units");
    for (const { text, to_string } of valid) {
      const fits = to_string?.fits;
      if (typeof fits === "string") cases.check(text, formatUnit(text) === fits, formatUnit(text));
    }
    cases.finish();
  });

  test("whatever astropy writes in any format is read as the same unit", async () => {
    const { valid } = await read();
    const cases = tally("units as astropy writes them", {
      "cds sqrt(erg)": lost,
      "cds cm(3/2)": lost,
      "cds m**(3/2)": lost,
    });
    for (const entry of valid) {
      const expected = entry.generic?.decomposed_si ?? entry.fits?.decomposed_si ?? entry.ogip?.decomposed_si;
      for (const format of formats) {
        const written = entry.to_string?.[format];
        if (!written || !expected) continue;
        // Factors are written with as few as six digits.
        const rounded = /\d\.\d+e|13\.6057/.test(written) ? 1e-5 : tolerance;
        cases.check(`${format} ${entry.text}`, same(outcome(written), expected, rounded), [written, outcome(written)]);
      }
    }
    cases.finish();
  });

  test("what every format refuses, or formats read differently, is refused", async () => {
    const { invalid, ambiguous, refused_by_all_in_valid_list: refused } = await read();
    const cases = tally("strings that are no units", {
      counts: "accepted as ct: the word that count columns of real files carry",
    });
    for (const { text } of [...invalid, ...ambiguous, ...refused]) {
      cases.check(JSON.stringify(text).slice(1, -1), outcome(text) === "refused", outcome(text));
    }
    cases.finish();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** NaN where there is none. */
function factorOf(a: string, b: string): number {
  try {
    return conversionFactor(a, b);
  } catch (error) {
    if (!isGammakitError(error, "invalid-input")) throw error;
    return Number.NaN;
  }
}
