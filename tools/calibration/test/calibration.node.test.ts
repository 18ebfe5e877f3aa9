import { createRegistry, inlineExecutor } from "@gammakit/core";
import { fitPlugin } from "@gammakit/fit";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { beforeAll, expect, test } from "vitest";
import { calibrate, type Sections } from "../src/calibrate.mjs";

let sections: Sections;
beforeAll(async () => {
  const executor = inlineExecutor({ registry: createRegistry([modelsPlugin, minuitPlugin, fitPlugin]) });
  sections = await calibrate({ toys: 60, seed: 1, executor });
});

/** Share and error [%] in a cell. */
const numbers = (cell: string) => cell.split(" ± ").map(Number.parseFloat);

test("every method is tried at every signal over every background", () => {
  expect(Object.keys(sections)).toEqual([
    "Errors of fits",
    "Goodness of fit",
    "Upper limits over a known background",
    "Errors of a flux over a known background",
    "Upper limits over a background measured in 10 times the acceptance of the source",
    "Errors of a flux over a background measured in 10 times the acceptance of the source",
    "Likelihood ratio of nested models",
  ]);
  for (const { head, rows, words } of Object.values(sections)) {
    expect(words.length).toBeGreaterThan(50);
    for (const row of rows) expect(row).toHaveLength(head.length);
  }
  const limits = sections["Upper limits over a known background"];
  expect(limits.head.slice(2)).toHaveLength(4);
  expect(limits.rows.map(([background, signal]) => `${signal} over ${background}`)).toEqual(
    [1, 10].flatMap((background) => [0, 1, 3, 10].map((signal) => `${signal} over ${background}`)),
  );
});

test("errors of a bright source hold the truth in 68 %, within what 60 toys can tell", () => {
  const bright = sections["Errors of fits"].rows.filter(([, events]) => events === "1000");
  expect(bright).toHaveLength(4);
  for (const [, , , hesse, minos] of bright) {
    for (const [share, error] of [hesse, minos].map(numbers)) expect(Math.abs(share - 68.27)).toBeLessThan(4 * error);
  }
});

test("Feldman–Cousins and Bayes never hold less than 95 %, within what 60 toys can tell", () => {
  for (const [, , , , feldmanCousins, bayesian] of sections["Upper limits over a known background"].rows) {
    for (const [share, error] of [feldmanCousins, bayesian].map(numbers)) {
      expect(share).toBeGreaterThan(95.45 - 4 * error);
    }
  }
});
