import { axisTitle } from "../axes/axis-title.ts";
import { niceTicks } from "../axes/nice-ticks.ts";
import { type RasterOptions, rasterUrl } from "./raster.ts";

/** Where a color bar stands, in pixels of the figure. */
export interface ColorBarPlace {
  readonly x: number;
  readonly height: number;
  readonly width?: number;
  /** That of the image; 1 when absent. */
  readonly opacity?: number;
}

/** Layers that draw a color bar to the right of an image; its ticks follow the stretch. */
export function colorBar(
  options: RasterOptions,
  { quantity, unit }: { readonly quantity: string; readonly unit: string },
  { x, height, width = 14, opacity = 1 }: ColorBarPlace,
): readonly object[] {
  const { stretch } = options;
  const steps = 256;
  const values = Float64Array.from({ length: steps }, (_, k) => stretch.inverse(k / (steps - 1)));
  const strip = { url: rasterUrl(values, 1, steps, options) };
  const ticks = niceTicks(stretch, Math.max(2, Math.round(height / 42))).map(({ value, text }) => ({
    at: height * (1 - stretch.forward(value)),
    text,
  }));
  const box = { x: { value: x }, x2: { value: x + width } };
  const place = { y: { field: "at", type: "quantitative", scale: null, axis: null } };
  return [
    {
      data: { values: [strip] },
      mark: { type: "image", width, height, align: "left", baseline: "top", aspect: false, opacity },
      encoding: { x: { value: x }, y: { value: 0 }, url: { field: "url", type: "nominal" } },
    },
    {
      data: { values: ticks },
      mark: { type: "rule", style: "guide" },
      encoding: { ...place, x: { value: x + width }, x2: { value: x + width + 4 } },
    },
    {
      data: { values: ticks },
      mark: { type: "text", align: "left", baseline: "middle", dx: x + width + 7 },
      encoding: { ...place, x: { value: 0 }, text: { field: "text" } },
    },
    {
      data: { values: [{}] },
      mark: { type: "rect", filled: false, style: "guide" },
      encoding: { ...box, y: { value: 0 }, y2: { value: height } },
    },
    {
      data: { values: [{}] },
      mark: {
        type: "text",
        angle: 90,
        align: "center",
        baseline: "bottom",
        fontSize: 12,
        x: x + width + 46,
        y: height / 2,
      },
      encoding: { text: { value: axisTitle(quantity, unit) } },
    },
  ];
}
