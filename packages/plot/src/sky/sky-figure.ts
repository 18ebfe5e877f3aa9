import {
  type CompiledWcs,
  compileWcs,
  type Figure,
  type Frame,
  GammakitError,
  isGammakitError,
  type Region,
  toPixelRegion,
  type WcsMap,
} from "@gammakit/core";
import { colorBar } from "../raster/color-bar.ts";
import type { ColorMapName } from "../raster/color-map.ts";
import { rasterUrl } from "../raster/raster.ts";
import { createStretch, type StretchName } from "../raster/stretch.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { coordinateText, type GraticuleLine, graticule } from "./graticule.ts";
import { outline, type Ring } from "./outline.ts";

/** A region over an image. */
export interface RegionOverlay {
  readonly region: Region;
  /** "on" is drawn stronger than "off". */
  readonly role: "on" | "off";
  /** For the tooltip. */
  readonly label?: string;
}

/** What is drawn of an image of the sky, and how. */
export interface SkyFigureOptions {
  readonly title: string;
  /** Name of the quantity, for the color bar: "Counts". */
  readonly quantity: string;
  /** "sqrt" when absent. */
  readonly stretch?: StretchName;
  /** "inferno" when absent. */
  readonly colorMap?: ColorMapName;
  /** Values that are darkest and brightest; those of the image when absent. */
  readonly range?: readonly [number, number];
  readonly regions?: readonly RegionOverlay[];
  /** Whose lines are drawn; the frame of the image when absent. */
  readonly frame?: Frame;
  /** Draw the 68 % containment circle of the point-spread function in a corner: its radius [deg]. */
  readonly psfRadius?: number;
  /** Longer side of the image in the figure [pixels]; 380 when absent. */
  readonly size?: number;
}

/**
 * An image of the sky: one bin of a map, longitude increasing as the coordinate system says (to the left, as a rule), under
 * coordinate lines, regions and a color bar that follows the stretch. NaN stays empty.
 * Throws "invalid-input" for a map of more than one bin and for one without a finite value.
 */
export function skyFigure(map: WcsMap, options: SkyFigureOptions): Figure {
  const { title, quantity, stretch: name = "sqrt", colorMap = "inferno", frame = map.wcs.frame, size = 380 } = options;
  const [nx, ny] = map.wcs.shape;
  if (map.values.length !== nx * ny) {
    throw new GammakitError(
      "invalid-input",
      `"${title}": a map of ${map.values.length / (nx * ny)} bins cannot be one picture; sum over its axes first (sumOverAxes).`,
      { axes: map.axes.map((axis) => axis.name) },
    );
  }
  const [min, max] = options.range ?? extent(map.values, title);
  const raster = { stretch: createStretch(name, min, max), colorMap };
  const zoom = size / Math.max(nx, ny);
  const [width, height] = [Math.round(nx * zoom), Math.round(ny * zoom)];
  const plane = {
    x: { field: "x", type: "quantitative", scale: { domain: [-0.5, nx - 0.5], nice: false, zero: false }, axis: null },
    y: { field: "y", type: "quantitative", scale: { domain: [-0.5, ny - 0.5], nice: false, zero: false }, axis: null },
  };
  const lines = graticule(map.wcs, frame);
  return vegaLite(title, `${quantity} on ${nx} × ${ny} pixels, from ${min} to ${max}.`, {
    width,
    height,
    layer: [
      {
        data: { values: [{ url: rasterUrl(map.values, nx, ny, raster) }] },
        mark: { type: "image", width, height, align: "left", baseline: "top", aspect: false },
        encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: "url", type: "nominal" } },
      },
      ...graticuleLayers(lines, plane),
      ...labelLayers(lines, frame, [nx, ny], plane),
      ...regionLayers(map, options.regions ?? [], plane),
      ...psfLayers(map, options.psfRadius, zoom, height),
      ...colorBar(raster, { quantity, unit: map.unit }, { x: width + 12, height }),
      ...axisNames(frame, width, height),
    ],
  });
}

function extent(values: ArrayLike<number>, title: string): readonly [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    if (values[i] < min && values[i] > Number.NEGATIVE_INFINITY) min = values[i];
    if (values[i] > max && values[i] < Number.POSITIVE_INFINITY) max = values[i];
  }
  if (min <= max) return [min, max];
  throw new GammakitError("invalid-input", `"${title}": no value of the map is finite, so there is nothing to draw.`);
}

type Plane = Readonly<Record<"x" | "y", object>>;

function graticuleLayers(lines: readonly GraticuleLine[], plane: Plane): readonly object[] {
  const values = lines.flatMap(({ pieces }, k) =>
    pieces.flatMap((piece, l) => piece.map(([x, y], order) => ({ x, y, order, id: `${k}-${l}` }))),
  );
  if (values.length === 0) return [];
  return [path(values, { type: "line", clip: true, color: "#ffffff", opacity: 0.35, strokeWidth: 0.8 }, plane)];
}

/** Coordinates where the lines meet the lower edge (longitudes) and the left edge (latitudes). */
function labelLayers(
  lines: readonly GraticuleLine[],
  frame: Frame,
  [nx, ny]: readonly [number, number],
  plane: Plane,
): readonly object[] {
  const near = 0.02 * Math.max(nx, ny);
  const ends = lines.flatMap(({ kind, value, pieces }) =>
    pieces
      .flatMap((piece) => [piece[0], piece[piece.length - 1]])
      .filter(([x, y]) => (kind === "lon" ? y + 0.5 < near : x + 0.5 < near))
      .slice(0, 1)
      .map(([x, y]) => ({ kind, x, y, text: coordinateText(kind, value, frame) })),
  );
  const layer = (kind: "lon" | "lat", mark: object, encoding: object) => ({
    data: { values: ends.filter((end) => end.kind === kind) },
    mark: { type: "text", ...mark },
    encoding: { ...encoding, text: { field: "text" } },
  });
  return [
    layer("lon", { baseline: "top", dy: 6 }, { x: plane.x, y: { value: { expr: "height" } } }),
    layer("lat", { align: "right", dx: -6 }, { x: { value: 0 }, y: plane.y }),
  ];
}

function regionLayers(map: WcsMap, overlays: readonly RegionOverlay[], plane: Plane): readonly object[] {
  const compiled = compileWcs(map.wcs);
  return (["off", "on"] as const).flatMap((role) => {
    const values = overlays
      .filter((overlay) => overlay.role === role)
      .flatMap(({ region, label = role }, k) =>
        outlineOn(compiled, region)
          .filter((ring) => meets(ring, map.wcs.shape))
          .flatMap((ring, l) => ring.map(([x, y], order) => ({ x, y, order, id: `${k}-${l}`, label }))),
      );
    if (values.length === 0) return [];
    const mark = { type: "line", clip: true, style: role === "on" ? "region" : "region-off" };
    return [path(values, mark, plane, { tooltip: { field: "label" } })];
  });
}

/** The edges of a region; none where it lies on the other side of the sky, which the projection does not reach. */
function outlineOn(compiled: CompiledWcs, region: Region): readonly Ring[] {
  try {
    return outline(toPixelRegion(region, compiled));
  } catch (error) {
    if (isGammakitError(error, "invalid-input")) return [];
    throw error;
  }
}

/** Whether the box around the points has a part on the image. */
function meets(ring: Ring, shape: readonly [number, number]): boolean {
  return shape.every((size, axis) => {
    const places = ring.map((point) => point[axis]);
    return Math.max(...places) >= -0.5 && Math.min(...places) <= size - 0.5;
  });
}

function path(values: readonly object[], mark: object, plane: Plane, more: object = {}): object {
  return {
    data: { values },
    mark,
    encoding: { ...plane, order: { field: "order", type: "quantitative" }, detail: { field: "id" }, ...more },
  };
}

/** A circle of the size of the point-spread function, in the lower left corner. */
function psfLayers(map: WcsMap, radius: number | undefined, zoom: number, height: number): readonly object[] {
  if (radius === undefined) return [];
  const [a, b, c, d] = map.wcs.cd;
  const r = Math.max(1.5, (radius / Math.sqrt(Math.abs(a * d - b * c))) * zoom);
  const place = { x: { value: r + 10 }, y: { value: height - r - 10 } };
  return [
    {
      data: { values: [{ label: `68 % of a point source lie within ${Number(radius.toPrecision(3))}°` }] },
      mark: {
        type: "point",
        shape: "circle",
        size: Math.PI * r * r,
        filled: false,
        color: "#ffffff",
        strokeWidth: 1.4,
      },
      encoding: { ...place, tooltip: { field: "label" } },
    },
    {
      data: { values: [{}] },
      mark: { type: "text", color: "#ffffff", align: "left", dx: r + 6, fontSize: 10 },
      encoding: { ...place, text: { value: "PSF 68 %" } },
    },
  ];
}

function axisNames(frame: Frame, width: number, height: number): readonly object[] {
  const [lon, lat] =
    frame === "icrs" ? ["Right ascension", "Declination"] : ["Galactic longitude", "Galactic latitude"];
  const name = (text: string, mark: object) => ({
    data: { values: [{}] },
    mark: { type: "text", fontSize: 12, ...mark },
    encoding: { text: { value: text } },
  });
  return [name(lon, { x: width / 2, y: height + 34 }), name(lat, { x: -52, y: height / 2, angle: 270 })];
}
