import { fluxOf } from "@gammakit/core";
import { expect, test } from "vitest";
import { readFluxPoints } from "../../src/index.ts";

/** What is read of a CSV, and what its reader tells, but for the spectrum and units that are assumed. */
async function readText(text: string) {
  const warnings: string[] = [];
  const onWarning = (message: string) => {
    if (!/REFMODEL|no unit is given|edges of bins half-way/.test(message)) warnings.push(message);
  };
  const { points } = await readFluxPoints(new TextEncoder().encode(text), { name: "paper.csv", onWarning });
  return { points, warnings };
}

const dnde = async (text: string) => (await readText(text)).points.map((point) => fluxOf(point, "dnde"));

test("blanks around commas are no text", async () => {
  const found = await dnde("e_ref, dnde, dnde_err\n0.5, 2e-10, 2e-11\n1, , \n");
  expect(found).toEqual([expect.closeTo(2e-10, 20), Number.NaN]);
});

test("a cell that is no number is named", async () => {
  await expect(dnde("e_ref,dnde\n0.5,2e-10\n1,\n2,<3e-12\n")).rejects.toThrow(
    'paper.csv: column dnde must hold numbers, but value 3 is "<3e-12"; leave cells empty that have no number.',
  );
});

test.each([
  ["FALSE", "TRUE"],
  ["F", "T"],
  ["no", "yes"],
  ["0", "1"],
  ["", "true"],
])("limits are those where is_ul is not %j but %j", async (no, yes) => {
  const text = `e_ref,dnde,dnde_err,dnde_ul,is_ul\n0.5,2e-10,2e-11,3e-10,${no}\n1,8e-12,,8e-12,${yes}\n`;
  expect((await readText(text)).points.map(({ isUl }) => isUl)).toEqual([false, true]);
});

test("what may be a limit or not is refused", async () => {
  await expect(dnde("e_ref,dnde,is_ul\n0.5,2e-10,perhaps\n1,2e-11,\n")).rejects.toThrow(
    'paper.csv: column is_ul must hold truth values, but value 1 is "perhaps". Write true or false.',
  );
});

test("energies may stand in any order, and their bins are those of the same energies in ascending order", async () => {
  const rows = ["0.5,2e-10", "1,4e-11", "2,8e-12"];
  const read = async (lines: readonly string[]) => (await readText(`e_ref,dnde\n${lines.join("\n")}\n`)).points;
  const sorted = await read(rows);
  expect(await read([rows[2], rows[0], rows[1]])).toEqual([sorted[2], sorted[0], sorted[1]]);
  expect(sorted[2].eMin).toBeCloseTo(Math.SQRT2, 12);
});

test("one energy alone has a bin around it, and two points may be at the same", async () => {
  const { points } = await readText("e_ref,dnde,dnde_err\n3,2e-12,1e-12\n");
  expect(points[0]).toMatchObject({ eRef: 3, eMin: 3 / 10 ** 0.1, eMax: 3 * 10 ** 0.1 });
  expect(fluxOf(points[0], "dnde")).toBeCloseTo(2e-12, 20);
  expect((await readText("e_ref,dnde\n3,2e-12\n3,3e-12\n")).points[1]).toMatchObject({ eMin: points[0].eMin });
});

test.each([
  ["e_ref,dnde\n0.5,2e-10\n,\n", "paper.csv: flux point 2 has no e_ref; an energy above 0 is needed."],
  ["e_ref,dnde\n0,2e-10\n1,2e-11\n", "flux point 1 has an e_ref of 0 TeV; an energy above 0 is needed."],
  ["e_ref,flux\n1,2e-11\n", "fluxes of the form flux need the columns e_min, e_max, not found here."],
  ["e_min,dnde\n1,2e-11\n", "fluxes of the form dnde need the column e_ref, not found here."],
])("what is missing in %j is said", async (text, message) => {
  await expect(readText(text)).rejects.toThrow(message);
});

test("dN/dE of bins without reference energies is that at their geometric means", async () => {
  const { points, warnings } = await readText("e_min,e_max,e2dnde,e2dnde_err\n1,4,2e-12,1e-12\n");
  expect([points[0].eRef, fluxOf(points[0], "dnde")]).toEqual([2, expect.closeTo(5e-13, 20)]);
  expect(warnings).toEqual([
    "paper.csv: there is no e_ref; e2dnde is taken at the geometric means of e_min and e_max.",
  ]);
});

test("errors downward may have their sign", async () => {
  const { points } = await readText("e_ref,dnde,dnde_errn,dnde_errp\n1,4e-11,-4e-12,5e-12\n2,8e-12,,\n");
  expect(fluxOf(points[0], "dnde", "normErrn")).toBeCloseTo(4e-12, 20);
  expect(points[1].normErrn).toBeNaN();
});

test("a flux without an error that is a limit is the limit, where the table has no column of limits", async () => {
  const rows = "0.5,2e-10,2e-11,false\n1,8e-12,,true\n2,3e-12,1e-12,true\n";
  const { points, warnings } = await readText(`e_ref,dnde,dnde_err,is_ul\n${rows}`);
  expect(points.map((point) => fluxOf(point, "dnde", "normUl"))).toEqual([
    Number.NaN,
    expect.closeTo(8e-12, 20),
    Number.NaN,
  ]);
  expect(warnings).toEqual([
    "paper.csv: a flux is taken for the upper limit, as is_ul is true there and neither an error nor a limit is beside.",
  ]);
});

test("units stand behind the names of columns", async () => {
  const { points, warnings } = await readText(
    "e_ref [GeV],dnde (m-2 s-1 TeV-1),dnde_err [cm-2 s-1 GeV-1]\n500,2e-6,2e-14\n1000,4e-7,4e-15\n",
  );
  expect(points.map(({ eRef }) => eRef)).toEqual([0.5, 1]);
  expect([fluxOf(points[0], "dnde"), fluxOf(points[0], "dnde", "normErr")]).toEqual([
    expect.closeTo(2e-10, 20),
    expect.closeTo(2e-11, 20),
  ]);
  expect(warnings).toEqual([]);
  await expect(readText("e_ref [s],dnde\n1,1\n")).rejects.toThrow('column e_ref has the unit "s"');
});

test("which units and edges are taken is told", async () => {
  const warnings: string[] = [];
  const bytes = new TextEncoder().encode("e_ref [GeV],e_min,dnde,dnde_err\n1,1,2e-10,2e-11\n2,2,4e-11,4e-12\n");
  await readFluxPoints(bytes, { name: "paper.csv", onWarning: (message) => warnings.push(message) });
  expect(warnings).toContain(
    "paper.csv: no unit is given for e_min, dnde, dnde_err; TeV and cm-2 s-1 TeV-1 are taken. A unit can stand behind the name of a column: e_min [GeV].",
  );
  expect(warnings).toContain(
    "paper.csv: there are no e_min and e_max; edges of bins half-way between the energies are taken.",
  );
});

test("comments may come first, and do not change the numbers of lines", async () => {
  const head = "# Table 2\r\n# by hand\r\ne_ref,dnde\r\n";
  expect(await dnde(`${head}0.5,2e-10\r\n`)).toEqual([expect.closeTo(2e-10, 20)]);
  await expect(dnde(`${head}0.5\r\n`)).rejects.toThrow("paper.csv, line 4: 1 fields");
});

test.each([";", "\t", " "])("columns separated by %j are not taken for one", async (separator) => {
  const text = ["e_ref,dnde", "0.5,2e-10", ""].join("\n").replaceAll(",", separator);
  const name = JSON.stringify(`e_ref${separator}dnde`);
  await expect(dnde(text)).rejects.toThrow(
    `paper.csv: the columns of a CSV must be separated by commas; its first line is ${name}.`,
  );
});

test.each(["<!DOCTYPE html>\n<p>Not found, sorry.</p>", '{ "error": 404 }'])("%j is no table", async (text) => {
  const words = `paper.csv is neither FITS nor ECSV nor CSV: it begins with ${JSON.stringify(text.slice(0, 40))}.`;
  await expect(dnde(text)).rejects.toThrow(words);
});

test("what depends on the spectrum that is assumed is told by the form of the fluxes", async () => {
  const warnings: string[] = [];
  const bytes = new TextEncoder().encode("e_min,e_max,flux\n1,2,2e-10\n");
  await readFluxPoints(bytes, { name: "paper.csv", onWarning: (message) => warnings.push(message) });
  expect(warnings[0]).toMatch(/REFMODEL.* Its flux does not depend on it; dnde, e2dnde and eflux do\.$/);
});

test("points with an error and a limit of which nothing says what they are are told", async () => {
  const rows = "0.5,2e-10,2e-11,3e-10\n1,4e-11,4e-12,\n2,,,3e-12\n";
  const { points, warnings } = await readText(`e_ref,dnde,dnde_err,dnde_ul\n${rows}`);
  expect(points.map(({ isUl }) => isUl)).toEqual([true, false, true]);
  expect(warnings).toEqual([
    "paper.csv: a point that has both an error and a limit is taken for an upper limit, as neither is_ul nor sqrt_ts says which are. Add a column is_ul.",
  ]);
});
