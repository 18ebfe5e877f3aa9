import type { PixelRegion } from "@gammakit/core";

/** Points along a closed line [pixels], one ring each for outer and inner edges. */
export type Ring = readonly (readonly [number, number])[];

const corners = 96;

/** The edges of a region in the pixel plane, as closed rings. */
export function outline(region: PixelRegion): readonly Ring[] {
  switch (region.kind) {
    case "circle":
      return [ellipse(region.x, region.y, region.radius, region.radius, 0)];
    case "annulus":
      return [region.outerRadius, region.innerRadius].map((radius) => ellipse(region.x, region.y, radius, radius, 0));
    case "ellipse":
      return [ellipse(region.x, region.y, region.width / 2, region.height / 2, region.angle)];
    case "rectangle":
      return [rectangle(region.x, region.y, region.width / 2, region.height / 2, region.angle)];
    case "polygon":
      return [closed(Array.from(region.x, (x, k) => [x, region.y[k]] as const))];
    case "point":
      return [ellipse(region.x, region.y, 0.5, 0.5, 0)];
    case "union":
      return region.regions.flatMap(outline);
  }
}

function ellipse(x: number, y: number, a: number, b: number, angle: number): Ring {
  const points = Array.from({ length: corners }, (_, k) => {
    const phase = (2 * Math.PI * k) / corners;
    return [a * Math.cos(phase), b * Math.sin(phase)] as const;
  });
  return turned(points, x, y, angle);
}

function rectangle(x: number, y: number, a: number, b: number, angle: number): Ring {
  const points = [
    [-a, -b],
    [a, -b],
    [a, b],
    [-a, b],
  ] as const;
  return turned(points, x, y, angle);
}

/** @param angle Counter-clockwise [deg]. */
function turned(points: Ring, x: number, y: number, angle: number): Ring {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  return closed(points.map(([u, v]) => [x + u * cos - v * sin, y + u * sin + v * cos] as const));
}

function closed(points: Ring): Ring {
  return [...points, points[0]];
}
