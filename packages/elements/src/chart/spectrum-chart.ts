import { svg } from "../dom/build.ts";
import type { SpectrumData } from "../protocol.ts";
import { emptyDrawing, pathThrough } from "./drawing.ts";
import { drawFrame } from "./frame.ts";
import { residualHeight, residualPanel } from "./residual-panel.ts";
import { logScale } from "./scale.ts";
import { quantityTitle } from "./time-chart.ts";

/** Ergs in a TeV. */
const erg = 1.602176634;
const height = 230;

/** Draws E² dN/dE: flux points with limits on the fitted model with its error, and below how far counts are from it. */
export function drawSpectrumChart(spectrum: SpectrumData, width: number): SVGSVGElement {
  const root = emptyDrawing(width, height + residualHeight);
  const { energy, dnde, dndeError, points, residuals } = spectrum;
  const edges = [...points.flatMap(({ eMin, eMax }) => [eMin, eMax]), ...energy];
  const x = logScale(Math.min(...edges) * 0.97, Math.max(...edges) * 1.03);
  const curve = Array.from(energy, (e, k) => sed(dnde[k], e));
  const spread = Array.from(energy, (e, k) => sed(dndeError?.[k] ?? 0, e));
  const rows = sedRows(points);
  const values = [...curve, ...rows.map(({ isUl, value, limit }) => (isUl ? limit : value))].filter(
    (v) => v > 0 && v < Infinity,
  );
  const [least, most] = values.length === 0 ? [1e-13, 1e-11] : [Math.min(...values), Math.max(...values)];
  const y = logScale(least / 2.5, most * 2.5);
  const frame = drawFrame({
    width,
    height,
    x,
    y,
    xTitle: "",
    yTitle: quantityTitle("E² dN/dE", "erg cm-2 s-1", 0),
    bareX: true,
  });
  const { px, py, marks } = frame;
  // What is beyond the axis, or no number, ends at its edge.
  const bound = (value: number) => py(value > y.min ? Math.min(value, 10 * y.max) : y.min);
  const upper = curve.map((value, k) => [px(energy[k]), bound(value + spread[k])] as const);
  const under = curve.map((value, k) => [px(energy[k]), bound(value - spread[k])] as const);
  if (energy.length > 0) {
    marks.append(
      svg("path", { class: "band", d: pathThrough([...upper, ...under.reverse()], true) }),
      svg("path", {
        class: "model line",
        d: pathThrough(curve.map((value, k) => [px(energy[k]), bound(value)] as const)),
      }),
    );
  }
  for (const { eMin, eMax, eRef, isUl, value, error, limit } of rows) {
    const shown = isUl ? limit : value;
    if (!(shown > 0)) continue;
    const [cx, cy] = [px(eRef), py(shown)];
    marks.append(
      svg("line", { class: "bar", x1: px(eMin), x2: px(eMax), y1: cy, y2: cy }),
      isUl
        ? svg("path", { class: "arrow", d: `M${cx} ${cy}v14m-3.5 -4.5l3.5 4.5l3.5 -4.5` })
        : svg("line", { class: "bar", x1: cx, x2: cx, y1: bound(value - error), y2: bound(value + error) }),
      isUl ? "" : svg("circle", { class: "point", cx, cy, r: 3 }),
    );
  }
  root.append(frame.root, residualPanel({ residuals, above: frame, x, width, top: height }).root);
  return root;
}

/** E² dN/dE [erg cm-2 s-1] of flux points, with errors and limits. */
export function sedRows(points: SpectrumData["points"]) {
  return points.map(({ eMin, eMax, eRef, refDnde, isUl, norm, normErr, normUl }) => {
    const unit = sed(refDnde, eRef);
    return { eMin, eMax, eRef, isUl, value: norm * unit, error: normErr * unit, limit: normUl * unit };
  });
}

/** E² dN/dE [erg cm-2 s-1] of dN/dE [cm-2 s-1 TeV-1] at an energy [TeV]. */
function sed(dnde: number, energy: number): number {
  return dnde * energy * energy * erg;
}
