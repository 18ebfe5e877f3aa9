/**
 * The TypeScript blocks of a Markdown text.
 * @param {string} text
 * @returns {{ line: number, code: string }[]} `line` is that of the first line of code, from 1.
 */
export function codeBlocks(text) {
  return [...text.matchAll(/^```(?:ts|typescript)\b[^\n]*\n([\s\S]*?)^```\s*$/gm)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[1],
  }));
}
