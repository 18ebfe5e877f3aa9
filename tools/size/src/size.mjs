import { parseArgs } from "node:util";
import { isForPages, packagesIn, root } from "@gammakit-tools/workspace";
import { budgets } from "./budgets.mjs";
import { measure } from "./measure.mjs";

// Holds every public package to its budget. `--only NAME` measures one, `--modules` says what it is made of.
const { values } = parseArgs({ options: { only: { type: "string" }, modules: { type: "boolean" } } });
const packages = packagesIn(root).filter(isForPages);
/** @type {string[]} */
const problems = packages
  .filter(({ name }) => !budgets.some(({ from, take }) => from === name && take === undefined))
  .map(
    ({ name }) => `${name} has no budget: measure it with --only ${name}, and add it to tools/size/src/budgets.mjs.`,
  );

const asked = budgets.filter(({ name }) => values.only === undefined || values.only === name);
if (asked.length === 0 && values.only !== undefined) {
  const pkg = packages.find(({ name }) => name === values.only);
  if (pkg) asked.push({ name: pkg.name, from: pkg.name, limit: Infinity });
  else problems.push(`There is no budget and no package named ${values.only}.`);
}
for (const budget of asked) {
  const pkg = packages.find(({ name }) => name === budget.from);
  if (pkg === undefined) {
    problems.push(`${budget.name}: there is no package ${budget.from}.`);
    continue;
  }
  const { bytes, modules, unmatched } = await measure(budget, pkg.path);
  const share = Number.isFinite(budget.limit) ? `of ${kilobytes(budget.limit)} kB` : "no budget";
  console.log(`${budget.name.padEnd(32)}${kilobytes(bytes).padStart(8)} kB  ${share}`);
  if (bytes > budget.limit) {
    const more = "See what it is made of with --modules; raise a budget only on purpose.";
    problems.push(`${budget.name}: ${bytes} bytes, ${bytes - budget.limit} more than its budget. ${more}`);
  }
  for (const pattern of unmatched) {
    problems.push(`${budget.name}: nothing that is loaded on demand matches ${pattern}. Take it out of "without".`);
  }
  if (values.modules === true) listModules(modules);
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** @param {ReadonlyMap<string, number>} modules */
function listModules(modules) {
  const largest = [...modules].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
  for (const [id, bytes] of largest) {
    console.log(`${String(bytes).padStart(10)}  ${id.replace(/^.*node_modules\//, "").replace(root, "")}`);
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}
