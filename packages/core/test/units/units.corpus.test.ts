import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { conversionFactor } from "../../src/units/convert.ts";
import { formatUnit } from "../../src/units/format-unit.ts";
import type { Unit } from "../../src/units/parse-unit.ts";
import { parseUnit } from "../../src/units/parse-unit.ts";

interface Decomposed {
  readonly decomposed_si?: { readonly scale: number; readonly bases: Readonly<Record<string, number>> };
}

type Format = "generic" | "fits" | "ogip" | "vounit" | "cds";

type Valid = Readonly<Record<Format, Decomposed>> & {
  readonly text: string;
  readonly factor_to?: Readonly<Record<string, number>>;
  readonly to_string?: { readonly fits?: string | null };
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

/** Where this library differs from astropy on purpose. */
const different: Readonly<Record<string, string>> = {
  "mag(ct/s)": "refused: the logarithm of a unit is not a factor",
  counts: "accepted as ct: the word that count columns of real files carry",
};

/** Both round several times on the way to a factor; this library once. */
const tolerance = 1e-14;

function outcome(text: string): Unit | string {
  try {
    return parseUnit(text);
  } catch (error) {
    return isGammakitError(error, "invalid-input") ? "refused" : String(error);
  }
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.abs(b);
}

function same(unit: Unit | string, expected: Decomposed): boolean {
  if (typeof unit === "string" || !expected.decomposed_si) return false;
  const { scale, bases } = expected.decomposed_si;
  const names = new Set([...Object.keys(bases), ...Object.keys(unit.dimensions)]);
  return near(unit.scale, scale) && [...names].every((name) => (bases[name] ?? 0) === (unit.dimensions[name] ?? 0));
}

describeWith(["GAMMAKIT_CORPORA"], "unit strings judged by astropy", () => {
  const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "units/units.json");

  test("what the generic, FITS or OGIP format accepts has its decomposition", async () => {
    const { valid } = await read();
    const failed: string[] = [];
    for (const entry of valid) {
      const accepted = [entry.generic, entry.fits, entry.ogip].filter((format) => format?.decomposed_si);
      if (different[entry.text]) continue;
      if (!accepted.length || !accepted.every((format) => same(outcome(entry.text), format))) failed.push(entry.text);
    }
    expect(failed).toEqual([]);
    expect(valid.length).toBeGreaterThanOrEqual(132);
  });

  test("conversion factors agree", async () => {
    const { valid, conversion_pairs } = await read();
    const pairs = valid.flatMap((entry) =>
      Object.entries(entry.factor_to ?? {}).map(([b, factor]) => ({ a: entry.text, b, factor })),
    );
    const failed: string[] = [];
    for (const { a, b, factor, error } of [...pairs, ...conversion_pairs] as Corpus["conversion_pairs"]) {
      let found: number | undefined;
      try {
        found = conversionFactor(a, b);
      } catch {
        found = undefined;
      }
      const ok = error === undefined ? found !== undefined && near(found, factor ?? Number.NaN) : found === undefined;
      if (!ok) failed.push(`${a} -> ${b}: ${found}, not ${factor ?? error}`);
    }
    expect(failed).toEqual([]);
  });

  test("the written form is astropy's FITS form, where it has one", async () => {
    const { valid } = await read();
    const failed: string[] = [];
    for (const { text, to_string } of valid) {
      const fits = to_string?.fits;
      if (different[text] || fits === undefined || fits === null) continue;
      if (formatUnit(text) !== fits) failed.push(`${text}: ${formatUnit(text)}, not ${fits}`);
    }
    expect(failed).toEqual([]);
  });

  test("what every format refuses, or formats read differently, is refused", async () => {
    const { invalid, ambiguous, refused_by_all_in_valid_list: refused } = await read();
    const all = [...invalid, ...ambiguous, ...refused].map(({ text }) => text);
    expect(all.filter((text) => !different[text] && outcome(text) !== "refused")).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(67);
  });
});
