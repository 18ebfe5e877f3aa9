import type { FluxPoint } from "./flux-points.ts";

/**
 * The form in which a flux is given: dN/dE at the reference energy [cm-2 s-1 TeV-1], its product with the square of that
 * energy [TeV cm-2 s-1], the integral over the bin [cm-2 s-1], or that of E dN/dE [TeV cm-2 s-1].
 */
export type SedType = "dnde" | "e2dnde" | "flux" | "eflux";

/** What of a flux point scales with its reference spectrum. */
export type NormQuantity = "norm" | "normErr" | "normErrn" | "normErrp" | "normUl";

/** Units of each form. */
export const sedUnits: Readonly<Record<SedType, string>> = {
  dnde: "cm-2 s-1 TeV-1",
  e2dnde: "cm-2 s-1 TeV",
  flux: "cm-2 s-1",
  eflux: "cm-2 s-1 TeV",
};

/** The flux of the reference spectrum in a bin, of which `norm` is a multiple. */
export function referenceFlux(
  point: Pick<FluxPoint, "eRef" | "refDnde" | "refFlux" | "refEflux">,
  sedType: SedType,
): number {
  switch (sedType) {
    case "dnde":
      return point.refDnde;
    case "e2dnde":
      return point.refDnde * point.eRef * point.eRef;
    case "flux":
      return point.refFlux;
    case "eflux":
      return point.refEflux;
  }
}

/** A flux, or its error or limit, in one of its forms; the unit is that of {@link SedType}. */
export function fluxOf(point: FluxPoint, sedType: SedType, quantity: NormQuantity = "norm"): number {
  return point[quantity] * referenceFlux(point, sedType);
}

/** The inverse of {@link fluxOf}: the multiple of the reference spectrum that a flux is. */
export function normOf(
  flux: number,
  point: Pick<FluxPoint, "eRef" | "refDnde" | "refFlux" | "refEflux">,
  sedType: SedType,
): number {
  return flux / referenceFlux(point, sedType);
}
