/** Properties as a line has them, and what can't be read. */
export interface Ds9Properties {
  readonly values: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Name of a property whose bracket or quote is not closed. */
  readonly open?: string;
}

const closing: Readonly<Record<string, string>> = { "{": "}", '"': '"', "'": "'" };

/** Properties that may stand alone: for "source" and "background" this means yes. */
const flags = new Set(["source", "background"]);

/**
 * `key=value` pairs of a line. A value stands in {}, "" or '', or is a word with the numbers behind it: `point=cross 15`.
 * Words that are none of this are a comment.
 */
export function parseProperties(text: string): Ds9Properties {
  const values = new Map<string, string>();
  const tags: string[] = [];
  let open: string | undefined;
  const next = /([A-Za-z_]\w*)\s*(=\s*)?/g;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    const [, name, equals] = match;
    const key = name.toLowerCase();
    if (equals === undefined) {
      if (flags.has(key)) values.set(key, "1");
      continue;
    }
    const { value, end, isOpen } = valueAt(text, next.lastIndex);
    if (isOpen) open = key;
    if (key === "tag") tags.push(value);
    else values.set(key, value);
    next.lastIndex = end;
  }
  return { values: Object.fromEntries(values), tags, ...(open === undefined ? {} : { open }) };
}

function valueAt(text: string, start: number): { value: string; end: number; isOpen: boolean } {
  const close = closing[text[start] ?? ""];
  if (close !== undefined) {
    const found = text.indexOf(close, start + 1);
    const end = found < 0 ? text.length : found;
    return { value: text.slice(start + 1, end), end: Math.min(end + 1, text.length), isOpen: found < 0 };
  }
  const word = /\S*(?:[ \t]+-?[\d.]+(?![^\s]))*/y;
  word.lastIndex = start;
  const [value] = word.exec(text) ?? [""];
  return { value, end: start + value.length, isOpen: false };
}

/** Place of the ";" that ends a comment which begins at `start`; the end of the text where there is none. */
export function commentEnd(text: string, start: number): number {
  let before = "";
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    const close = before === "=" ? closing[char] : undefined;
    if (close !== undefined) {
      const found = text.indexOf(close, i + 1);
      if (found < 0) return text.length;
      i = found;
    } else if (char === ";") return i;
    if (char !== " " && char !== "\t") before = char;
  }
  return text.length;
}
