import { expect, test } from "vitest";
import { formatUnit } from "../../src/units/format-unit.ts";
import { parseUnit } from "../../src/units/parse-unit.ts";
import astropy from "../fixtures/written-units.json" with { type: "json" };

/** astropy rounds several times on the way to a size; this library once. */
const tolerance = 1e-14;

/** Sizes that differ on purpose. */
const magnitudes = "astropy's magnitude is −0.4 dex, ours 0.4: neither converts one into the other without a logarithm";

test("astropy reads every unit that is written, and finds the same size and base units", () => {
  const rows = astropy.rows as unknown as readonly [
    string,
    string,
    readonly string[],
    number,
    Record<string, number>,
  ][];
  const failed: unknown[] = [];
  const different: string[] = [];
  for (const [text, written, readers, size, bases] of rows) {
    const unit = parseUnit(text);
    if (/mag$/.test(text) && -size === unit.scale) different.push(text);
    const same =
      formatUnit(text) === written &&
      readers.length > 0 &&
      Math.abs(Math.abs(size) - unit.scale) <= tolerance * unit.scale &&
      Object.entries({ ...bases, ...unit.dimensions }).every(([name, power]) => bases[name] === power);
    if (!same) failed.push([text, formatUnit(text), unit.scale, unit.dimensions, written, size, bases]);
  }
  expect(failed).toEqual([]);
  expect(different, magnitudes).toEqual(["mag", "Tmag", "kmag", "damag", "mmag"]);
});

test("what has a form in the FITS standard is written in it", () => {
  const rows = astropy.rows as unknown as readonly [string, string, readonly string[]][];
  const beyond = rows.filter(([, , readers]) => !readers.includes("fits")).map(([, written]) => written);
  expect([...new Set(beyond)].sort()).toMatchInlineSnapshot(`
    [
      "0.005",
      "1.5e-13 cm-2 s-1",
      "10**-3 Ci",
      "10**-3 Crab",
      "10**1 Ci",
      "10**1 Crab",
      "10**12 Ci",
      "10**12 Crab",
      "10**3 Ci",
      "10**3 Crab",
      "12 km(2/3)",
      "2.5 m",
      "Ci",
      "Crab",
      "DN",
      "M_e",
      "M_p",
      "dB",
      "deg_C",
      "dex",
      "earthMass",
      "earthRad",
      "electron",
      "hourangle",
      "jupiterMass",
      "jupiterRad",
      "mCrab",
      "wk",
    ]
  `);
});
