import { cos, type PixelRegion, sin } from "@gammakit/core";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The region turned counter-clockwise in the pixel plane by `angle` [rad] around `center`. */
export function turnPixelRegion(region: PixelRegion, center: Point, angle: number): PixelRegion {
  const [c, s] = [cos(angle), sin(angle)];
  const turn = (x: number, y: number): Point => {
    const [dx, dy] = [x - center.x, y - center.y];
    return { x: center.x + c * dx - s * dy, y: center.y + s * dx + c * dy };
  };
  switch (region.kind) {
    case "circle":
    case "annulus":
    case "point":
      return { ...region, ...turn(region.x, region.y) };
    case "rectangle":
    case "ellipse":
    case "elliptical-annulus":
    case "rectangular-annulus":
      return { ...region, ...turn(region.x, region.y), angle: region.angle + (angle * 180) / Math.PI };
    case "polygon": {
      const points = Array.from(region.x, (x, k) => turn(x, region.y[k]));
      return {
        kind: "polygon",
        x: Float64Array.from(points, ({ x }) => x),
        y: Float64Array.from(points, ({ y }) => y),
      };
    }
    case "line": {
      const [a, b] = [turn(region.x1, region.y1), turn(region.x2, region.y2)];
      return { kind: "line", x1: a.x, y1: a.y, x2: b.x, y2: b.y };
    }
    case "union":
      return { kind: "union", regions: region.regions.map((part) => turnPixelRegion(part, center, angle)) };
    case "compound": {
      const { a, b } = region;
      return { ...region, a: turnPixelRegion(a, center, angle), b: turnPixelRegion(b, center, angle) };
    }
  }
}
