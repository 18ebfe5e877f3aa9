import { GammakitError, type PixelRegion } from "@gammakit/core";

/** A row of a FITS region table (ASC-FITS-REGION 1.2), as Gammapy writes it: lengths in pixels, which count from 0. */
export interface RegionRow {
  readonly shape: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly r: readonly number[];
  /** [deg]. */
  readonly angle: number;
}

/**
 * The rows of a region: several where it is a union. Throws "unsupported" for what the table has no shape for: lines, compounds,
 * elliptical and rectangular annuli.
 */
export function toRegionRows(region: PixelRegion): readonly RegionRow[] {
  switch (region.kind) {
    case "circle":
      return [{ shape: "circle", x: [region.x], y: [region.y], r: [region.radius], angle: 0 }];
    case "annulus":
      return [
        { shape: "annulus", x: [region.x], y: [region.y], r: [region.innerRadius, region.outerRadius], angle: 0 },
      ];
    case "rectangle":
      return [{ shape: "rotbox", x: [region.x], y: [region.y], r: [region.width, region.height], angle: region.angle }];
    case "ellipse": {
      // FITS has semi-axes.
      const r = [region.width / 2, region.height / 2];
      return [{ shape: "ellipse", x: [region.x], y: [region.y], r, angle: region.angle }];
    }
    case "polygon":
      return [{ shape: "polygon", ...vertices(region.x, region.y), r: [0], angle: 0 }];
    case "point":
      return [{ shape: "point", x: [region.x], y: [region.y], r: [0], angle: 0 }];
    case "union":
      return region.regions.flatMap(toRegionRows);
    default:
      throw new GammakitError(
        "unsupported",
        `A region of kind "${region.kind}" can't be written into a table of regions. Take a polygon, or a mask.`,
        { kind: region.kind },
      );
  }
}

/** The region of a row; undefined for a shape that is not known. */
export function fromRegionRow({ shape, x, y, r, angle }: RegionRow): PixelRegion | undefined {
  const center = { x: x[0], y: y[0] };
  switch (shape) {
    case "circle":
      return { kind: "circle", ...center, radius: r[0] };
    case "annulus":
      return { kind: "annulus", ...center, innerRadius: r[0], outerRadius: r[1] };
    case "box":
      return { kind: "rectangle", ...center, width: r[0], height: r[1], angle: 0 };
    case "rotbox":
      return { kind: "rectangle", ...center, width: r[0], height: r[1], angle };
    case "ellipse":
      return { kind: "ellipse", ...center, width: 2 * r[0], height: 2 * r[1], angle };
    case "polygon": {
      const count = vertexCount(x, y);
      return { kind: "polygon", x: Float64Array.from(x.slice(0, count)), y: Float64Array.from(y.slice(0, count)) };
    }
    case "point":
      return { kind: "point", ...center };
    default:
      return undefined;
  }
}

/** With another vertex than (0, 0) at the end, where it would be taken for filling. */
function vertices(xs: Float64Array, ys: Float64Array): Pick<RegionRow, "x" | "y"> {
  const count = vertexCount([...xs], [...ys]);
  const turned = (values: Float64Array) => [...values.subarray(count), ...values.subarray(0, count)];
  return { x: turned(xs), y: turned(ys) };
}

/** Rows of fewer vertices than the longest are filled with zeros. */
function vertexCount(x: readonly number[], y: readonly number[]): number {
  let count = x.length;
  while (count > 0 && x[count - 1] === 0 && y[count - 1] === 0) count--;
  return count;
}
