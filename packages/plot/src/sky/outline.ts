import type { PixelRegion } from "@gammakit/core";

/** Points along a line [pixels], closed for the edge of an area. */
export type Ring = readonly (readonly [number, number])[];

const corners = 96;

/** The edges of a region in the pixel plane. */
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
    case "elliptical-annulus":
      return halves(region).map(([a, b]) => ellipse(region.x, region.y, a, b, region.angle));
    case "rectangular-annulus":
      return halves(region).map(([a, b]) => rectangle(region.x, region.y, a, b, region.angle));
    case "line":
      return [
        [
          [region.x1, region.y1],
          [region.x2, region.y2],
        ],
      ];
    case "compound":
      return [...outline(region.a), ...outline(region.b)];
    case "point":
      return [ellipse(region.x, region.y, 0.5, 0.5, 0)];
    case "union":
      return region.regions.flatMap(outline);
  }
}

/** Half the sides or axes of the outer and of the inner edge. */
function halves(shape: {
  readonly outerWidth: number;
  readonly outerHeight: number;
  readonly innerWidth: number;
  readonly innerHeight: number;
}): readonly (readonly [number, number])[] {
  return [
    [shape.outerWidth / 2, shape.outerHeight / 2],
    [shape.innerWidth / 2, shape.innerHeight / 2],
  ];
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
