import {
  type Axis,
  axisFromBounds,
  type EnergyDispersion,
  energyDispersionMatrix,
  type Figure,
  isGammakitError,
  sumOverAxes,
} from "@gammakit/core";
import type { FitsPart } from "@gammakit/io";
import type { JobFigure } from "../figures/job-figure.ts";

type Plot = typeof import("@gammakit/plot");

/** The figures of the parts of a file, and of which parts there is nothing to draw, and why. */
export interface InspectionFigures {
  readonly figures: readonly JobFigure[];
  readonly faults: readonly { readonly index: number; readonly name: string; readonly message: string }[];
}

/** A figure for each response and map: areas and radii against energy at some offsets, a dispersion, an image. */
export async function inspectionFigures(parts: readonly FitsPart[]): Promise<InspectionFigures> {
  const plot = await import("@gammakit/plot");
  const figures: JobFigure[] = [];
  const faults: { index: number; name: string; message: string }[] = [];
  for (const part of parts) {
    try {
      figures.push({ name: `hdu-${part.index}`, ...draw(part, plot) });
    } catch (error) {
      if (!isGammakitError(error)) throw error;
      faults.push({ index: part.index, name: part.name, message: error.message });
    }
  }
  return { figures, faults };
}

function draw({ index, name, content }: FitsPart, plot: Plot): { readonly figure: Figure; readonly caption: string } {
  const title = name === "" ? `HDU ${index}` : name;
  switch (content.kind) {
    case "aeff-2d":
      return {
        figure: plot.effectiveAreaFigure(content, someOffsets(content.offset), `${title}: effective area`),
        caption: "Effective area against true energy at some offsets from the pointing.",
      };
    case "edisp-2d": {
      const [offset] = someOffsets(content.offset);
      return {
        figure: plot.dispersionFigure(dispersionAt(content, offset), `${title}: energy dispersion`),
        caption: `Probability of reconstructed energies for each true energy, ${offset}° from the pointing.`,
      };
    }
    case "wcs-map": {
      const names = content.axes.map((axis) => axis.name);
      const summed = names.length === 0 ? "" : `, summed over ${names.join(" and ")}`;
      return {
        figure: plot.skyFigure(sumOverAxes(content), { title, quantity: title }),
        caption: `The map${summed}, on a square-root scale.`,
      };
    }
    default: {
      const { edges } = content.energy;
      const range = { energyMin: edges[0], energyMax: edges[edges.length - 1] };
      const offsets = someOffsets(content.offset);
      return {
        figure: plot.psfFigure(content, { ...range, offsets, title: `${title}: point-spread function` }),
        caption: "Radius that holds 68 % of a point source against true energy at some offsets from the pointing.",
      };
    }
  }
}

/** At most four nodes of an axis of offsets [deg], from the first on. */
function someOffsets({ centers }: Axis): readonly number[] {
  const step = Math.max(1, Math.ceil(centers.length / 4));
  return Array.from(centers)
    .filter((_, k) => k % step === 0)
    .map((offset) => Number(offset.toFixed(3)));
}

const dispersionBins = 100;

/** The matrix of a dispersion, with bins of both energies over its whole range. */
function dispersionAt(edisp: EnergyDispersion, offset: number) {
  const { edges } = edisp.energy;
  const { edges: energyEdges, centers } = axisFromBounds(edges[0], edges[edges.length - 1], dispersionBins, {
    name: "energy",
    unit: "TeV",
    scale: "log",
  });
  const matrix = energyDispersionMatrix(edisp, offset, centers, energyEdges);
  return { energyEdges, energyTrueEdges: energyEdges, edisp: matrix };
}
