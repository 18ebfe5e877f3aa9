import type { PixelRegion, Region } from "@gammakit/core";
import { type Ds9Frame, type Ds9Place, placeOf, type SkyFrameName } from "./ds9-frames.ts";
import { fault, parseLength, parsePair, parseTurn, type Where } from "./ds9-numbers.ts";

/** Shapes that are read, and what each needs. */
export const shapes: ReadonlyMap<string, string> = new Map([
  ["circle", "x, y and a radius"],
  ["annulus", "x, y and two radii or more"],
  ["ellipse", "x, y, pairs of half axes and an angle"],
  ["box", "x, y, pairs of a width and a height, and an angle"],
  ["rotbox", "x, y, pairs of a width and a height, and an angle"],
  ["polygon", "x and y of three vertices or more"],
  ["point", "x and y"],
  ["line", "x and y of both ends"],
]);

/** Shapes that DS9 knows, and that are no regions here. */
export const drawings: ReadonlySet<string> = new Set([
  ...["text", "vector", "ruler", "compass", "projection", "segment", "plus"],
  ...["panda", "cpanda", "epanda", "bpanda", "pie"],
]);

/** A shape in numbers: positions in pairs, sizes in pairs too but for those of circles and annuli, and the angle. */
interface Parts {
  readonly points: readonly (readonly [number, number])[];
  readonly sizes: readonly number[];
  readonly angle: number;
}

/** Where a shape is. */
type Plane<R> = (shape: string, parts: Parts, k: number) => R;

/**
 * The regions of a shape on the sky or in the pixels of an image; an annulus of several rings is as many. Throws "invalid-file"
 * for what is none, "unsupported" where an image would be needed to read it.
 */
export function regionsOf(
  shape: string,
  args: readonly string[],
  frame: Exclude<Ds9Frame, { kind: "unknown" }>,
  where: Where,
): readonly ({ plane: "sky"; region: Region } | { plane: "pixel"; region: PixelRegion })[] {
  const parts = parse(shape, args, frame, where);
  const count = Math.max(1, ringCount(shape, parts.sizes));
  const all = Array.from({ length: count }, (_, k) => k);
  if (frame.kind === "image") return all.map((k) => ({ plane: "pixel", region: pixelRegion(shape, parts, k) }));
  const toSky = skyRegion(frame.name);
  return all.map((k) => ({ plane: "sky", region: toSky(shape, parts, k) }));
}

function ringCount(shape: string, sizes: readonly number[]): number {
  return shape === "annulus" ? sizes.length - 1 : sizes.length / 2 - 1;
}

function parse(shape: string, args: readonly string[], frame: Ds9Frame, where: Where): Parts {
  const isPath = shape === "polygon" || shape === "point" || shape === "line";
  const positions = isPath ? args : args.slice(0, 2);
  const rest = isPath ? [] : args.slice(2);
  const turned = shape === "ellipse" || shape === "box" || shape === "rotbox";
  const hasAngle = turned && rest.length % 2 === 1;
  const sizes = hasAngle ? rest.slice(0, -1) : rest;
  if (!isComplete(shape, positions.length, sizes.length)) {
    throw fault(`has ${args.length} numbers, and needs ${shapes.get(shape)}`, where);
  }
  const points = positions
    .filter((_, k) => k % 2 === 0)
    .map((x, k) => parsePair(x, positions[2 * k + 1], frame, where));
  for (const [, lat] of points) {
    if (frame.kind === "sky" && Math.abs(lat) > 90) throw fault(`${lat}° is beyond a pole`, where);
  }
  const lengths = sizes.map((token) => parseLength(token, frame, where));
  checkSizes(shape, lengths, where);
  return { points, sizes: lengths, angle: hasAngle ? parseTurn(rest[rest.length - 1], where) : 0 };
}

function isComplete(shape: string, positions: number, sizes: number): boolean {
  if (shape === "point") return positions === 2;
  if (shape === "line") return positions === 4;
  if (shape === "polygon") return positions >= 6 && positions % 2 === 0;
  if (positions !== 2) return false;
  return shape === "circle" ? sizes === 1 : sizes >= 2;
}

/** Sizes are positive, and those of rings grow. */
function checkSizes(shape: string, sizes: readonly number[], where: Where): void {
  const step = shape === "annulus" ? 1 : 2;
  sizes.forEach((size, k) => {
    const least = shape === "annulus" && k === 0 ? 0 : Number.MIN_VALUE;
    if (!(size >= least)) throw fault(`the size ${size} must be positive`, where);
    if (k >= step && !(size > sizes[k - step])) {
      throw fault(
        `a ring from ${sizes[k - step]} to ${size} has no inside; sizes are given from the inside out`,
        where,
      );
    }
  });
}

const pixelRegion: Plane<PixelRegion> = (shape, { points, sizes, angle }, k) => {
  const [[x, y]] = points;
  const turned = turnedShape(shape, sizes, k);
  if (turned !== undefined) return { ...turned, x, y, angle };
  switch (shape) {
    case "circle":
      return { kind: "circle", x, y, radius: sizes[0] };
    case "annulus":
      return { kind: "annulus", x, y, innerRadius: sizes[k], outerRadius: sizes[k + 1] };
    case "line":
      return { kind: "line", x1: x, y1: y, x2: points[1][0], y2: points[1][1] };
    case "polygon": {
      const [xs, ys] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]));
      return { kind: "polygon", x: xs, y: ys };
    }
    default:
      return { kind: "point", x, y };
  }
};

function skyRegion(frame: SkyFrameName): Plane<Region> {
  return (shape, { points, sizes, angle }, k) => {
    const [first, ...others] = points.map(([lon, lat]): Ds9Place => placeOf(frame, lon, lat));
    const center = first.position;
    const turned = turnedShape(shape, sizes, k);
    if (turned !== undefined) return { ...turned, center, angle: angle + first.turn };
    switch (shape) {
      case "circle":
        return { kind: "circle", center, radius: sizes[0] };
      case "annulus":
        return { kind: "annulus", center, innerRadius: sizes[k], outerRadius: sizes[k + 1] };
      case "line":
        return { kind: "line", start: center, end: others[0].position };
      case "polygon":
        return { kind: "polygon", vertices: [center, ...others.map(({ position }) => position)] };
      default:
        return { kind: "point", center };
    }
  };
}

/** Ellipses, boxes and rings of them. DS9 has half axes for ellipses, and whole sides for boxes. */
function turnedShape(shape: string, sizes: readonly number[], k: number) {
  if (shape !== "ellipse" && shape !== "box" && shape !== "rotbox") return undefined;
  const round = shape === "ellipse";
  const whole = round ? sizes.map((size) => 2 * size) : sizes;
  if (sizes.length === 2) {
    return { kind: round ? ("ellipse" as const) : ("rectangle" as const), width: whole[0], height: whole[1] };
  }
  const [innerWidth, innerHeight, outerWidth, outerHeight] = whole.slice(2 * k, 2 * k + 4);
  const kind = round ? ("elliptical-annulus" as const) : ("rectangular-annulus" as const);
  return { kind, innerWidth, innerHeight, outerWidth, outerHeight };
}
