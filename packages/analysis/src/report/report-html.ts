import type { Table } from "@gammakit/core";
import { shownColumns } from "@gammakit/io";
import type { JobFigure } from "../figures/job-figure.ts";
import type { JobWarning } from "../job/warning.ts";
import { gammakitVersion, type Provenance } from "../provenance/provenance.ts";
import { escapeHtml, htmlTable, scriptJson } from "./html.ts";
import { reportStyle } from "./report-style.ts";

/** What a report tells. */
export interface ReportContent {
  readonly title: string;
  /** What was done to what, one line each. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** What came out, in sentences. */
  readonly findings: readonly string[];
  readonly figures: readonly JobFigure[];
  readonly tables: readonly { readonly title: string; readonly table: Table }[];
  readonly warnings: readonly JobWarning[];
  readonly provenance: Provenance;
  /** The job as it was run. */
  readonly job: Readonly<Record<string, unknown>>;
}

/**
 * A page that needs nothing else: what was done, figures, tables, warnings, where everything comes from, how to cite.
 * @param runtime The script that draws: it finds the figures in the element "gammakit-figures" and their places by
 * `data-figure`. It must not contain a closing script tag.
 */
export function reportHtml(content: ReportContent, runtime: string): string {
  const { title, facts, findings, figures, tables, warnings, provenance, job } = content;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:">
<meta name="generator" content="gammakit ${escapeHtml(gammakitVersion)}">
<title>${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="faint">gammakit ${escapeHtml(gammakitVersion)}, ${escapeHtml(provenance.start.slice(0, 19).replace("T", " "))} UTC</p>
</header>
<main>
${list(facts)}
${findings.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}
${warnings.length > 0 ? section("Warnings", warningList(warnings)) : ""}
${figures.length > 0 ? section("Figures", figureGrid(figures)) : ""}
${tables.map(({ title: name, table }) => section(name, tableOf(table))).join("\n")}
${section("Job", `<pre>${escapeHtml(JSON.stringify(job, null, 2))}</pre>`)}
${section("Where it comes from", provenanceOf(provenance))}
${section("How to cite", citation(provenance))}
</main>
<script type="application/json" id="gammakit-figures">${scriptJson(figures.map(({ name, figure }) => ({ name, spec: figure.spec })))}</script>
<script>${runtime}</script>
</body>
</html>
`;
}

function section(title: string, html: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>\n${html}\n</section>`;
}

function list(entries: readonly (readonly [string, string])[]): string {
  return `<dl>${entries.map(([label, text]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`).join("\n")}</dl>`;
}

function warningList(warnings: readonly JobWarning[]): string {
  const items = warnings.map(
    ({ message, where }) => `<li>${where === "" ? "" : `<b>${escapeHtml(where)}</b>: `}${escapeHtml(message)}</li>`,
  );
  return `<ul class="warnings">${items.join("\n")}</ul>`;
}

/** One place per figure, and one per group, with a list to choose from. */
function figureGrid(figures: readonly JobFigure[]): string {
  const shown = figures.filter(({ choice }) => choice === undefined || choice.isMain);
  const cells = shown.map(({ name, caption, choice, figure }) => {
    const options = choice === undefined ? "" : chooser(figures, choice.group, name);
    const label = escapeHtml(figure.title);
    return `<figure>${options}<div class="drawing" data-figure="${escapeHtml(name)}" role="img" aria-label="${label}"><noscript>${label}: this figure is drawn by a script.</noscript></div><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
  });
  return `<div class="figures">${cells.join("\n")}</div>`;
}

function chooser(figures: readonly JobFigure[], group: string, selected: string): string {
  const options = figures
    .filter(({ choice }) => choice?.group === group)
    .map(({ name, choice }) => {
      const mark = name === selected ? " selected" : "";
      return `<option value="${escapeHtml(name)}"${mark}>${escapeHtml(choice?.label ?? name)}</option>`;
    });
  return `<label class="faint">Show <select data-chooses="${escapeHtml(selected)}">${options.join("")}</select></label>`;
}

function tableOf(table: Table): string {
  const columns = shownColumns(table);
  const rows = Array.from({ length: table.rowCount }, (_, row) => columns.map(({ cell }) => cell(row)));
  return htmlTable(
    columns.map(({ name, unit, isNumber }) => ({ title: name, unit, isNumber })),
    rows,
  );
}

function provenanceOf({ versions, plugins, inputs, start, durations }: Provenance): string {
  const seconds = Object.entries(durations).map(([stage, value]) => `${stage} ${value.toFixed(3)} s`);
  const rows = inputs.map(({ name, size, sha256 }) => [name, String(size), sha256 ?? "not computed"]);
  return `${list([
    [
      "Versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["Plugins", plugins.join(", ")],
    ["Start (UTC)", start],
    ["Time", seconds.join(", ")],
  ])}
<details><summary>${inputs.length} input file${inputs.length === 1 ? "" : "s"}</summary>${htmlTable([{ title: "File" }, { title: "Size", unit: "bytes", isNumber: true }, { title: "SHA-256" }], rows)}</details>`;
}

function citation({ attribution }: Provenance): string {
  return [
    `<p>The Gammakit developers, Gammakit ${escapeHtml(gammakitVersion)}: gamma-ray astronomy data analysis in TypeScript.</p>`,
    ...attribution.map((text) => `<p><b>Data:</b> ${escapeHtml(text)}</p>`),
  ].join("\n");
}
