import { type Axis, GammakitError, type RegionMap } from "@gammakit/core";
import type { ReadFitsOptions } from "@gammakit/fits";
import { type FitsInput, openFits } from "../maps/fits-input.ts";
import { mapFromFits } from "../maps/read-map.ts";
import { toCanonical } from "./canonical-unit.ts";

/** A table of spectra for several values of parameters: the options of `templateND` of `@gammakit/models`. */
export interface SpectralGrid {
  /** [TeV]. */
  readonly energy: { readonly data: readonly number[]; readonly unit: "TeV" };
  /** One per parameter. */
  readonly axes: readonly {
    readonly name: string;
    readonly unit: string;
    readonly interp: Axis["scale"];
    readonly nodes: readonly number[];
    readonly bounds: readonly [min: number, max: number];
  }[];
  /** The energies fastest, then the axes in their order. */
  readonly values: { readonly data: readonly number[]; readonly unit: string };
  /** The file it was read from, as a file of models names it. */
  readonly filename?: string;
}

/** Options of `readSpectralGrid`. */
export interface ReadSpectralGridOptions extends Omit<ReadFitsOptions, "select"> {
  /** What the file is called where a model with the table is written. */
  readonly file?: string;
}

/**
 * The spectra of a region map of Gammapy's: one axis of energy, the others are parameters. What is not a number counts as 0.
 * Throws "invalid-file" for a map of another kind, without energies or with values below 0, and what `mapFromFits` throws.
 */
export async function readSpectralGrid(
  source: FitsInput,
  { file, ...options }: ReadSpectralGridOptions = {},
): Promise<SpectralGrid> {
  const fits = await openFits(source, options);
  const map = mapFromFits(fits);
  const name = file ?? fits.name;
  if (map.kind !== "region-map") throw fault(name, "is a map of the sky; a table of spectra is a map of one region");
  const place = map.axes.findIndex((axis) => axis.name === "energy_true" || axis.name === "energy");
  if (place < 0) {
    throw fault(name, `has no axis of energy; found ${map.axes.map((axis) => axis.name).join(", ") || "none"}`);
  }
  if (map.axes[place].scale !== "log") {
    throw fault(name, `has energies on a "${map.axes[place].scale}" axis; those of a table of spectra are logarithmic`);
  }
  const values = energiesFirst(map, place);
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0) throw fault(name, `has a negative value: ${values[negative]}`);
  return {
    energy: { data: [...map.axes[place].centers], unit: "TeV" },
    axes: map.axes.filter((_, k) => k !== place).map(parameterAxis),
    values: { data: values, unit: map.unit },
    ...(file !== undefined && { filename: file }),
  };
}

function parameterAxis({ name, unit, scale, nodes, centers, edges }: Axis): SpectralGrid["axes"][number] {
  const own = toCanonical(unit);
  const limits = nodes === "edges" ? edges : centers;
  return {
    name,
    unit: own.unit,
    interp: scale,
    nodes: Array.from(centers, own.convert),
    bounds: [own.convert(limits[0]), own.convert(limits[limits.length - 1])],
  };
}

/** The values with those of the axis at `place` next to each other. */
function energiesFirst({ axes, values }: RegionMap, place: number): readonly number[] {
  const count = axes[place].centers.length;
  const stride = axes.slice(0, place).reduce((product, { centers }) => product * centers.length, 1);
  return Array.from({ length: values.length }, (_, k) => {
    const rest = Math.floor(k / count);
    const value = values[Math.floor(rest / stride) * stride * count + (k % count) * stride + (rest % stride)];
    return Number.isFinite(value) ? value : 0;
  });
}

function fault(file: string, what: string): GammakitError {
  return new GammakitError("invalid-file", `${file} ${what}.`, { file });
}
