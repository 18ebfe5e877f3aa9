/** The look of a report, on light and on dark paper, as the reader's system has it. */
export const reportStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --faint: #5f6368; --line: #dadce0; --mark: #0072b2; --warn: #fff4e0; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #ececec; --faint: #a3a7ad; --line: #31363f; --mark: #56b4e9; --warn: #3a2f1c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
p { max-width: 46rem; } .faint, figcaption { color: var(--faint); font-size: .9rem; } a { color: var(--mark); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 33rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; } figure .drawing { overflow-x: auto; min-height: 20rem; } figure svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; max-height: 36rem; } table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .7rem; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line); vertical-align: bottom; }
thead th { position: sticky; top: 0; background: var(--paper); } .number { text-align: right; } .unit { font-weight: normal; color: var(--faint); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; } dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
.warnings li { background: var(--warn); padding: .3rem .6rem; margin: .3rem 0; list-style: none; } .warnings { padding: 0; }
pre { overflow-x: auto; font-size: .85rem; border: 1px solid var(--line); padding: .8rem; } select { font: inherit; margin-bottom: .4rem; }
@media print { .scroll { max-height: none; } }
`;
