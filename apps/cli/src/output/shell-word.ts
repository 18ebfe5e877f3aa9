/** A word as a shell takes it, such as a path with blanks. */
export function shellWord(text: string): string {
  return /^[\w./@+,:~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
