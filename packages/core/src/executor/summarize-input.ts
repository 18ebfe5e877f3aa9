/** Longest text of a string, and of the whole. */
const longest = { string: 40, whole: 300 };
/** How many entries of a list or an object are shown, and how deep. */
const most = { entries: 6, depth: 3 };

/** An input in a few words, for the message that it can't be worked on. */
export function summarizeInput(input: unknown): string {
  const text = summarize(input, 0);
  return text.length > longest.whole ? `${text.slice(0, longest.whole)}…` : text;
}

function summarize(value: unknown, depth: number): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > longest.string ? `${value.slice(0, longest.string)}…` : value);
  }
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}(${(value as Uint8Array).length ?? value.byteLength})`;
  }
  if (Array.isArray(value)) {
    if (depth >= most.depth) return `[${value.length} entries]`;
    return `[${enumerate(value, value.length, (entry) => summarize(entry, depth + 1))}]`;
  }
  const entries = Object.entries(value);
  if (depth >= most.depth) return "{…}";
  return `{${enumerate(entries, entries.length, ([key, entry]) => `${key}: ${summarize(entry, depth + 1)}`)}}`;
}

function enumerate<T>(entries: readonly T[], count: number, text: (entry: T) => string): string {
  const shown = entries.slice(0, most.entries).map(text);
  return [...shown, ...(count > most.entries ? [`… ${count - most.entries} more`] : [])].join(", ");
}
