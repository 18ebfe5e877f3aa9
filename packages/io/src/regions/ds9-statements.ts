import { commentEnd } from "./ds9-properties.ts";

/** A part of a DS9 file: a coordinate system, a shape, or the defaults of properties. */
export interface Ds9Statement {
  /** From 1. */
  readonly line: number;
  /** Before the "#"; with it for what DS9 writes as a comment: "# text(…)". */
  readonly head: string;
  /** After the "#". */
  readonly comment: string;
}

/** The statements of a file, which end with a line or ";". Comments, which begin with "#", and empty ones are left out. */
export function splitStatements(text: string): readonly Ds9Statement[] {
  const statements: Ds9Statement[] = [];
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .forEach((content, k) => {
      for (let start = 0; start < content.length; ) {
        const { head, comment, end } = statementAt(content, start);
        if (head !== "") statements.push({ line: k + 1, head, comment });
        start = end + 1;
      }
    });
  return statements;
}

/** Shapes that DS9 hides from other programs in a comment. */
const hidden = /^#\s*(text|vector|ruler|compass|projection|segment|composite)\s*\(/i;

function statementAt(line: string, start: number): { head: string; comment: string; end: number } {
  const rest = line.slice(start).trimStart();
  if (rest.startsWith("#")) return { head: hidden.test(rest) ? rest : "", comment: "", end: line.length };
  if (/^global\b/i.test(rest)) {
    const end = commentEnd(line, start);
    return { head: line.slice(start, end).trim(), comment: "", end };
  }
  let end = start;
  while (end < line.length && line[end] !== ";" && line[end] !== "#") end++;
  const head = line.slice(start, end).trim();
  if (line[end] !== "#") return { head, comment: "", end };
  const last = commentEnd(line, end + 1);
  return { head, comment: line.slice(end + 1, last), end: last };
}
