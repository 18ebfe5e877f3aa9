import { GammakitError } from "@gammakit/core";
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
} from "yaml";

/** Plain data as a YAML file holds it. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap;

/** A mapping of a YAML file. Its keys are own properties; `__proto__` is never one of them. */
export interface YamlMap {
  readonly [key: string]: YamlValue;
}

/** Largest YAML text that is read, in characters. */
const longestText = 16 * 1024 * 1024;
/** Most characters that can begin an entry: the parser takes a kilobyte and more for each. */
const mostMarks = 250_000;
const deepestNesting = 100;
const mostNodes = 2_000_000;
const mostAliases = 100;

const plainTags = ["str", "int", "float", "bool", "null", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`);

/**
 * The data of one YAML (or JSON) document, read as PyYAML reads it (YAML 1.1), but for `1e-12`, which is a number here,
 * and `1:30`, which is text. `name` is that of the file, for messages.
 * Throws "invalid-file" for what is not YAML, for tags, merge keys, duplicate keys, `__proto__` and integers beyond 2⁵³;
 * "limit-exceeded" for texts, nesting and aliases that no honest file has.
 */
export function parseYaml(text: string, name: string): YamlValue {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (source.length > longestText) throw limit(name, `is longer than ${longestText} characters`);
  if (bracketDepth(source) > deepestNesting) throw limit(name, `nests brackets more than ${deepestNesting} deep`);
  if (countMarks(source) > mostMarks) {
    throw limit(name, `has more than ${mostMarks} entries. Split it, or write long lists of numbers into a table`);
  }
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(source, {
      version: "1.1",
      merge: false,
      // The parser's own check compares each key with all others, and its words for each of many faults take long.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: "silent",
    });
    if (!Array.isArray(documents) || documents.length === 0) throw invalid(name, "is empty");
    if (documents.length > 1) throw invalid(name, "holds several YAML documents; only one is expected");
    const [document] = documents;
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem?.message.includes("call stack")) throw limit(name, "nests too deeply");
    if (problem !== undefined) {
      const { line, col } = lines.linePos(problem.pos[0]);
      throw invalid(name, `is not plain YAML: ${problem.message} at line ${line}, column ${col}`, problem);
    }
    return converter(name, (alias) => alias.resolve(document))(document.contents, 0);
  } catch (error) {
    if (error instanceof RangeError) throw limit(name, "nests too deeply");
    throw error;
  }
}

/** A function from nodes of the parser to plain data, which counts what it has made. */
function converter(
  name: string,
  resolve: (alias: Alias) => Node | undefined,
): (node: unknown, depth: number) => YamlValue {
  let nodes = 0;
  let aliases = 0;
  const convert = (node: unknown, depth: number): YamlValue => {
    if (++nodes > mostNodes) throw limit(name, `has more than ${mostNodes} entries, aliases counted in full`);
    if (depth > deepestNesting) throw limit(name, `nests more than ${deepestNesting} deep`);
    if (node === null || node === undefined) return null;
    if (isAlias(node)) {
      if (++aliases > mostAliases) throw limit(name, `uses more than ${mostAliases} aliases`);
      const target = resolve(node);
      if (target === undefined) throw invalid(name, `has the alias *${node.source}, which nothing is named`);
      return convert(target, depth + 1);
    }
    checkTag((node as Node).tag, name);
    if (isSeq(node)) return node.items.map((item) => convert(item, depth + 1));
    if (isScalar(node)) return scalarValue(node, name);
    if (!isMap(node)) throw invalid(name, "holds something that is neither a mapping, a list nor a scalar");
    const keys = new Set<string>();
    return Object.fromEntries(
      node.items.map(({ key, value }) => {
        const text = keyText(key, name);
        if (keys.has(text)) throw invalid(name, `has the key ${JSON.stringify(text)} twice in one mapping`);
        keys.add(text);
        return [text, convert(value, depth + 1)];
      }),
    );
  };
  return convert;
}

function checkTag(tag: string | undefined, name: string): void {
  if (tag === undefined || plainTags.includes(tag)) return;
  throw invalid(name, `has the tag "${tag}"; only plain data is read`);
}

function keyText(key: unknown, name: string): string {
  if (!isScalar(key)) throw invalid(name, "has a key that is not a word");
  const text = key.source ?? String(key.value);
  if (text === "__proto__") throw invalid(name, 'has a key "__proto__"');
  if (text === "<<") throw invalid(name, 'has a merge key "<<"; write the entries out');
  return text;
}

function scalarValue({ value, source, type }: Scalar, name: string): YamlValue {
  if (source !== undefined && type === "PLAIN" && isWord(source, value)) return source;
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[+-]?\d+$/.test(source ?? "")) {
      throw invalid(name, `has the integer ${source}, which is too large to be kept exactly`);
    }
    return value;
  }
  if (typeof value === "string") return type === "PLAIN" && isNumber(value) ? Number(value) : value;
  if (typeof value === "boolean" || value === null) return value;
  return source ?? String(value);
}

/** `y`, `08`, `e5`, a lone `.` and `1:30`, which the parser takes for truth values and numbers. */
function isWord(source: string, value: unknown): boolean {
  if (typeof value === "boolean") return source.length === 1;
  if (typeof value !== "number") return false;
  return (Number.isNaN(value) && !/nan/i.test(source)) || /^[+-]?0\d*[89]\d*$/.test(source) || source.includes(":");
}

/** `1e-12` and the like, which YAML 1.1 takes for text because there is no point. */
function isNumber(text: string): boolean {
  return /^[+-]?\d+[eE][+-]?\d+$/.test(text);
}

/** Depth of brackets, those in quotes included: a cheap look before a parser that recurses. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return deepest;
}

/** Number of characters that can begin an entry of a list or mapping, those in quotes included. */
function countMarks(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // , : [ { and, before a blank, - and ?.
    const isBrace = code === 0x2c || code === 0x3a || code === 0x5b || code === 0x7b;
    if (isBrace || ((code === 0x2d || code === 0x3f) && text.charCodeAt(i + 1) <= 0x20)) count++;
  }
  return count;
}

function invalid(name: string, what: string, cause?: unknown): GammakitError {
  return new GammakitError("invalid-file", `${name} ${what}.`, { file: name }, cause);
}

function limit(name: string, what: string): GammakitError {
  return new GammakitError("limit-exceeded", `${name} ${what}.`, { file: name });
}
