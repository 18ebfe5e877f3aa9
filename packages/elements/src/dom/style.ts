const light = `
  --_text: var(--gammakit-text, #1a1a1a);
  --_faint: var(--gammakit-faint, #5c5c5c);
  --_grid: var(--gammakit-grid, #e3e3e3);
  --_background: var(--gammakit-background, #ffffff);
  --_surface: var(--gammakit-surface, #f5f6f8);
  --_line: var(--gammakit-line, #767b85);
  --_data: var(--gammakit-data, #0072b2);
  --_model: var(--gammakit-model, #c24f00);
  --_accent: var(--gammakit-accent, #0069a6);
  --_on-accent: var(--gammakit-on-accent, #ffffff);
  --_error: var(--gammakit-error, #a3260f);
  --_early-0: #440154; --_early-1: #3b528b; --_early-2: #21918c; --_early-3: #3a9e5c; --_early-4: #8f9216;
`;

const dark = `
  --_text: var(--gammakit-text, #ececec);
  --_faint: var(--gammakit-faint, #adb2b9);
  --_grid: var(--gammakit-grid, #31363f);
  --_background: var(--gammakit-background, #14171c);
  --_surface: var(--gammakit-surface, #1f242c);
  --_line: var(--gammakit-line, #858c97);
  --_data: var(--gammakit-data, #56b4e9);
  --_model: var(--gammakit-model, #e69f00);
  --_accent: var(--gammakit-accent, #63b7ee);
  --_on-accent: var(--gammakit-on-accent, #0b1016);
  --_error: var(--gammakit-error, #ff9d84);
  --_early-0: #7a7cff; --_early-1: #4aa3df; --_early-2: #35c4a4; --_early-3: #8fd744; --_early-4: #fde725;
`;

const css = `
:host {
  color-scheme: light;
  ${light}
  display: block;
  color: var(--_text);
  background: var(--_background);
  font: 14px/1.45 var(--gammakit-font, system-ui, "DejaVu Sans", Verdana, sans-serif);
  container-type: inline-size;
  overflow-wrap: anywhere;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h3 { margin: 0 0 2px; font-size: 13px; font-weight: 600; }
button, select, input[type="text"], input[type="number"], input[type="url"], input[type="datetime-local"] {
  font: inherit; color: inherit; background: var(--_background); border: 1px solid var(--_line); border-radius: 5px; padding: 4px 9px; min-height: 32px; max-width: 100%;
}
button { cursor: pointer; }
button:hover:not(:disabled) { border-color: var(--_accent); color: var(--_accent); }
button.primary { background: var(--_accent); color: var(--_on-accent); border-color: var(--_accent); }
button.primary:hover:not(:disabled) { color: var(--_on-accent); filter: brightness(1.1); }
button:disabled { opacity: 0.5; cursor: default; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
input[type="range"] { width: 100%; accent-color: var(--_accent); margin: 4px 0; }
input[type="checkbox"] { accent-color: var(--_accent); }
.layout { display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px; }
.side, .charts { display: grid; gap: 14px; align-content: start; align-items: start; grid-template-columns: minmax(0, 1fr); }
@container (min-width: 760px) {
  .layout { grid-template-columns: minmax(260px, 2fr) minmax(0, 3fr); }
  .layout.wide { grid-template-columns: minmax(0, 1fr); }
  .layout.wide .side { align-items: stretch; grid-template-columns: minmax(0, 3fr) minmax(220px, 1fr); }
}
@container (min-width: 1160px) { .charts.two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.panel { border: 1px solid var(--_grid); border-radius: 8px; padding: 10px 12px; min-width: 0; }
.controls { display: grid; gap: 9px; align-content: start; }
.controls label { display: grid; gap: 1px; font-size: 13px; min-width: 0; }
.controls label input, .controls label select { width: 100%; min-width: 0; }
.controls .words { display: flex; justify-content: space-between; gap: 8px; }
.controls output { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(96px, 1fr)); gap: 8px; }
.row.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr)); }
.sky .stage { position: relative; background: #000004; border-radius: 6px; overflow: hidden; aspect-ratio: 1; }
.sky canvas, .sky .overlay { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.sky canvas { image-rendering: auto; }
.sky .overlay { cursor: crosshair; touch-action: none; }
.sky-words { display: flex; justify-content: space-between; gap: 10px; font-size: 12px; color: var(--_faint); min-height: 20px; margin-top: 3px; font-variant-numeric: tabular-nums; }
.scale-bar { border-top: 2px solid var(--_faint); text-align: center; font-size: 11px; line-height: 1.4; }
.overlay path, .overlay circle { fill: none; vector-effect: non-scaling-stroke; }
.overlay .on { stroke: #2ee6c5; stroke-width: 2.2; fill: #2ee6c5; fill-opacity: 0.12; }
.overlay .off { stroke: #ffffff; stroke-width: 1.2; stroke-opacity: 0.85; }
.overlay .off.others { stroke-opacity: 0.3; stroke-width: 0.8; }
.overlay .grip { fill: #2ee6c5; stroke: #00332b; stroke-width: 1; }
.overlay .row-region { stroke: #2ee6c5; stroke-width: 1; }
.overlay .row-region.picked { stroke: #ffffff; stroke-width: 2; fill: #ffffff; fill-opacity: 0.15; }
.handle { border-radius: 6px; }
.chart { position: relative; border-radius: 4px; cursor: pointer; }
.chart svg { display: block; max-width: 100%; }
svg text { fill: var(--_text); font-family: var(--gammakit-font, "DejaVu Sans", Verdana, sans-serif); }
svg .tick { font-size: 10.5px; }
svg .axis { font-size: 11.5px; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .plane { fill: none; stroke: var(--_faint); stroke-width: 0.8; }
svg .grid { stroke: var(--_grid); stroke-width: 1; }
svg .bar, svg .arrow { stroke: var(--_data); stroke-width: 1.3; fill: none; }
svg .bar.faint { stroke-opacity: 0.45; }
svg .point { fill: var(--_data); }
svg .point.picked { fill: var(--_model); stroke: var(--_background); stroke-width: 1.2; }
svg .early-0 { fill: var(--_early-0); } svg .early-1 { fill: var(--_early-1); } svg .early-2 { fill: var(--_early-2); }
svg .early-3 { fill: var(--_early-3); } svg .early-4 { fill: var(--_early-4); }
svg .path { fill: none; stroke: var(--_faint); stroke-width: 1; stroke-opacity: 0.7; }
svg .model { stroke: var(--_model); stroke-width: 1.8; fill: none; }
svg .band { fill: var(--_model); fill-opacity: 0.2; stroke: none; }
svg .path.background { stroke-dasharray: 3 2; stroke-opacity: 1; }
svg .mean { stroke: var(--_faint); stroke-width: 1.1; stroke-dasharray: 5 3; }
svg .mean-band { fill: var(--_faint); fill-opacity: 0.16; }
svg .chosen { fill: var(--_accent); fill-opacity: 0.13; }
.status { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; font-size: 13px; color: var(--_faint); min-height: 34px; font-variant-numeric: tabular-nums; }
.status progress { width: 130px; accent-color: var(--_accent); }
.actions { display: flex; flex-wrap: wrap; gap: 6px; margin-left: auto; }
.fault { color: var(--_error); white-space: pre-wrap; border-left: 4px solid var(--_error); padding: 4px 10px; margin: 0; }
.fault:empty { display: none; }
.attribution { font-size: 12.5px; color: var(--_faint); margin: 0; border-left: 4px solid var(--_model); padding-left: 9px; }
.attribution:empty { display: none; }
.warnings { font-size: 12.5px; }
.warnings ul { margin: 4px 0; padding-left: 18px; max-height: 180px; overflow: auto; }
details summary { cursor: pointer; font-size: 13px; font-weight: 600; padding: 2px 0; }
.runs { max-height: 220px; overflow: auto; font-size: 13px; display: grid; gap: 1px; }
.runs label { display: flex; gap: 7px; align-items: baseline; padding: 1px 2px; }
.runs .when { color: var(--_faint); margin-left: auto; font-variant-numeric: tabular-nums; white-space: nowrap; }
.faults { margin: 6px 0; padding-left: 18px; font-size: 12.5px; white-space: pre-wrap; }
.table { overflow: auto; max-height: 320px; }
table { border-collapse: collapse; font-size: 12.5px; font-variant-numeric: tabular-nums; width: 100%; }
th, td { text-align: right; padding: 2px 8px; border-bottom: 1px solid var(--_grid); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
th[scope="row"] { font-weight: 400; white-space: normal; }
.dense th, .dense td { padding: 2px 4px; }
tr.picked td { background: var(--_surface); font-weight: 600; }
.welcome { display: grid; gap: 14px; }
.drop { border: 2px dashed var(--_line); border-radius: 10px; padding: 22px 16px; display: grid; gap: 10px; justify-items: center; text-align: center; }
.drop.over { border-color: var(--_accent); background: var(--_surface); }
.drop p { margin: 0; }
.bar-row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; justify-content: center; }
.samples { display: flex; flex-wrap: wrap; gap: 8px; justify-content: center; }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 10px; }
.toolbar .title { font-weight: 600; margin-right: auto; }
.hint { color: var(--_faint); font-size: 12.5px; margin: 0; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* Paper is light, and a chart that went on on the next page would lie over what follows. */
@media print { .panel, .chart, .sky .stage { break-inside: avoid; } .layout, .side, .charts { display: block; } .panel { margin-bottom: 14px; } }
@media screen and (prefers-color-scheme: dark) { :host(:not([theme="light"])) { color-scheme: dark; ${dark} } }
@media screen { :host([theme="dark"]) { color-scheme: dark; ${dark} } }
`;

let sheet: CSSStyleSheet | undefined;

/** The look of all elements: a sheet that a script makes, which a policy without inline styles allows. */
export function elementStyle(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
