import { hasEdges } from "./flux-bins.ts";
import type { FluxCells } from "./flux-cells.ts";
import type { TableSedType } from "./flux-columns.ts";

/** Tells which units and energies are taken where the table has none. */
export function tellAssumed(
  cells: FluxCells,
  sedType: TableSedType,
  unitOfFlux: string,
  warn: (message: string) => void,
): void {
  tellAssumedUnits(cells, sedType, unitOfFlux, warn);
  if (!cells.has("e_ref") && (sedType === "dnde" || sedType === "e2dnde")) {
    warn(`${cells.where}: there is no e_ref; ${sedType} is taken at the geometric means of e_min and e_max.`);
  }
  if (!hasEdges(cells)) {
    warn(`${cells.where}: there are no e_min and e_max; edges of bins half-way between the energies are taken.`);
  }
}

/** Tells how many fluxes are taken for limits as they stand alone, and how many points as nothing says that they are measured. */
export function tellTakenLimits(
  { where }: FluxCells,
  alone: number,
  unsaid: number,
  warn: (message: string) => void,
): void {
  if (alone > 0) {
    const what = alone === 1 ? "a flux is" : `${alone} fluxes are`;
    warn(
      `${where}: ${what} taken for the upper limit, as is_ul is true there and neither an error nor a limit is beside.`,
    );
  }
  if (unsaid > 0) {
    const [what, taken] =
      unsaid === 1
        ? ["a point that has", "is taken for an upper limit"]
        : [`${unsaid} points that have`, "are taken for upper limits"];
    warn(
      `${where}: ${what} both an error and a limit ${taken}, as neither is_ul nor sqrt_ts says which are. Add a column is_ul.`,
    );
  }
}

function tellAssumedUnits(
  cells: FluxCells,
  sedType: TableSedType,
  unitOfFlux: string,
  warn: (message: string) => void,
): void {
  const fluxes = sedType === "likelihood" ? [] : ["", "_err", "_errn", "_errp", "_ul"].map((end) => sedType + end);
  const isBare = (name: string) => cells.has(name) && cells.unit(name) === undefined;
  const [energies, values] = [["e_ref", "e_min", "e_max"].filter(isBare), fluxes.filter(isBare)];
  const bare = [...energies, ...values];
  if (bare.length === 0) return;
  const taken = [...(energies.length > 0 ? ["TeV"] : []), ...(values.length > 0 ? [unitOfFlux] : [])].join(" and ");
  warn(
    `${cells.where}: no unit is given for ${bare.join(", ")}; ${taken} ${energies.length > 0 && values.length > 0 ? "are" : "is"} taken. A unit can stand behind the name of a column: ${bare[0]} [${energies.length > 0 ? "GeV" : unitOfFlux}].`,
  );
}
