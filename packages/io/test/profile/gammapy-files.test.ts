import { column, fluxOf, type NormQuantity, type SedType, tableOf } from "@gammakit/core";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import {
  fluxPointsFromTable,
  fluxPointsTable,
  profileFromTable,
  readFluxPoints,
  readProfile,
} from "../../src/index.ts";

interface Numbers {
  readonly values: readonly (number | string)[];
}
interface Expected {
  readonly flux_points_gadf_sed: { readonly values: Readonly<Record<string, Numbers>>; readonly energy_edges: Numbers };
  readonly flux_points_profile: { readonly values: Readonly<Record<string, Numbers>> };
}

const folder = "formats/data";
const load = (name: string) => readData("GAMMAKIT_CORPORA", `${folder}/${name}`);
const near = ({ values }: Numbers) =>
  values.map((value) => (value === "NaN" ? Number.NaN : expect.closeTo(1, 12)) as number);
const ratio = (found: number, { values }: Numbers, i: number) => found / Number(values[i]);

describeWith(["GAMMAKIT_CORPORA"], "flux points written by Gammapy", () => {
  let expected: Expected;
  beforeAll(async () => {
    expected = (await readJson<{ expected: Expected }>("GAMMAKIT_CORPORA", `${folder}/expected.json`)).expected;
  });

  test.each(
    (["dnde", "e2dnde", "flux", "eflux"] as const).flatMap((form) => [
      [form, "fits"] as const,
      [form, "ecsv"] as const,
    ]),
  )("sed_%s.%s has the fluxes that Gammapy reads", async (form: SedType, suffix) => {
    const warnings: string[] = [];
    const { points, nSigmaUl } = await readFluxPoints(await load(`flux_points/sed_${form}.${suffix}`), {
      onWarning: (message) => void warnings.push(message),
    });
    const { values, energy_edges: edges } = expected.flux_points_gadf_sed;
    expect(nSigmaUl).toBe(2);
    const wanted: readonly (readonly [string, NormQuantity])[] = [
      [form, "norm"],
      [`${form}_err`, "normErr"],
      [`${form}_ul`, "normUl"],
    ];
    for (const [name, quantity] of wanted.filter(([known]) => known in values)) {
      expect(points.map((point, i) => ratio(fluxOf(point, form, quantity), values[name], i))).toEqual(
        near(values[name]),
      );
    }
    expect(points.map(({ ts }) => ts)).toEqual(values.ts.values);
    expect(points.map(({ counts }) => counts)).toEqual([72 + 89, 47 + 57, 16 + 19]);
    expect(points.map(({ isUl }) => isUl)).toEqual([false, false, false]);
    // Of a spectrum that these files do not name.
    expect(points.map(({ scan }) => scan)).toEqual([undefined, undefined, undefined]);
    expect(warnings).toEqual([expect.stringContaining("REFMODEL"), expect.stringContaining("norm_scan is left out")]);
    expect([points[0].eMin, ...points.map(({ eMax }) => eMax)]).toEqual(
      edges.values.map((edge) => expect.closeTo(Number(edge), 13)),
    );
  });

  test.each(["fits", "ecsv"])("sed_likelihood.%s has norms and the reference's fluxes", async (suffix) => {
    const { points } = await readFluxPoints(await load(`flux_points/sed_likelihood.${suffix}`));
    const { values } = expected.flux_points_gadf_sed;
    expect(points.map(({ norm }) => norm)).toEqual(values.norm.values);
    expect(points.map(({ normErrp }) => normErrp)).toEqual(values.norm_errp.values);
    expect(points.map(({ normErrn }) => normErrn)).toEqual(values.norm_errn.values);
    for (const form of ["dnde", "flux", "eflux"] as const) {
      expect(points.map((point, i) => ratio(fluxOf(point, form), values[form], i))).toEqual(near(values[form]));
    }
  });

  test("profiles by flux and by dnde have Gammapy's numbers; that the reference is not known is said", async () => {
    const { values } = expected.flux_points_profile;
    for (const [name, form] of [
      ["profile_flux.fits", "flux"],
      ["profile_dnde.ecsv", "dnde"],
    ] as const) {
      const warnings: string[] = [];
      const profile = await readProfile(await load(`flux_points/${name}`), {
        onWarning: (text) => warnings.push(text),
      });
      const points = profile.rows.map((row) => row.points[0]);
      expect(points.map((point, i) => ratio(fluxOf(point, form), values[form], i))).toEqual(near(values[form]));
      expect(points.map(({ counts }) => counts)).toEqual(values.counts.values);
      expect(points.map(({ sqrtTs }) => sqrtTs)).toEqual(values.sqrt_ts.values);
      expect(Number.isNaN(points[2].normUl)).toBe(true);
      expect(Array.from(profile.xRef)).toEqual([
        expect.closeTo(0.100008333, 9),
        expect.closeTo(0.300005, 9),
        expect.closeTo(0.500001667, 9),
      ]);
      expect(profile.rows[0].reference.parameters.map(({ value }) => value)).toEqual([2, 1e-12, 1]);
      expect([profile.regions.length, warnings.length]).toEqual([0, 2]);
      expect(points.map(({ scan }) => scan)).toEqual(points.map(() => undefined));
    }
  });

  test("a light curve is not taken for a spectrum", async () => {
    await expect(readFluxPoints(await load("flux_points/lc_flux.fits"))).rejects.toThrow(/Use readLightCurve/);
  });

  test.each([
    ["csv_ragged", /line 3|2 fields|1 field/],
    ["csv_unclosed_quote", /quote/],
    ["csv_decimal_comma", /no column|e_ref|fields/],
  ])("the broken file %s is refused", async (name, message) => {
    const bytes = await readData("GAMMAKIT_CORPORA", `faults/text/${name}.csv`);
    const refused = readFluxPoints(bytes, { name: `${name}.csv` });
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(`${name}.csv`);
  });
});

/** Two rows as Gammapy makes them of a cube in keV. */
function keVTable() {
  const cell = { shape: [1] };
  return tableOf("FLUXPOINTS", [
    column("x_min", Float64Array.of(0, 1), { unit: "deg" }),
    column("x_max", Float64Array.of(1, 2), { unit: "deg" }),
    column("x_ref", Float64Array.of(0.5, 1.5), { unit: "deg" }),
    column("e_ref", Float64Array.of(70710678.1186548, 70710678.1186548), { unit: "keV", ...cell }),
    column("e_min", Float64Array.of(1e7, 1e7), { unit: "keV", ...cell }),
    column("e_max", Float64Array.of(5e8, 5e8), { unit: "keV", ...cell }),
    column("flux", Float64Array.of(Number.NaN, 1.522026369922183), { unit: "cm-2 keV s-1 TeV-1", ...cell }),
    column("ts", Float64Array.of(Number.NaN, 485.014980138), cell),
    column("counts", Float64Array.of(0, 923), { shape: [1, 1] }),
    column("success", [false, true], cell),
  ]);
}

test("a spectrum that a file does not name is not named when its points are written again", () => {
  const one = { shape: [3] };
  const table = tableOf("FLUXPOINTS", [
    column("e_min", Float64Array.of(1), { unit: "TeV" }),
    column("e_max", Float64Array.of(4), { unit: "TeV" }),
    column("ref_dnde", Float64Array.of(1e-10), { unit: "cm-2 s-1 TeV-1" }),
    column("ref_flux", Float64Array.of(1e-10), { unit: "cm-2 s-1" }),
    column("ref_eflux", Float64Array.of(1e-10), { unit: "TeV cm-2 s-1" }),
    column("norm", Float64Array.of(1.5)),
    column("norm_scan", Float64Array.of(1, 1.5, 2), one),
    column("stat_scan", Float64Array.of(4, 0, 4), one),
  ]);
  const [read, again] = [table, fluxPointsTable(fluxPointsFromTable(table), "dnde")].map((it) =>
    fluxPointsFromTable(it, { onWarning: () => undefined }),
  );
  expect(read.points[0].scan?.norm).toEqual([1, 1.5, 2]);
  // Norms of the power law that is assumed, and none of another.
  expect(fluxOf(again.points[0], "dnde")).toBeCloseTo(1.5e-10, 22);
  expect([again.points[0].norm > 100, again.points[0].scan]).toEqual([true, undefined]);
});

test("energies in keV and composite units become TeV and cm-2 s-1", () => {
  const profile = profileFromTable(keVTable());
  const [, { points }] = profile.rows;
  expect([points[0].eMin, points[0].eMax, points[0].counts, points[0].success]).toEqual([0.01, 0.5, 923, true]);
  expect(fluxOf(points[0], "flux") / 1.522026369922183e-9).toBeCloseTo(1, 12);
  expect(points[0].sqrtTs).toBeCloseTo(22.0230556494, 9);
  expect(profile.rows[0].points[0].success).toBe(false);
});

test.each([
  ["a unit of another kind", "flux", { unit: "m" }, /column flux has the unit "m"/],
  [
    "cells of another length",
    "ts",
    { data: Float64Array.of(1, 2, 3, 4), shape: [2] },
    /column ts has 4 values, which does not fit the 2/,
  ],
  ["falling energies", "e_max", { data: Float64Array.of(1, 1) }, /flux point 1 goes from e_min 0.01 to e_max 1e-9/],
  ["words for numbers", "flux", { data: ["a", "b"] }, /column flux must hold numbers/],
])("a table with %s is refused by column", (_, name, change, message) => {
  const table = keVTable();
  const columns = table.columns.map((one) => (one.name === name ? { ...one, ...change } : one));
  const read = () => profileFromTable({ ...table, columns }, {}, "p.fits");
  expect(read).toThrow(message);
});

test("a table without fluxes, or of another form than it says, is refused", () => {
  const table = keVTable();
  const columns = table.columns.filter((one) => one.name !== "flux");
  expect(() => profileFromTable({ ...table, columns })).toThrow(/no column shows the form of the fluxes/);
  expect(() => profileFromTable({ ...table, meta: { SED_TYPE: "dnde" } })).toThrow(/form dnde need the column dnde/);
  expect(() => profileFromTable({ ...table, meta: { SED_TYPE: "luminosity" } })).toThrow(/SED_TYPE is "luminosity"/);
});
