/** One line without what steers a terminal or turns the direction of writing: what comes from a file must not. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\u{fffd}");
}

/** Longest line of words that holds something of a file. */
const longestLine = 2000;

/** Lines, none of which steers a terminal, or fills it. */
export function printableLines(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line))
    .join("\n");
}
