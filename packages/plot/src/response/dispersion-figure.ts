import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { colorBar } from "../raster/color-bar.ts";
import { rasterUrl } from "../raster/raster.ts";
import { createStretch } from "../raster/stretch.ts";
import { vegaLite } from "../render/vega-lite.ts";

/** The part of a spectrum dataset that tells how energies are reconstructed. */
export interface DispersionMatrix {
  /** Reconstructed energy edges [TeV], n + 1. */
  readonly energyEdges: ArrayLike<number>;
  /** True energy edges [TeV], m + 1. */
  readonly energyTrueEdges: ArrayLike<number>;
  /** Row-major [m × n]: probability that true bin i is reconstructed in bin j. */
  readonly edisp: ArrayLike<number>;
}

const size = 300;

/** The energy-dispersion matrix as an image, true energy to the right, reconstructed energy upwards, both logarithmic. */
export function dispersionFigure(
  { energyEdges, energyTrueEdges, edisp }: DispersionMatrix,
  title = "Energy dispersion",
): Figure {
  const [m, n] = [energyTrueEdges.length - 1, energyEdges.length - 1];
  if (edisp.length !== m * n) {
    throw new GammakitError(
      "invalid-input",
      `"${title}": ${edisp.length} values do not fill ${m} true × ${n} reconstructed energy bins.`,
    );
  }
  const values = resample({ energyEdges, energyTrueEdges, edisp });
  const max = Array.from(edisp).reduce((a, b) => Math.max(a, b), 0);
  const raster = { stretch: createStretch("sqrt", 0, max > 0 ? max : 1), colorMap: "cividis" as const };
  const axis = (field: string, edges: ArrayLike<number>, quantity: string) => ({
    field,
    type: "quantitative",
    scale: { type: "log", domain: [edges[0], edges[edges.length - 1]], nice: false },
    axis: { title: axisTitle(quantity, "TeV"), grid: false, tickCount: 5 },
  });
  return vegaLite(title, `Energy dispersion, ${m} true × ${n} reconstructed bins.`, {
    width: size,
    height: size,
    layer: [
      {
        data: { values: [{ url: rasterUrl(values, size, size, raster) }] },
        mark: { type: "image", width: size, height: size, align: "left", baseline: "top", aspect: false },
        encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: "url", type: "nominal" } },
      },
      {
        data: { values: [{ x: energyTrueEdges[0], y: energyEdges[0] }] },
        mark: { type: "point", opacity: 0, style: "guide" },
        encoding: { x: axis("x", energyTrueEdges, "True energy"), y: axis("y", energyEdges, "Reconstructed energy") },
      },
      ...colorBar(raster, { quantity: "Probability", unit: "" }, { x: size + 12, height: size }),
    ],
  });
}

/** The matrix on pixels of equal size in the logarithms of both energies. */
function resample({ energyEdges, energyTrueEdges, edisp }: DispersionMatrix): Float64Array {
  const n = energyEdges.length - 1;
  const [column, row] = [bins(energyTrueEdges), bins(energyEdges)];
  const values = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) values[j * size + i] = edisp[column[i] * n + row[j]];
  }
  return values;
}

/** The bin of each pixel. */
function bins(edges: ArrayLike<number>): Int32Array {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  let k = 0;
  return Int32Array.from({ length: size }, (_, i) => {
    const energy = low * (high / low) ** ((i + 0.5) / size);
    while (k < edges.length - 2 && energy >= edges[k + 1]) k++;
    return k;
  });
}
