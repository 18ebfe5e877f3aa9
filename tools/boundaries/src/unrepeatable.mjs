/** Functions that engines round differently, and which core has in a form that rounds alike everywhere. */
const unrepeatable =
  /\bMath\.(acos|acosh|asin|asinh|atan|atanh|atan2|cbrt|cos|cosh|exp|expm1|hypot|log|log10|log1p|log2|pow|sin|sinh|tan|tanh)\b/;

/** Packages whose numbers must not depend on the engine. */
const computing = new Set([
  "@gammakit/core",
  "@gammakit/io",
  "@gammakit/models",
  "@gammakit/makers",
  "@gammakit/fit",
  "@gammakit/estimators",
  "@gammakit/optimizers",
  "@gammakit/analysis",
  "@gammakit/simulate",
]);

/**
 * Where a source computes with functions of the engine, whose last bit depends on it.
 * @param {string} pkg Name of the package.
 * @param {string} name Path for messages.
 * @param {string} text
 * @returns {string[]}
 */
export function unrepeatableUses(pkg, name, text) {
  // The functions themselves; units, which only bound the size of a power; TDB, whose 1.7 ms need no sixteen digits; select-inside,
  // which leaves it to the others where a digit matters.
  if (!computing.has(pkg) || /\/(numeric\/repeatable\/|units\/|time\/tdb\.ts|region\/select-inside\.ts)/.test(name))
    return [];
  return text.split("\n").flatMap((line, i) => {
    const found = /^\s*(\*|\/\/|\/\*)/.test(line) ? null : unrepeatable.exec(line);
    if (found === null) return [];
    return [`${name}:${i + 1}: ${found[0]} depends on the engine; take ${found[1]} from @gammakit/core.`];
  });
}
