import ts from "typescript";

/**
 * Exports without a doc comment, per entry; and how many exports each entry has.
 * @param {readonly import("./entries.mjs").Entry[]} entries
 * @returns {Map<string, { exported: number, undocumented: string[] }>} By specifier.
 */
export function docstrings(entries) {
  const program = ts.createProgram(
    entries.map(({ declarations }) => declarations),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
      noLib: true,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  return new Map(
    entries.map(({ specifier, declarations }) => {
      const file = program.getSourceFile(declarations);
      const module = file && checker.getSymbolAtLocation(file);
      const symbols = module ? checker.getExportsOfModule(module) : [];
      const undocumented = symbols.filter((symbol) => !hasComment(checker, symbol)).map(({ name }) => name);
      return [specifier, { exported: symbols.length, undocumented: undocumented.sort() }];
    }),
  );
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} symbol */
function hasComment(checker, symbol) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.getDocumentationComment(checker).length > 0;
}
