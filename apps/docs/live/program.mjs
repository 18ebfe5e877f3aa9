import { parse } from "acorn";

/**
 * A block of a page, ready to run after the blocks before it.
 * @typedef {object} Program
 * @property {readonly string[]} modules What it imports.
 * @property {readonly string[]} parameters Names of earlier blocks that it may use.
 * @property {string} body Of an asynchronous function that returns all names there are after it.
 */

/**
 * Makes a function body of a module's text: imports are read from `__modules`, and names at the top are returned, so that the
 * next block has them. Lines stay where they are. Throws a SyntaxError with its place (`loc`) where the text is none.
 * @param {string} source
 * @param {readonly string[]} known Names that the blocks before it have.
 * @returns {Program}
 */
export function prepare(source, known) {
  const tree = parse(source, { ecmaVersion: "latest", sourceType: "module", locations: true });
  /** @type {string[]} */
  const modules = [];
  /** @type {string[]} */
  const declared = [];
  let body = "";
  let from = 0;
  const replace = (/** @type {{ start: number, end: number }} */ { start, end }, /** @type {string} */ text) => {
    const lines = source.slice(start, end).split("\n").length - 1;
    body += source.slice(from, start) + text + "\n".repeat(lines);
    from = end;
  };
  for (const node of tree.body) {
    if (node.type === "ImportDeclaration") {
      const module = String(node.source.value);
      modules.push(module);
      replace(node, importText(node, module, declared));
    } else if (node.type === "ExportNamedDeclaration" && node.declaration) {
      replace({ start: node.start, end: node.declaration.start }, "");
      declare(node.declaration, declared);
    } else declare(node, declared);
  }
  body += source.slice(from);
  const parameters = known.filter((name) => !declared.includes(name));
  return { modules, parameters, body: `${body}\n;return { ${[...parameters, ...declared].join(", ")} };` };
}

/** @param {import("acorn").ImportDeclaration} node @param {string} module @param {string[]} declared */
function importText(node, module, declared) {
  const from = `__modules[${JSON.stringify(module)}]`;
  const named = node.specifiers.flatMap((one) => {
    declared.push(one.local.name);
    if (one.type !== "ImportSpecifier") return [];
    const imported = one.imported.type === "Identifier" ? one.imported.name : JSON.stringify(one.imported.value);
    return imported === one.local.name ? [imported] : [`${imported}: ${one.local.name}`];
  });
  const whole = node.specifiers
    .filter((one) => one.type !== "ImportSpecifier")
    .map((one) => `const ${one.local.name} = ${from}${one.type === "ImportDefaultSpecifier" ? ".default" : ""};`);
  return [...whole, ...(named.length > 0 ? [`const { ${named.join(", ")} } = ${from};`] : [])].join(" ");
}

/** Adds the names that a statement declares. @param {any} node @param {string[]} declared */
function declare(node, declared) {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") declared.push(node.id.name);
  if (node.type === "VariableDeclaration") for (const { id } of node.declarations) bind(id, declared);
}

/** Adds the names of a pattern. @param {any} pattern @param {string[]} declared */
function bind(pattern, declared) {
  if (!pattern) return;
  if (pattern.type === "Identifier") declared.push(pattern.name);
  else if (pattern.type === "ObjectPattern")
    for (const one of pattern.properties) bind(one.value ?? one.argument, declared);
  else if (pattern.type === "ArrayPattern") for (const one of pattern.elements) bind(one, declared);
  else bind(pattern.left ?? pattern.argument, declared);
}
