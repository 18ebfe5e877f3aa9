import ts from "typescript";

/**
 * One import, export-from or `import()` of a file.
 * @typedef {object} Import
 * @property {string | undefined} specifier Undefined where it is computed at run time.
 * @property {boolean} typeOnly Leaves nothing in the built file.
 * @property {number} line From 1.
 */

/**
 * Every module a source text refers to.
 * @param {string} path For messages and to tell TypeScript from TSX.
 * @param {string} text
 * @returns {Import[]}
 */
export function importsOf(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  /** @type {Import[]} */
  const found = [];
  /** @param {ts.Node} node @param {ts.Node | undefined} specifier @param {boolean} typeOnly */
  const add = (node, specifier, typeOnly) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ specifier: literalText(specifier), typeOnly, line });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(node, node.argument, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * The text of a literal, seen through parentheses, `as` and `satisfies`.
 * @param {ts.Node | undefined} node
 * @returns {string | undefined}
 */
function literalText(node) {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isLiteralTypeNode(node)) return literalText(node.literal);
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) {
    return literalText(node.expression);
  }
  return undefined;
}
