import type { SedType } from "@gammakit/core";

/** Energy fluxes are shown in erg, as the field does; inside they are in TeV. Exact by the definition of the SI. */
const ergPerTeV = 1.602176634;

/** Name and unit of a flux on an axis. */
export function sedAxis(sedType: SedType): { readonly quantity: string; readonly unit: string } {
  switch (sedType) {
    case "dnde":
      return { quantity: "dN/dE", unit: "cm-2 s-1 TeV-1" };
    case "e2dnde":
      return { quantity: "E² dN/dE", unit: "erg cm-2 s-1" };
    case "flux":
      return { quantity: "Flux", unit: "cm-2 s-1" };
    case "eflux":
      return { quantity: "Energy flux", unit: "erg cm-2 s-1" };
  }
}

/** From the unit inside to that of {@link sedAxis}. */
export function sedFactor(sedType: SedType): number {
  return sedType === "e2dnde" || sedType === "eflux" ? ergPerTeV : 1;
}
