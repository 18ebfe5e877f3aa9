import type { PredictedCounts } from "@gammakit/analysis";
import { svg } from "../dom/build.ts";
import { emptyDrawing, paddedRange, pathThrough } from "./drawing.ts";
import { drawFrame } from "./frame.ts";
import { residualHeight, residualPanel } from "./residual-panel.ts";
import { linearScale, logScale } from "./scale.ts";

const height = 230;

/** Draws counts per bin with what is predicted with and without the source, and below how far they are from it. */
export function drawCountsChart(spectrum: PredictedCounts, width: number): SVGSVGElement {
  const root = emptyDrawing(width, height + residualHeight);
  const { energyEdges, counts, background, predicted, fitted, residuals } = spectrum;
  const bins = shownBins(spectrum);
  const [low, high] = [energyEdges[bins[0]], energyEdges[(bins.at(-1) ?? 0) + 1]];
  const x = logScale(low * 0.97, high * 1.03);
  const tops = bins.flatMap((k) => [counts[k] + Math.sqrt(counts[k]), predicted?.[k] ?? 0, background[k]]);
  const y = linearScale(0, Math.max(1, paddedRange([0, ...tops])[1]), 5);
  const frame = drawFrame({ width, height, x, y, xTitle: "", yTitle: "Counts per bin", bareX: true });
  const { px, py, marks } = frame;
  const steps = (values: ArrayLike<number>) =>
    pathThrough(
      bins.flatMap((k) => [energyEdges[k], energyEdges[k + 1]].map((edge) => [px(edge), py(values[k])] as const)),
    );
  marks.append(svg("path", { class: "path background", d: steps(background) }));
  if (predicted !== undefined) marks.append(svg("path", { class: "model line", d: steps(predicted) }));
  const used = new Set(fitted);
  for (const k of bins) {
    const [left, right] = [px(energyEdges[k]), px(energyEdges[k + 1])];
    const [cx, error] = [(left + right) / 2, Math.sqrt(counts[k])];
    const bar = used.has(k) ? "bar" : "bar faint";
    marks.append(
      svg("line", { class: bar, x1: left, x2: right, y1: py(counts[k]), y2: py(counts[k]) }),
      svg("line", { class: bar, x1: cx, x2: cx, y1: py(counts[k] - error), y2: py(counts[k] + error) }),
      used.has(k) ? svg("circle", { class: "point", cx, cy: py(counts[k]), r: 2.6 }) : "",
    );
  }
  root.append(frame.root, residualPanel({ residuals, above: frame, x, width, top: height }).root);
  return root;
}

/** Numbers of the bins from the first to the last that has counts or is fitted; all where none has. */
export function shownBins({ energyEdges, counts, fitted }: PredictedCounts): readonly number[] {
  const all = Array.from(counts, (_, k) => k).filter((k) => energyEdges[k] > 0);
  const used = new Set(fitted);
  const some = all.filter((k) => counts[k] > 0 || used.has(k));
  return some.length === 0 ? all : all.filter((k) => k >= some[0] && k <= some[some.length - 1]);
}
