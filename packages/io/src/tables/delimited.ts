import { GammakitError } from "@gammakit/core";

/** A line of a delimited text: its fields, whether each stood in quotes, and where it began. */
export interface DelimitedRecord {
  readonly fields: readonly string[];
  /** Number of the line in the text, 1 for the first. */
  readonly line: number;
}

/** A field that can stand between delimiters: in quotes where it must. RFC 4180. */
export function quoteField(text: string, mustQuote: RegExp): string {
  return mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The records of a text whose fields are separated by `delimiter` and quoted as in RFC 4180. Lines of nothing are left
 * out; with a blank as delimiter, several are one. `file` is for messages.
 */
export function splitRecords(text: string, delimiter: string, file: string, firstLine = 1): DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  const bare = new RegExp(`[^${delimiter === " " ? " " : delimiter}\\r\\n]*`, "y");
  let fields: string[] = [];
  let line = firstLine;
  let startLine = line;
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let isEmpty = true;
  const endRecord = () => {
    if (!isEmpty) records.push({ fields, line: startLine });
    fields = [];
    isEmpty = true;
  };
  while (at < text.length) {
    if (delimiter === " ") while (text[at] === " ") at++;
    if (isEmpty) startLine = line;
    const isLineEnd = text[at] === "\n" || text[at] === "\r" || at === text.length;
    if (!isLineEnd && text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) throw unclosed(file, line);
      const inside = text.slice(at + 1, end);
      fields.push(inside.replaceAll('""', '"'));
      line += inside.split("\n").length - 1;
      isEmpty = false;
      at = end + 1;
    } else if (!isLineEnd || (!isEmpty && delimiter !== " ")) {
      bare.lastIndex = at;
      fields.push(bare.exec(text)?.[0] ?? "");
      isEmpty = false;
      at = bare.lastIndex;
    }
    if (text[at] === delimiter) {
      at++;
      if (delimiter !== " " && at === text.length) fields.push("");
    } else if (at < text.length) {
      if (text[at] !== "\n" && text[at] !== "\r") throw afterQuote(file, line);
      at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
      line++;
      endRecord();
    }
  }
  endRecord();
  return records;
}

/** Throws "invalid-file" where a record has not as many fields as there are columns. */
export function requireWidth({ fields, line }: DelimitedRecord, names: readonly string[], file: string): void {
  if (fields.length === names.length) return;
  throw new GammakitError(
    "invalid-file",
    `${file}, line ${line}: ${fields.length} fields, where the header names ${names.length} columns.`,
    { file, line, found: fields.length, expected: names.length },
  );
}

/** Throws "invalid-file" where two columns have one name. */
export function requireUnique(names: readonly string[], file: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new GammakitError("invalid-file", `${file}: two columns are named ${twice}. Rename one.`, {
    file,
    name: twice,
  });
}

/** Where the quote that closes a field stands: a doubled one is part of the field. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

function unclosed(file: string, line: number): GammakitError {
  return new GammakitError("invalid-file", `${file}, line ${line}: a quote is not closed.`, { file, line });
}

function afterQuote(file: string, line: number): GammakitError {
  const message = `${file}, line ${line}: something follows a closing quote. A quote inside a field is written twice.`;
  return new GammakitError("invalid-file", message, { file, line });
}
