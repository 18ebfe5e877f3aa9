import type { Table } from "@gammakit/core";

/** A column of energies or fluxes with a unit in brackets behind it, the only way in which CSV can say one: e_ref [GeV]. */
const named =
  /^((?:e_(?:ref|min|max)|(?:ref_)?(?:dnde|e2dnde|flux|eflux)(?:_err[pn]?|_ul)?))\s*(?:\[([^\]]+)\]|\(([^)]+)\))$/i;

/** The table with units that stand in the names of columns of energies and fluxes as those of the columns. */
export function withNamedUnits(table: Table): Table {
  const columns = table.columns.map((column) => {
    const [, name, inBrackets, inParentheses] = named.exec(column.name.trim()) ?? [];
    const unit = inBrackets ?? inParentheses;
    return name === undefined || column.unit.trim() !== "" ? column : { ...column, name, unit: unit.trim() };
  });
  return { ...table, columns };
}
