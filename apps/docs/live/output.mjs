/** Text for HTML. @param {unknown} text */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * What a block showed, as HTML. `figure` turns a drawing into the address or the content of an image.
 * @param {readonly import("./describe.mjs").Item[]} items
 * @param {(svg: string, theme: "light" | "dark") => string} source
 */
export function itemsHtml(items, source) {
  return items.map((item) => itemHtml(item, source)).join("\n");
}

/** @param {import("./describe.mjs").Item} item @param {(svg: string, theme: "light" | "dark") => string} source */
function itemHtml(item, source) {
  if (item.kind === "text") return `<pre class="gk-text" tabindex="0">${escapeHtml(item.text)}</pre>`;
  if (item.kind === "table") return tableHtml(item);
  const alt = item.about ? `${item.title}: ${item.about}` : item.title;
  const image = (/** @type {"light" | "dark"} */ theme) => {
    const { width, height } = sizeOf(item[theme]);
    return `<img class="gk-${theme}" src="${source(item[theme], theme)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}" loading="lazy">`;
  };
  const caption = item.caption ? `<figcaption>${escapeHtml(item.caption)}</figcaption>` : "";
  return `<figure class="gk-figure"><div class="gk-picture" role="group" aria-label="${escapeHtml(item.title)}" tabindex="0">${image("light")}${image("dark")}</div>${caption}${item.numbers ? numbersHtml(item.title, item.numbers) : ""}</figure>`;
}

/** @param {string} title @param {import("./describe.mjs").FigureNumbers} numbers */
function numbersHtml(title, { table, csv }) {
  const file = `${title.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase()}.csv`;
  const link = `<a href="data:text/csv;charset=utf-8,${encodeURIComponent(csv)}" download="${escapeHtml(file)}">All as CSV</a>`;
  return `<details class="gk-numbers"><summary>The numbers of this figure</summary>${tableHtml(table)}<p class="gk-note">${link}</p></details>`;
}

/** @param {import("./describe.mjs").TableItem} item */
function tableHtml({ caption, columns, rows }) {
  const head = columns
    .map(
      ({ name, unit }) =>
        `<th scope="col">${escapeHtml(name)}${unit ? `<br><small>${escapeHtml(unit)}</small>` : ""}</th>`,
    )
    .join("");
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell, k) => `<td${columns[k].isNumber ? ' class="gk-number"' : ""}>${escapeHtml(cell)}</td>`).join("")}</tr>`,
    )
    .join("");
  const name = escapeHtml(caption || "Table");
  return `<div class="gk-table" role="region" aria-label="${name}" tabindex="0"><table><caption>${name}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** @param {string} svg */
function sizeOf(svg) {
  const [, width = "400", height = "300"] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Math.round(Number(width)), height: Math.round(Number(height)) };
}

/**
 * Numbers beside those of the reference, as an HTML table.
 * @param {readonly (import("../build/blocks.mjs").Expected & { found?: number, holds?: boolean })[]} rows
 * @param {"real" | "simulated" | "none"} data
 */
export function expectedHtml(rows, data) {
  const body = rows.map((row) => {
    const { what, unit = "", reference, tolerance, found, holds } = row;
    const isCompared = found !== undefined && data === "real";
    const cells = [
      `${escapeHtml(what)}${unit ? ` <small>${escapeHtml(unit)}</small>` : ""}`,
      digits(reference),
      found === undefined ? "not run" : digits(found),
      isCompared ? difference(found - reference) : "",
      tolerance === 0 ? "exact" : difference(tolerance),
      !isCompared ? "" : holds ? "agrees" : "differs",
    ];
    const state = isCompared ? ` data-holds="${holds}"` : "";
    return `<tr${state}>${cells.map((cell, k) => (k === 0 ? `<th scope="row">${cell}</th>` : `<td class="gk-number">${cell}</td>`)).join("")}</tr>`;
  });
  const head = ["number", "Gammapy", "here", "difference", "tolerance", ""]
    .map((one) => (one ? `<th scope="col">${one}</th>` : `<th scope="col"><span class="gk-hidden">verdict</span></th>`))
    .join("");
  const note =
    data === "simulated"
      ? `<p class="gk-note">These are simulated data: there is no reference to compare with. Choose the real data above and run all steps.</p>`
      : "";
  const name = "Numbers of this page and the reference";
  return `${note}<div class="gk-table" role="region" aria-label="${name}" tabindex="0"><table><caption>${name}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** @param {number} value */
function digits(value) {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}

/** @param {number} value */
function difference(value) {
  if (value === 0 || Math.abs(value) >= 1e-3) return String(Number(value.toPrecision(2)));
  return value.toExponential(1);
}
