/** A cell of a Markdown table that nothing in it can break; a list becomes lines. @param {unknown} text @returns {string} */
export function cell(text) {
  if (Array.isArray(text)) return text.map(cell).join("<br>");
  return String(text ?? "")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("{{", "&#123;&#123;")
    .replace(/\s*\n\s*/g, " ");
}

/** A Markdown table. @param {readonly string[]} head @param {readonly (readonly unknown[])[]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly unknown[]} */ cells) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
