import { fluxOf } from "@gammakit/core";
import { expect, test } from "vitest";
import { readFluxPoints } from "../../src/index.ts";

/** What is read of a CSV, and what its reader tells, but for the spectrum that is assumed. */
async function readText(text: string) {
  const warnings: string[] = [];
  const onWarning = (message: string) => {
    if (!message.includes("REFMODEL")) warnings.push(message);
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
