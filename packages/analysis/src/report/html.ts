/** Text that is safe inside an element and inside an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** JSON that cannot end the script element it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** A table of cells; numbers to the right. */
export function htmlTable(
  columns: readonly { readonly title: string; readonly unit?: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const attribute = (k: number) => (columns[k].isNumber ? ' class="number"' : "");
  const head = columns.map(
    ({ title, unit }, k) =>
      `<th scope="col"${attribute(k)}>${escapeHtml(title)}${unit ? `<br><span class="unit">${escapeHtml(unit)}</span>` : ""}</th>`,
  );
  const body = rows.map(
    (row) => `<tr>${row.map((cell, k) => `<td${attribute(k)}>${escapeHtml(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}
