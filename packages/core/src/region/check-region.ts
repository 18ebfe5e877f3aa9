import { GammakitError } from "../errors/gammakit-error.ts";
import type { SkyPosition } from "../sky/position.ts";
import type { Region } from "./region.ts";

/** More than this in one region is a mistake, or an attack. */
const maxDepth = 64;
const maxParts = 100_000;

/**
 * Throws "invalid-input" where a region has a size that is not positive, a number that is not finite, a latitude beyond a pole,
 * fewer than three vertices or no parts; "limit-exceeded" for more than 64 regions inside of one another or 100 000 in all.
 */
export function checkRegion(region: Region): void {
  check(region, 0, { parts: 0 });
}

function check(region: Region, depth: number, seen: { parts: number }): void {
  if (depth > maxDepth || ++seen.parts > maxParts) {
    const what = depth > maxDepth ? `goes deeper than ${maxDepth} levels` : `has more than ${maxParts} parts`;
    throw new GammakitError("limit-exceeded", `A region ${what}. Write it as a union of simpler ones, or a mask.`, {
      depth,
    });
  }
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
    case "elliptical-annulus":
    case "rectangular-annulus":
      checkHollow(region);
      return;
    case "line":
      checkPosition(region, region.start);
      checkPosition(region, region.end);
      return;
    case "union":
      if (region.regions.length === 0) throw wrong(region, "it has no parts");
      for (const part of region.regions) check(part, depth + 1, seen);
      return;
    case "compound":
      if (!operators.has(region.operator)) {
        throw wrong(region, `its operator is "${region.operator}", and must be one of ${[...operators].join(", ")}`);
      }
      check(region.a, depth + 1, seen);
      check(region.b, depth + 1, seen);
      return;
    default:
      throw new GammakitError("invalid-input", `"${(region as { kind?: unknown }).kind}" is no kind of region.`, {
        region,
      });
  }
}

const operators: ReadonlySet<string> = new Set(["union", "intersection", "difference", "xor"]);

function checkHollow(region: Region & { readonly kind: "elliptical-annulus" | "rectangular-annulus" }): void {
  const { innerWidth, innerHeight, outerWidth, outerHeight } = region;
  checkShape(region, { innerWidth, innerHeight, outerWidth, outerHeight });
  if (!Number.isFinite(region.angle)) throw wrong(region, `its angle is ${region.angle}`);
  if (innerWidth < outerWidth && innerHeight < outerHeight) return;
  throw wrong(
    region,
    `its hole measures ${innerWidth}° × ${innerHeight}° and it ${outerWidth}° × ${outerHeight}°; the hole must be smaller`,
  );
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
