import {
  checkRegion,
  GammakitError,
  type PixelRegion,
  type Region,
  regionCenter,
  type SkyPosition,
  toFrame,
} from "@gammakit/core";
import type { Ds9Attributes } from "./ds9-file.ts";

/** A region to be written; what is not said of it is as a plain region in DS9. */
export type WritableDs9Region =
  | ({ readonly plane: "sky"; readonly region: Region } & Partial<Ds9Attributes>)
  | ({ readonly plane: "pixel"; readonly region: PixelRegion } & Partial<Ds9Attributes>);

/**
 * The text of a DS9 region file, with all digits. The parts of a union become regions of their own, which is what they mean in
 * DS9; positions on the sky are written in their frame, ICRS or galactic, and pixels counted from 1.
 * Throws "unsupported" for compounds, which DS9 has not; "invalid-input" for sizes that are not positive, and for labels that
 * no quotes of DS9 can hold.
 */
export function writeDs9Regions(regions: readonly WritableDs9Region[]): string {
  const lines = ["# Region file format: DS9 version 4.1"];
  let system: string | undefined;
  for (const item of regions) {
    const comment = formatAttributes(item);
    for (const { frame, shape } of shapesOf(item)) {
      if (frame !== system) lines.push(frame);
      system = frame;
      lines.push(`${item.include === false ? "-" : ""}${shape}${comment}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

interface Written {
  readonly frame: string;
  readonly shape: string;
}

function shapesOf(item: WritableDs9Region): readonly Written[] {
  if (item.plane === "pixel") return pixelShapes(item.region);
  checkRegion(item.region);
  return skyShapes(item.region);
}

function skyShapes(region: Region): readonly Written[] {
  if (region.kind === "union") return region.regions.flatMap(skyShapes);
  if (region.kind === "compound") throw noCompound();
  const { frame } =
    region.kind === "polygon" ? region.vertices[0] : region.kind === "line" ? region.start : regionCenter(region);
  const at = (position: SkyPosition): readonly number[] => {
    const { lon, lat } = toFrame(position, frame);
    return [lon, lat];
  };
  if (region.kind === "polygon") return [{ frame, shape: call("polygon", region.vertices.flatMap(at)) }];
  if (region.kind === "line") return [{ frame, shape: call("line", [...at(region.start), ...at(region.end)]) }];
  return [{ frame, shape: centered(region, at(region.center)) }];
}

function pixelShapes(region: PixelRegion): readonly Written[] {
  const frame = "image";
  switch (region.kind) {
    case "union":
      return region.regions.flatMap(pixelShapes);
    case "compound":
      throw noCompound();
    case "polygon": {
      const vertices = Array.from(region.x, (x, k) => [x + 1, region.y[k] + 1]);
      return [{ frame, shape: call("polygon", vertices.flat()) }];
    }
    case "line":
      return [{ frame, shape: call("line", [region.x1 + 1, region.y1 + 1, region.x2 + 1, region.y2 + 1]) }];
    default:
      return [{ frame, shape: centered(region, [region.x + 1, region.y + 1]) }];
  }
}

type Centered = Exclude<PixelRegion | Region, { readonly kind: "union" | "compound" | "polygon" | "line" }>;

/** DS9 has half axes for ellipses, and whole sides for boxes. */
function centered(region: Centered, at: readonly number[]): string {
  switch (region.kind) {
    case "circle":
      return call("circle", [...at, region.radius]);
    case "annulus":
      return call("annulus", [...at, region.innerRadius, region.outerRadius]);
    case "ellipse":
      return call("ellipse", [...at, region.width / 2, region.height / 2, region.angle]);
    case "rectangle":
      return call("box", [...at, region.width, region.height, region.angle]);
    case "elliptical-annulus":
      return call("ellipse", [...at, ...hollowSizes(region).map((size) => size / 2), region.angle]);
    case "rectangular-annulus":
      return call("box", [...at, ...hollowSizes(region), region.angle]);
    case "point":
      return call("point", at);
  }
}

function hollowSizes(region: Centered & { readonly kind: "elliptical-annulus" | "rectangular-annulus" }) {
  return [region.innerWidth, region.innerHeight, region.outerWidth, region.outerHeight];
}

function call(shape: string, numbers: readonly number[]): string {
  const bad = numbers.find((value) => !Number.isFinite(value));
  if (bad === undefined) return `${shape}(${numbers.join(",")})`;
  throw new GammakitError("invalid-input", `A ${shape} with the number ${bad} can't be written.`, { shape, numbers });
}

function noCompound(): GammakitError {
  return new GammakitError(
    "unsupported",
    "A compound of two regions can't be written: DS9 knows regions, and regions to leave out (include: false). Write its parts, or a mask.",
  );
}

function formatAttributes({ text, tags = [], properties = {} }: WritableDs9Region): string {
  const words = Object.entries(properties)
    .filter(([key]) => key !== "include")
    .map(([key, value]) => formatProperty(key, value));
  const labels = [...(text === undefined ? [] : [quoted("text", text)]), ...tags.map((tag) => quoted("tag", tag))];
  const all = [...words, ...labels];
  return all.length === 0 ? "" : ` # ${all.join(" ")}`;
}

function formatProperty(key: string, value: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) {
    throw new GammakitError("invalid-input", `The property "${key}" can't be written: its name must be one word.`, {
      key,
    });
  }
  return /^[^\s;{"'#=]+(?: -?[\d.]+)*$/.test(value) ? `${key}=${value}` : quoted(key, value, quotes);
}

/** DS9 itself has labels in the first, and fonts in the second. */
const braces = ["{}", '""', "''"];
const quotes = ['""', "''", "{}"];

function quoted(key: string, value: string, marks = braces): string {
  const [open, close] = marks.find(([, end]) => !value.includes(end)) ?? ["", ""];
  if (open !== "" && !/[\r\n]/.test(value)) return `${key}=${open}${value}${close}`;
  throw new GammakitError(
    "invalid-input",
    `The ${key} ${JSON.stringify(value)} can't be written: it has a line break, or all of the quotes that DS9 knows.`,
    { key, value },
  );
}
