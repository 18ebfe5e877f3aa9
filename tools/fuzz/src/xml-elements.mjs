const token =
  /<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w:.-]*="(?:[^<&"]|&(?:amp|lt|gt|quot|apos|#\d+);)*")*)\s*(\/?)>|<\/([A-Za-z_][\w.-]*)\s*>|[^<&]+|&(?:amp|lt|gt|quot|apos|#\d+);/gy;
const forbidden = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * How many elements of each name an XML text has, which is well formed and of the plain kind: no comments, no CDATA. Throws where it
 * is not. Extensible Markup Language 1.0 (fifth edition), section 2.
 * @param {string} text
 * @returns {ReadonlyMap<string, number>}
 */
export function xmlElements(text) {
  const wrong = forbidden.exec(text);
  if (wrong) throw new Error(`XML has no place for the character at ${wrong.index}`);
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {string[]} */
  const open = [];
  token.lastIndex = /^<\?xml [^?]*\?>/.exec(text)?.[0].length ?? 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [whole, opened, attributes, empty, closed] = token.exec(text) ?? [];
    if (whole === undefined) throw new Error(`not well formed at ${at}: ${text.slice(at, at + 60)}`);
    if (opened !== undefined) {
      const names = [...attributes.matchAll(/\s([\w:.-]+)="/g)].map(([, name]) => name);
      if (new Set(names).size < names.length) throw new Error(`an attribute of <${opened}> stands twice`);
      counts.set(opened, (counts.get(opened) ?? 0) + 1);
      if (empty === "") open.push(opened);
    } else if (closed !== undefined && open.pop() !== closed) throw new Error(`</${closed}> at ${at} closes nothing`);
    else if (whole.includes("]]>")) throw new Error(`"]]>" at ${at}`);
  }
  if (open.length > 0) throw new Error(`<${open.join("><")}> is not closed`);
  return counts;
}
