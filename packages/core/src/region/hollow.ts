import type { PixelRegion } from "./pixel-region.ts";

type Hollow = Extract<PixelRegion, { readonly kind: "elliptical-annulus" | "rectangular-annulus" }>;
type Full = Extract<PixelRegion, { readonly kind: "ellipse" | "rectangle" }>;

/** The outer shape of an elliptical or rectangular annulus. */
export function outerOf(region: Hollow): Full {
  const { x, y, outerWidth: width, outerHeight: height, angle } = region;
  return { kind: fullKind(region), x, y, width, height, angle };
}

/** The shape that is cut out of an elliptical or rectangular annulus. */
export function innerOf(region: Hollow): Full {
  const { x, y, innerWidth: width, innerHeight: height, angle } = region;
  return { kind: fullKind(region), x, y, width, height, angle };
}

function fullKind({ kind }: Hollow): Full["kind"] {
  return kind === "elliptical-annulus" ? "ellipse" : "rectangle";
}
