/** Colors and type of a figure: what a specification leaves open. */
export interface Theme {
  readonly name: "light" | "dark";
  /** Vega-Lite configuration, laid under that of the figure. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Names of marks that themes give a look. A figure says `style: "data"`, never a color. */
export type MarkStyle =
  | "data"
  | "error"
  | "limit"
  | "model"
  | "band"
  | "constant"
  | "constant-band"
  | "block"
  | "block-step"
  | "guide"
  | "region"
  | "region-off"
  | "contrast"
  | "note";

interface Ink {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  /** Okabe & Ito (2008): eight colors that color-blind readers tell apart, without the one too near the background. */
  readonly category: readonly string[];
  readonly data: string;
  readonly model: string;
  readonly constant: string;
  /** Early to late, or low to high, all of them apart from the background. */
  readonly ramp: readonly string[];
}

const light: Ink = {
  background: "#ffffff",
  text: "#1a1a1a",
  faint: "#6b6b6b",
  grid: "#e3e3e3",
  category: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#1a1a1a"],
  data: "#0072b2",
  model: "#d55e00",
  constant: "#6b6b6b",
  ramp: ["#440154", "#3b528b", "#21918c", "#3dbc74", "#b5b81f"],
};

const dark: Ink = {
  background: "#14171c",
  text: "#ececec",
  faint: "#a3a7ad",
  grid: "#31363f",
  category: ["#56b4e9", "#e69f00", "#2fc79b", "#e59bc4", "#7aa6ff", "#f0e442", "#ececec"],
  data: "#56b4e9",
  model: "#e69f00",
  constant: "#a3a7ad",
  ramp: ["#7a7cff", "#4aa3df", "#35c4a4", "#8fd744", "#fde725"],
};

const font = "DejaVu Sans, Verdana, Geneva, sans-serif";

/** The look on white and on dark paper. */
export const themes: Readonly<Record<Theme["name"], Theme>> = {
  light: { name: "light", config: configOf(light) },
  dark: { name: "dark", config: configOf(dark) },
};

function configOf(ink: Ink): Theme["config"] {
  return {
    background: ink.background,
    padding: 6,
    font,
    view: { stroke: ink.faint, continuousWidth: 380, continuousHeight: 250 },
    title: {
      color: ink.text,
      fontSize: 13,
      fontWeight: "bold",
      subtitleColor: ink.faint,
      subtitleFontSize: 11,
      anchor: "start",
      offset: 8,
    },
    axis: {
      domain: false,
      grid: true,
      gridColor: ink.grid,
      tickColor: ink.faint,
      tickSize: 5,
      labelColor: ink.text,
      labelFontSize: 11,
      titleColor: ink.text,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 7,
      labelOverlap: "greedy",
    },
    legend: {
      labelColor: ink.text,
      titleColor: ink.text,
      labelFontSize: 11,
      titleFontSize: 11,
      titleFontWeight: "normal",
      symbolStrokeWidth: 2,
      titleLimit: 260,
    },
    header: { labelColor: ink.text, titleColor: ink.text, labelFontSize: 11 },
    range: { category: ink.category, ordinal: ink.ramp, ramp: ink.ramp, heatmap: ink.ramp },
    point: { size: 28, filled: true, color: ink.data, opacity: 1 },
    rule: { strokeWidth: 1.3 },
    line: { color: ink.model, strokeWidth: 1.6 },
    area: { color: ink.model, opacity: 0.22, line: false },
    text: { color: ink.text, fontSize: 11, font },
    style: styles(ink),
  };
}

function styles(ink: Ink): Readonly<Record<MarkStyle, object>> {
  return {
    data: { color: ink.data },
    error: { color: ink.data, strokeWidth: 1.3 },
    limit: { color: ink.data, strokeWidth: 1.3 },
    model: { color: ink.model, strokeWidth: 1.6 },
    band: { color: ink.model, opacity: 0.22 },
    constant: { color: ink.constant, strokeWidth: 1.2, strokeDash: [5, 3] },
    "constant-band": { color: ink.constant, opacity: 0.16 },
    block: { color: ink.model, strokeWidth: 2 },
    "block-step": { color: ink.model, strokeWidth: 1, opacity: 0.6 },
    guide: { color: ink.faint, strokeWidth: 0.8, opacity: 0.7 },
    region: { color: "#2ee6c5", strokeWidth: 1.6, filled: false },
    "region-off": { color: "#ffb74a", strokeWidth: 1.1, filled: false },
    contrast: { color: ink.text, strokeWidth: 1.3 },
    note: { color: ink.faint, fontSize: 10 },
  };
}
