/** One line on the terminal that says what is going on; nothing where stderr is no terminal. */
export interface ProgressLine {
  update(text: string): void;
  clear(): void;
}

/** A progress line on stderr, at most ten times a second. */
export function progressLine(enabled: boolean): ProgressLine {
  if (!enabled || !process.stderr.isTTY) return { update: () => undefined, clear: () => undefined };
  let last = 0;
  let shown = false;
  return {
    update(text) {
      const now = performance.now();
      if (now - last < 100) return;
      last = now;
      shown = true;
      process.stderr.write(`\r\u001B[2K${text}`);
    },
    clear() {
      if (shown) process.stderr.write("\r\u001B[2K");
      shown = false;
    },
  };
}
