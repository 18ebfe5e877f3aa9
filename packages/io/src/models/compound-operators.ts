/** Operators of models made of two, by their names in Gammapy's files, and the models that they are here. */
export const compoundOperators: Readonly<Record<string, string>> = {
  add: "sum",
  sub: "difference",
  mul: "product",
  truediv: "quotient",
};

/** Names of operators in Gammapy's files, by the models that they are here. */
export const operatorOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(compoundOperators).map(([operator, id]) => [id, operator]),
);
