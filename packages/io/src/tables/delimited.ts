import { GammakitError } from "@gammakit/core";

/** A record of a delimited text: its fields and where it began. */
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
export function splitRecords(text: string, delimiter: "," | " ", file: string, firstLine = 1): DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  let line = firstLine;
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const record = readRecord(text, at, delimiter, { file, line });
    if (record.fields.length > 0) records.push({ fields: record.fields, line });
    line += record.lines;
    at = record.end;
  }
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
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice === undefined) return;
  throw new GammakitError("invalid-file", `${file}: two columns are named ${twice}. Rename one.`, {
    file,
    name: twice,
  });
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** The fields of the record at `at`, how many lines it takes, and where the next one begins. */
function readRecord(text: string, at: number, delimiter: "," | " ", place: Place) {
  const fields: string[] = [];
  let end = at;
  let lines = 1;
  for (;;) {
    if (delimiter === " ") end = skipBlanks(text, end);
    const isLast = end >= text.length || text[end] === "\n" || text[end] === "\r";
    // After a comma there is a field even where nothing stands; after a blank, or in an empty line, there is none.
    if (isLast && (fields.length === 0 || delimiter === " ")) break;
    const field = readField(text, end, delimiter, { ...place, line: place.line + lines - 1 });
    fields.push(field.value);
    lines += field.lineEnds;
    end = field.end;
    if (text[end] !== delimiter) break;
    end++;
  }
  if (end < text.length) end += text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1;
  return { fields, lines, end };
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text[end] === " ") end++;
  return end;
}

const bareField = { ",": /[^,\r\n]*/y, " ": /[^ \r\n]*/y };

function readField(text: string, at: number, delimiter: "," | " ", place: Place) {
  if (text[at] !== '"') {
    const bare = bareField[delimiter];
    bare.lastIndex = at;
    const value = bare.exec(text)?.[0] ?? "";
    return { value, lineEnds: 0, end: at + value.length };
  }
  const close = closingQuote(text, at + 1);
  if (close < 0) throw broken(place, "a quote is not closed.");
  const end = close + 1;
  if (end < text.length && !`${delimiter}\r\n`.includes(text[end])) {
    throw broken(place, "something follows a closing quote. A quote inside a field is written twice.");
  }
  const inside = text.slice(at + 1, close);
  return { value: inside.replaceAll('""', '"'), lineEnds: inside.split("\n").length - 1, end };
}

/** Where the quote that closes a field stands: a doubled one is part of the field. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end;
}

function broken({ file, line }: Place, what: string): GammakitError {
  return new GammakitError("invalid-file", `${file}, line ${line}: ${what}`, { file, line });
}
