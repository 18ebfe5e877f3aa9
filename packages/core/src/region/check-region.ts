import { GammakitError } from "../errors/gammakit-error.ts";
import type { SkyPosition } from "../sky/position.ts";
import type { Region } from "./region.ts";

/**
 * Throws "invalid-input" where a region has a size that is not positive, a number that is not finite, a latitude beyond a pole,
 * fewer than three vertices or no parts.
 */
export function checkRegion(region: Region): void {
  switch (region.kind) {
    case "circle":
      checkShape(region, { radius: region.radius });
      return;
    case "annulus":
      checkAnnulus(region);
      return;
    case "rectangle":
    case "ellipse":
      checkShape(region, { width: region.width, height: region.height });
      if (!Number.isFinite(region.angle)) throw wrong(region, `its angle is ${region.angle}`);
      return;
    case "polygon":
      if (region.vertices.length < 3) throw wrong(region, `it has ${region.vertices.length} vertices, and needs three`);
      for (const vertex of region.vertices) checkPosition(region, vertex);
      return;
    case "point":
      checkPosition(region, region.center);
      return;
    case "union":
      if (region.regions.length === 0) throw wrong(region, "it has no parts");
      for (const part of region.regions) checkRegion(part);
      return;
    default:
      throw new GammakitError("invalid-input", `"${(region as { kind?: unknown }).kind}" is no kind of region.`, {
        region,
      });
  }
}

function checkAnnulus(region: Region & { readonly kind: "annulus" }): void {
  const { innerRadius, outerRadius } = region;
  checkShape(region, { outerRadius });
  if (!(innerRadius >= 0 && innerRadius < outerRadius)) {
    throw wrong(
      region,
      `its inner radius is ${innerRadius}° and its outer one ${outerRadius}°; 0 ≤ inner < outer is needed`,
    );
  }
}

function checkShape(region: Region & { readonly center: SkyPosition }, sizes: Readonly<Record<string, number>>): void {
  checkPosition(region, region.center);
  for (const [name, size] of Object.entries(sizes)) {
    if (!(size > 0 && Number.isFinite(size))) throw wrong(region, `its ${name} is ${size}°, and must be positive`);
  }
}

function checkPosition(region: Region, { lon, lat }: SkyPosition): void {
  if (Number.isFinite(lon) && Math.abs(lat) <= 90) return;
  throw wrong(region, `(${lon}°, ${lat}°) is not a position on the sky`);
}

function wrong(region: Region, what: string): GammakitError {
  return new GammakitError("invalid-input", `A region of kind "${region.kind}" cannot be used: ${what}.`, { region });
}
