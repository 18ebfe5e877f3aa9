import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gammakitVersion } from "@gammakit/analysis";
import { table } from "../markdown.mjs";
import { docs } from "../places.mjs";
import { hasRealData } from "../run-pages.mjs";
import { holds } from "../validation/comparison.mjs";
import { measureJobs } from "../validation/jobs.mjs";

const snapshot = join(docs, "validation.json");

/**
 * @typedef {{ measured: string, jobs: import("../validation/jobs.mjs").JobBoard[] }} Board
 */

/**
 * The board. Where the data and the reference are, it is measured now; elsewhere it is the one that was last measured and stored,
 * and the page says so. `problems` names numbers beyond their tolerance, and a stored board that is out of date.
 */
export async function validationPage() {
  const reference = process.env.GAMMAKIT_REFERENCE;
  const data = process.env.GAMMAPY_DATA;
  const canMeasure = hasRealData() && data !== undefined && reference !== undefined && existsSync(reference);
  if (!canMeasure) return pageOf(stored(), "stored");
  const board = {
    measured: `gammakit ${gammakitVersion}, Node ${process.version}`,
    jobs: await measureJobs({ data, reference }),
  };
  if (process.argv.includes("--update")) writeFileSync(snapshot, pack(board));
  const page = pageOf(board, "now");
  if (existsSync(snapshot) && shapeOf(stored()) === shapeOf(board)) return page;
  return {
    ...page,
    problems: [
      ...page.problems,
      "apps/docs/validation.json is out of date: node apps/docs/build/pages/validation.mjs --update",
    ],
  };
}

/** @returns {Board} */
function stored() {
  const { measured, jobs } = JSON.parse(readFileSync(snapshot, "utf8"));
  return {
    measured,
    jobs: jobs.map((/** @type {any} */ { title, example, quantities, rows }) => ({
      title,
      example,
      comparisons: rows.map((/** @type {any[]} */ [k, where, numbers, difference, tolerance, reference, found]) => {
        const [quantity, rule] = quantities[k];
        return {
          quantity,
          where,
          numbers,
          difference,
          tolerance,
          rule,
          ...(reference !== undefined && { reference, found }),
        };
      }),
    })),
  };
}

/** The board as a small file: a line per comparison, numbers to the digits that the page shows. @param {Board} board */
function pack({ measured, jobs }) {
  const parts = jobs.map(({ title, example, comparisons }) => {
    const quantities = [...new Map(comparisons.map(({ quantity, rule }) => [quantity, rule]))];
    const rows = comparisons.map(({ quantity, where, numbers, difference, tolerance, reference, found }) => {
      const k = quantities.findIndex(([name]) => name === quantity);
      const row = [k, where, numbers, difference, tolerance, ...(reference === undefined ? [] : [reference, found])];
      return JSON.stringify(row, (_, value) => (typeof value === "number" ? Number(value.toPrecision(7)) : value));
    });
    const head = JSON.stringify({ title, example, quantities }).slice(0, -1);
    return `${head},"rows":[\n${rows.join(",\n")}]}`;
  });
  return `{"measured":${JSON.stringify(measured)},"jobs":[\n${parts.join(",\n")}]}\n`;
}

/** What was compared, without the numbers. @param {Board} board */
function shapeOf({ jobs }) {
  return JSON.stringify(
    jobs.map(({ title, comparisons }) => [
      title,
      comparisons.map(({ quantity, where, rule }) => [quantity, where, rule]),
    ]),
  );
}

/** @param {Board} board @param {"now" | "stored"} when */
function pageOf({ measured, jobs }, when) {
  const all = jobs.flatMap(({ comparisons }) => comparisons);
  const numbers = all.reduce((sum, one) => sum + one.numbers, 0);
  const beyond = jobs.flatMap(({ title, comparisons }) =>
    comparisons.filter((one) => !holds(one)).map((one) => ({ title, ...one })),
  );
  const words =
    when === "now"
      ? `Measured when this page was built, by ${measured}.`
      : `This page was built where the data are not; the board is the one last measured, by ${measured}.`;
  const verdict =
    beyond.length === 0 ? "All are within their tolerance." : `${beyond.length} are beyond their tolerance.`;
  const parts = jobs.map(({ title, example, comparisons }) => {
    const quantities = [...new Set(comparisons.map(({ quantity }) => quantity))];
    const summary = quantities.map((quantity) =>
      summaryRow(
        quantity,
        comparisons.filter((one) => one.quantity === quantity),
      ),
    );
    const rows = comparisons.map((one) => [
      one.where,
      one.quantity,
      one.reference === undefined ? `${one.numbers} numbers` : digits(one.reference),
      one.found === undefined ? "" : digits(one.found),
      small(one.difference),
      one.tolerance === 0 ? "exact" : small(one.tolerance),
      holds(one) ? "agrees" : "**differs**",
    ]);
    const details = `<details>\n<summary>Every number: ${rows.length} comparisons</summary>\n\n${table(["where", "quantity", "reference", "gammakit", "difference", "tolerance", ""], rows)}\n\n</details>`;
    return `### ${title}\n\n[\`${example}\`](./reference/job-files)\n\n${table(["quantity", "numbers", "largest difference", "tolerance", "of the tolerance", ""], summary)}\n\n${details}\n`;
  });
  return {
    text: `## The board\n\n${numbers} numbers of Gammapy 2.0.dev103 (iminuit 2.11.2, astropy 5.2.1). ${verdict} ${words}\n\n${parts.join("\n")}`,
    problems: beyond.map(
      ({ title, quantity, where, difference, tolerance }) =>
        `${title}: ${quantity}, ${where}: off by ${difference}, allowed ${tolerance}`,
    ),
  };
}

/** @param {string} quantity @param {readonly import("../validation/comparison.mjs").Comparison[]} list */
function summaryRow(quantity, list) {
  const worst = list.reduce((most, one) => (share(one) > share(most) ? one : most), list[0]);
  const numbers = list.reduce((sum, one) => sum + one.numbers, 0);
  const part = worst.tolerance === 0 ? "" : `${(100 * share(worst)).toPrecision(2)} %`;
  return [quantity, numbers, small(worst.difference), worst.rule, part, list.every(holds) ? "agrees" : "**differs**"];
}

/** @param {import("../validation/comparison.mjs").Comparison} one */
function share({ difference, tolerance }) {
  return tolerance === 0 ? difference : difference / tolerance;
}

/** @param {number} value */
function digits(value) {
  const size = Math.abs(value);
  if (Number.isInteger(value) || (size >= 1e-3 && size < 1e6)) return String(Number(value.toPrecision(7)));
  return value.toExponential(6);
}

/** @param {number} value */
function small(value) {
  if (value === 0 || (value >= 1e-3 && value < 1e6)) return String(Number(value.toPrecision(2)));
  return value.toExponential(1);
}

if (import.meta.filename === process.argv[1]) {
  const { problems } = await validationPage();
  for (const problem of problems) console.log(problem);
}
