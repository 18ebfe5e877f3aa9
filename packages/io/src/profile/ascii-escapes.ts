/** Text in printable ASCII, which is all that FITS has; other characters, and the backslash, as \uXXXX. */
export function escapeAscii(text: string): string {
  return text.replace(/[^ -~]|\\/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The inverse of {@link escapeAscii}. */
export function unescapeAscii(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
