import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { filesBelow, packagesIn } from "@gammakit-tools/workspace";
import { importsOf } from "./imports.mjs";
import { entrySubpaths, floorRules, packageRules } from "./rules.mjs";
import { unrepeatableUses } from "./unrepeatable.mjs";

/** @typedef {import("./imports.mjs").Import} Import */
/** @typedef {import("./rules.mjs").PackageRule} PackageRule */
/** @typedef {import("@gammakit-tools/workspace").WorkspacePackage} WorkspacePackage */

const builtins = new Set(builtinModules);

/**
 * Where a workspace breaks the table: one sentence each.
 * @param {string} at Root of the workspace.
 * @returns {{ problems: string[], packages: number, files: number, imports: number }}
 */
export function checkBoundaries(at) {
  const packages = packagesIn(at);
  const own = new Set([...packages.map(({ name }) => name), ...Object.keys(packageRules)]);
  const problems = cycles(packages);
  let files = 0;
  let imports = 0;
  for (const pkg of packages) {
    const rule = packageRules[pkg.name];
    if (!rule) {
      problems.push(`${pkg.folder}: "${pkg.name}" is not in the table of tools/boundaries/src/rules.mjs.`);
      continue;
    }
    problems.push(...manifestProblems(pkg, rule, own));
    for (const path of filesBelow(join(pkg.path, "src"), [".ts", ".tsx", ".mts", ".js", ".mjs"])) {
      const text = readFileSync(path, "utf8");
      const found = importsOf(path, text);
      files += 1;
      imports += found.length;
      const name = slashes(relative(at, path));
      problems.push(...unrepeatableUses(pkg.name, name, text));
      for (const one of found) {
        const words = importProblem(pkg, rule, own, path, one);
        if (words) problems.push(`${name}:${one.line}: ${words}`);
      }
    }
  }
  return { problems, packages: packages.length, files, imports };
}

/** @param {WorkspacePackage} pkg @param {PackageRule} rule @param {ReadonlySet<string>} own */
function manifestProblems(pkg, rule, own) {
  const { dependencies, peerDependencies, optionalDependencies } = pkg.manifest;
  const names = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  const known = [...(rule.thirdParty ?? []), ...(rule.nodeOnly ?? [])];
  return names
    .filter((name) => (own.has(name) ? !mayUse(rule, name) : !known.includes(name)))
    .map((name) => `${pkg.folder}/package.json: ${pkg.name} may not depend on ${name}. ${allowance(pkg, rule)}`);
}

/**
 * What is wrong with one import, or undefined.
 * @param {WorkspacePackage} pkg @param {PackageRule} rule @param {ReadonlySet<string>} own
 * @param {string} path @param {Import} one
 * @returns {string | undefined}
 */
function importProblem(pkg, rule, own, path, { specifier, typeOnly }) {
  const place = slashes(relative(pkg.path, path));
  const inNode = rule.freeRuntime === true || place.startsWith("src/node/");
  if (specifier === undefined) {
    return inNode || place === rule.namedAtRunTime
      ? undefined
      : "import() of a computed name cannot be checked; write the name or pass a function in.";
  }
  if (specifier.startsWith(".")) return relativeProblem(pkg, path, specifier, typeOnly, inNode);
  const [name, subpath] = splitSpecifier(specifier);
  if (specifier.startsWith("node:") || builtins.has(name)) {
    return inNode ? undefined : `"${specifier}" is a Node built-in; these belong in src/node/.`;
  }
  if (own.has(name)) return ownProblem(pkg, rule, name, subpath, inNode);
  if ((rule.nodeOnly ?? []).includes(name) && !inNode) return `"${name}" is for src/node/ alone.`;
  if ([...(rule.thirdParty ?? []), ...(rule.nodeOnly ?? []), ...(rule.bundled ?? [])].includes(name)) return undefined;
  return `${pkg.name} may not import "${name}". ${allowance(pkg, rule)}`;
}

/** @param {WorkspacePackage} pkg @param {PackageRule} rule @param {string} name @param {string} subpath @param {boolean} inNode */
function ownProblem(pkg, rule, name, subpath, inNode) {
  if (name === pkg.name) return `imports its own package by name; import the file.`;
  if (!mayUse(rule, name)) return `${pkg.name} may not import ${name}. ${allowance(pkg, rule)}`;
  if (subpath && !entrySubpaths.includes(subpath)) return `imports from inside ${name}; import from its root.`;
  if (subpath === "node" && !inNode) return `"${name}/${subpath}" is for Node; import it in src/node/.`;
  return undefined;
}

/** @param {WorkspacePackage} pkg @param {string} path @param {string} specifier @param {boolean} typeOnly @param {boolean} inNode */
function relativeProblem(pkg, path, specifier, typeOnly, inNode) {
  const target = slashes(relative(join(pkg.path, "src"), join(dirname(path), specifier)));
  if (target.startsWith("..")) {
    // The version in package.json is data, not code.
    return target === "../package.json" ? undefined : `"${specifier}" leaves src/.`;
  }
  if (target.startsWith("node/") && !inNode) return `"${specifier}" is in src/node/: only the /node entry reaches it.`;
  const floors = floorRules[pkg.name];
  const from = slashes(relative(join(pkg.path, "src"), path));
  if (!floors || !from.includes("/")) return undefined;
  const [here, there] = [from.split("/")[0], target.split("/")[0]];
  const floor = floors.find(({ name }) => name === here);
  if (!floor) return `folder ${pkg.folder}/src/${here} has no place in the floors of tools/boundaries/src/rules.mjs.`;
  if (!target.includes("/")) return `"${specifier}": inside a package, import the file, not the index.`;
  if (here === there || floor.uses.includes(there)) return undefined;
  if (floor.types?.includes(there)) {
    return typeOnly ? undefined : `${here} may import types alone from ${there}: write import type.`;
  }
  return `${here} may not import ${there}. It stands on: ${floor.uses.join(", ") || "nothing"}.`;
}

/** Cycles among the packages; development dependencies count, since the task runner follows them too. @param {WorkspacePackage[]} packages */
function cycles(packages) {
  const edges = new Map(
    packages.map(({ name, manifest }) => [
      name,
      Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies }),
    ]),
  );
  /** @type {string[]} */
  const problems = [];
  const done = new Set();
  /** @param {string} name @param {string[]} trail */
  const visit = (name, trail) => {
    if (trail.includes(name)) {
      problems.push(`cycle of packages: ${[...trail.slice(trail.indexOf(name)), name].join(" → ")}.`);
      return;
    }
    if (done.has(name)) return;
    for (const next of edges.get(name) ?? []) if (edges.has(next)) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of edges.keys()) visit(name, []);
  return problems;
}

/** @param {PackageRule} rule @param {string} name */
const mayUse = (rule, name) => rule.uses === "any" || rule.uses.includes(name);

/** @param {WorkspacePackage} pkg @param {PackageRule} rule */
function allowance(pkg, rule) {
  const uses = rule.uses === "any" ? ["any package"] : rule.uses;
  const all = [...uses, ...(rule.thirdParty ?? []), ...(rule.nodeOnly ?? []).map((name) => `${name} (in src/node/)`)];
  return `The table allows ${pkg.folder}: ${all.join(", ") || "nothing"}.`;
}

/** "@scope/name/sub/path" → ["@scope/name", "sub/path"]. @param {string} specifier */
function splitSpecifier(specifier) {
  const parts = specifier.split("/");
  const length = specifier.startsWith("@") ? 2 : 1;
  return [parts.slice(0, length).join("/"), parts.slice(length).join("/")];
}

/** @param {string} path */
const slashes = (path) => path.split(sep).join("/");
