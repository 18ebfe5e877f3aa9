import { createRegistry, type FluxPoint, type FluxProfile, fluxOf } from "@gammakit/core";
import { parseFits, verifyFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import {
  fluxPointsTable,
  ioPlugin,
  profileFromTable,
  profileTable,
  readCsv,
  readEcsv,
  readFluxPoints,
  readProfile,
  writeCsv,
  writeEcsv,
  writeFluxPointsFits,
  writeProfileFits,
} from "../../src/index.ts";
import { smallProfile } from "./small-profile.ts";

const forms = ["dnde", "e2dnde", "flux", "eflux"] as const;
const text = (content: string) => new TextEncoder().encode(content);

const hasNorm = ({ norm }: FluxPoint) => !Number.isNaN(norm);

/** The profile with its norms to within 1e-12 of their own size. */
function nearly(profile: FluxProfile): unknown {
  const close = (value: number) =>
    Number.isNaN(value) ? Number.NaN : expect.closeTo(value, 12 - Math.ceil(Math.log10(Math.abs(value) + 1e-9)));
  const rows = profile.rows.map((row) => ({
    ...row,
    points: row.points.map((point) => ({
      ...point,
      norm: close(point.norm),
      normErr: close(point.normErr),
      normErrn: close(point.normErrn),
      normErrp: close(point.normErrp),
      normUl: close(point.normUl),
    })),
  }));
  return { ...profile, rows };
}

test("by its norms a profile comes back from FITS to the bit, with regions and reasons", async () => {
  const bytes = writeProfileFits(smallProfile);
  expect(await readProfile(bytes)).toEqual(smallProfile);
  expect(verifyFits(parseFits(bytes))).toEqual([]);
});

test("by its norms a profile comes back from ECSV to the bit", async () => {
  const table = profileTable(smallProfile, "likelihood", { complete: true });
  expect(await readProfile(text(writeEcsv(table)))).toEqual(smallProfile);
});

test.each(forms)("by %s it comes back to 1e-12, from FITS and ECSV", async (form) => {
  expect(await readProfile(writeProfileFits(smallProfile, form))).toEqual(nearly(smallProfile));
  const table = profileTable(smallProfile, form, { complete: true });
  expect(profileFromTable(readEcsv(writeEcsv(table)))).toEqual(nearly(smallProfile));
});

test("CSV keeps names and numbers; what it cannot say is assumed, with a warning", async () => {
  const warnings: string[] = [];
  const table = profileTable(smallProfile, "likelihood", { complete: true });
  const read = await readProfile(text(writeCsv(table)), {
    onWarning: (message) => warnings.push(message),
    name: "p.csv",
  });
  expect(read.rows.map(({ points }) => points)).toEqual(smallProfile.rows.map(({ points }) => points));
  expect(read.regions).toEqual(smallProfile.regions);
  // Its fluxes in all forms are there, so that nothing depends on a spectrum without a name.
  expect(warnings).toEqual([expect.stringMatching(/^p\.csv: no unit is given for e_ref, e_min, e_max; TeV is taken/)]);
  expect(Number.isNaN(read.rows[0].nSigmaUl)).toBe(true);
});

test("of a file of densities without a model it says that fluxes in other forms depend on what is assumed", async () => {
  const warnings: string[] = [];
  const table = profileTable(smallProfile, "dnde");
  const read = await readProfile(text(writeCsv(table)), { onWarning: (message) => warnings.push(message) });
  const [known, assumed] = [smallProfile, read].map(
    ({ rows }) => rows.flatMap(({ points }) => points).find(hasNorm) as FluxPoint,
  );
  expect(fluxOf(assumed, "dnde") / fluxOf(known, "dnde")).toBeCloseTo(1, 12);
  expect(Math.abs(fluxOf(assumed, "flux") / fluxOf(known, "flux") - 1)).toBeGreaterThan(1e-3);
  const words = /Its dnde and e2dnde do not depend on it; flux and eflux, over bins, do\.$/;
  expect(warnings).toContainEqual(expect.stringMatching(words));
});

test("per steradian it says so in its units", async () => {
  const profile = { ...smallProfile, perSteradian: true };
  for (const form of ["likelihood", ...forms] as const) {
    expect(await readProfile(writeProfileFits(profile, form))).toEqual(nearly(profile));
  }
  const table = profileTable(profile, "flux");
  expect(table.columns.find(({ name }) => name === "flux")?.unit).toBe("cm-2 s-1 sr-1");
});

test("flux points of one spectrum come back, with one row per energy", async () => {
  const [, points] = smallProfile.rows;
  expect(await readFluxPoints(writeFluxPointsFits(points))).toEqual(points);
  const table = fluxPointsTable(points, "dnde");
  expect(table.rowCount).toBe(2);
  expect(table.meta).toMatchObject({ SED_TYPE: "dnde", UL_CONF: 0.9, NSIGMA: 1, UL_METH: "bounded" });
});

test("a profile of ten thousand regions may have many energies", () => {
  const [first] = smallProfile.rows;
  const scan = { norm: [0, 1, 2], stat: [3, 4, 5] };
  const points = Array.from({ length: 15 }, () => ({ ...first.points[0], scan }));
  const n = 10_000;
  const x = new Float64Array(n);
  const rows = Array.from({ length: n }, () => ({ ...first, points }));
  const table = profileTable({ ...smallProfile, xMin: x, xMax: x, xRef: x, solidAngle: x, regions: [], rows }, "dnde");
  expect(table.columns.find(({ name }) => name === "stat_scan")).toMatchObject({ shape: [15, 3] });
  expect(table.rowCount).toBe(n);
});

test("without the additional columns it has Gammapy's columns in their order and shape", () => {
  const names = (form: (typeof forms)[number] | "likelihood", profile = smallProfile) =>
    profileTable(profile, form)
      .columns.map(({ name }) => name)
      .join(" ");
  const common = "x_min x_max x_ref e_ref e_min e_max";
  expect(names("dnde")).toBe(
    `${common} dnde dnde_err dnde_errp dnde_errn dnde_ul ts sqrt_ts npred npred_excess stat stat_null stat_scan is_ul counts success norm_scan`,
  );
  expect(names("likelihood")).toBe(
    `${common} ref_dnde ref_flux ref_eflux norm norm_err norm_errn norm_errp norm_ul ts sqrt_ts npred npred_excess stat stat_null stat_scan is_ul counts success norm_scan`,
  );
  const plain = {
    ...smallProfile,
    rows: smallProfile.rows.map((row) => ({
      ...row,
      points: row.points.map(({ scan: _, ...point }) => ({ ...point, normErrn: Number.NaN, normErrp: Number.NaN })),
    })),
  };
  expect(names("dnde", plain)).toBe(
    `${common} dnde dnde_err dnde_ul ts sqrt_ts npred npred_excess stat stat_null is_ul counts success`,
  );
  const table = profileTable(smallProfile, "dnde");
  const shapes = Object.fromEntries(table.columns.map(({ name, shape, unit }) => [name, [shape, unit]]));
  expect(shapes).toMatchObject({
    x_min: [undefined, "deg"],
    e_ref: [[2], "TeV"],
    dnde: [[2], "cm-2 s-1 TeV-1"],
    npred: [[2, 1], ""],
    stat_scan: [[2, 3], ""],
  });
});

test("a power law as reference needs no columns of its own", () => {
  const parameters = [
    { name: "index", value: 2.3, unit: "" },
    { name: "amplitude", value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    { name: "reference", value: 1, unit: "TeV", frozen: true },
  ];
  const [eMin, eMax] = [0.01, 0.07];
  const fluxes = {
    refDnde: 1e-12 * Math.sqrt(eMin * eMax) ** -2.3,
    refFlux: (1e-12 * (eMin ** -1.3 - eMax ** -1.3)) / 1.3,
    refEflux: (1e-12 * (eMin ** -0.3 - eMax ** -0.3)) / 0.3,
  };
  const [, row] = smallProfile.rows;
  const points = [{ ...row.points[0], ...fluxes }];
  const profile = profileOf({ ...row, reference: { id: "power-law", parameters }, points });
  for (const form of forms) {
    const read = profileFromTable(readEcsv(writeEcsv(profileTable(profile, form))));
    expect(read.rows[0].points[0].norm / points[0].norm).toBeCloseTo(1, 12);
    expect(read.rows[0].points[0].refFlux / fluxes.refFlux).toBeCloseTo(1, 12);
  }
});

test("another reference without its columns is refused with what to do", () => {
  const table = readEcsv(writeEcsv(profileTable(smallProfile, "dnde")));
  expect(() => profileFromTable(table)).toThrow(/reference model is "log-parabola".*option complete/);
});

test("rows of different references are not written into one table", () => {
  const [first, second, third] = smallProfile.rows;
  const rows = [first, { ...second, nSigmaUl: 3 }, third];
  expect(() => profileTable({ ...smallProfile, rows }, "dnde")).toThrow(/Row 2 differs/);
});

test("the registry writes profiles by the end of the name", async () => {
  const writer = createRegistry([ioPlugin]).create("writer", "flux-points");
  expect([writer.accepts(smallProfile), writer.accepts(smallProfile.rows[0]), writer.accepts({})]).toEqual([
    true,
    true,
    false,
  ]);
  for (const name of ["p.fits", "p.ecsv"]) {
    const [file] = await writer.write(smallProfile, name);
    expect(await readProfile(file.bytes)).toEqual(smallProfile);
  }
  const [csv] = await writer.write(smallProfile, "p.csv");
  expect(readCsv(new TextDecoder().decode(csv.bytes)).rowCount).toBe(3);
  await expect(async () => writer.write(smallProfile, "p.txt")).rejects.toThrow(/p\.txt ends in none/);
});

function profileOf(row: FluxProfile["rows"][number]): FluxProfile {
  const one = Float64Array.of(0);
  return { kind: "flux-profile", xMin: one, xMax: one, xRef: one, regions: [], solidAngle: one, rows: [row] };
}
