import ts from "typescript";

/** @typedef {{ line: number, words: string }} Finding `line` counts from 1. */

// Written so that this file does not contain what it looks for.
const forbidden = [
  { pattern: /(?<![\w.@-])\/(work|root|tmp\/bash_jobs)\//, words: "a path of one machine" },
  { pattern: /(?<![\w.@-])\/(home|Users)\/\w+\//, words: "a path of one machine" },
  { pattern: /\bregistry\.(npmjs|yarnpkg|npmmirror)\.(org|com)\b/, words: "a registry host" },
  { pattern: /\b(npm\.pkg\.github\.com|pypi\.org\/simple)\b/, words: "a registry host" },
];

const verbs =
  "normal|initial|minim|maxim|optim|serial|summar|parametr|parameter|discret|regular|recogn|organ|vector|standard|general|linear|quant|random|equal|categor|real|visual|util";
const british = new RegExp(
  `(colour|behaviour|neighbour|favour|honour|centre|catalogue|licence|artefact|analys(e|ed|ing)(?![a-z])|(${verbs})is(e|es|ed|er|ers|ing|ation|ations|able)(?![a-z]))`,
  "i",
);

/**
 * Lines that hold what belongs to one machine.
 * @param {string} text
 * @returns {Finding[]}
 */
export function forbiddenWords(text) {
  return text
    .split("\n")
    .flatMap((content, i) =>
      forbidden
        .filter(({ pattern }) => pattern.test(content))
        .map(({ pattern, words }) => ({ line: i + 1, words: `${words}: ${pattern.exec(content)?.[0]}` })),
    );
}

/**
 * Identifiers in British spelling; comments and strings are free.
 * @param {string} name
 * @param {string} text
 * @returns {Finding[]}
 */
export function britishIdentifiers(name, text) {
  if (!british.test(text)) return [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext);
  /** @type {Finding[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node) && british.test(node.text)) {
      const line = file.getLineAndCharacterOfPosition(node.end).line + 1;
      found.push({ line, words: `write American: ${node.text}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
