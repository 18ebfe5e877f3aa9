import { escapeHtml } from "./output.mjs";

const words =
  "as async await break case catch class const continue default delete do else export extends false finally for from function if import in instanceof let new null of return static super switch this throw true try typeof undefined var void while yield";
const keywords = new Set(words.split(" "));
const token =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(`(?:\\[\s\S]|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\b(\d[\w.]*(?:e[+-]?\d+)?)|([A-Za-z_$][\w$]*)/g;

/** JavaScript with its comments, strings, numbers and keywords marked, as HTML. @param {string} code */
export function highlight(code) {
  let html = "";
  let from = 0;
  for (const match of code.matchAll(token)) {
    const [all, comment, string, number, word] = match;
    const kind = comment ? "comment" : string ? "string" : number ? "number" : keywords.has(word) ? "keyword" : "";
    html += escapeHtml(code.slice(from, match.index));
    html += kind ? `<span class="${kind}">${escapeHtml(all)}</span>` : escapeHtml(all);
    from = match.index + all.length;
  }
  return html + escapeHtml(code.slice(from));
}
