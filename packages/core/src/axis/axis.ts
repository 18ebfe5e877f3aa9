/** In which function of the coordinate an axis is linear. */
export type AxisScale = "lin" | "log" | "sqrt";

/** One axis of a grid: bins with edges and centers. */
export interface Axis {
  readonly name: string;
  readonly unit: string;
  readonly scale: AxisScale;
  /** What the file gave: the edges, or the centers from which edges are extrapolated. */
  readonly nodes: "edges" | "center";
  /** n + 1 values in `unit`. */
  readonly edges: Float64Array;
  /** n values in `unit`. */
  readonly centers: Float64Array;
}
