/** A number of bytes as people say it: `3.2 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const exponent = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** exponent).toPrecision(3))} ${["", "kB", "MB", "GB", "TB"][exponent]}`;
}
