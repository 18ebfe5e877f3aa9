import { isGammakitError } from "@gammakit/core";
import type { Ds9Region, Ds9Regions, Ds9Warning } from "./ds9-file.ts";
import { type Ds9Frame, frameOf } from "./ds9-frames.ts";
import { fault, shorten } from "./ds9-numbers.ts";
import { parseProperties } from "./ds9-properties.ts";
import { drawings, regionsOf, shapes } from "./ds9-shapes.ts";
import { type Ds9Statement, splitStatements } from "./ds9-statements.ts";

/** How a text is read. */
export interface ReadDs9Options {
  /** Name of the file, for messages. */
  readonly name?: string;
}

/** Every region has them, and DS9 knows a quarter as many. */
const maxDefaults = 64;

/** What the statements so far have set. */
interface State {
  readonly file: string;
  frame: Ds9Frame | undefined;
  defaults: Readonly<Record<string, string>>;
  readonly regions: Ds9Region[];
  readonly warnings: Ds9Warning[];
}

/**
 * The regions of a DS9 region file. FK5, FK4 (B1950) and ecliptic (J2000) positions become ICRS, with the angles of shapes turned
 * accordingly. What is no region (text, vector, panda, …), needs an image (physical coordinates, sizes in pixels on the sky) or
 * comes before any coordinate system is skipped with a warning that names line and shape.
 * Throws "invalid-file" with the line where a shape is written wrongly: a file half read would be a wrong exclusion.
 */
export function readDs9Regions(text: string, { name: file = "(text)" }: ReadDs9Options = {}): Ds9Regions {
  const state: State = { file, frame: undefined, defaults: {}, regions: [], warnings: [] };
  for (const statement of splitStatements(text)) readStatement(statement, state);
  return { kind: "ds9-regions", regions: state.regions, warnings: state.warnings };
}

function readStatement({ line, head, comment }: Ds9Statement, state: State): void {
  const [, sign, name, tail] = /^#?\s*([+-]?)\s*([A-Za-z]\w*)\s*(.*)$/s.exec(head) ?? [];
  const place = `${state.file}, line ${line}`;
  if (name === undefined) throw fault(`"${shorten(head)}" is neither a coordinate system nor a shape`, place);
  const word = name.toLowerCase();
  const warn = (message: string) => void state.warnings.push({ line, message: `${place}: ${message}` });
  if (word === "global") {
    state.defaults = { ...state.defaults, ...parseProperties(tail).values };
    if (Object.keys(state.defaults).length > maxDefaults)
      throw fault(`more than ${maxDefaults} global properties`, place);
  } else if (frameOf(word) !== undefined) {
    if (tail !== "") {
      throw fault(`"${name}" must be followed by ";" or the end of the line, not by "${shorten(tail)}"`, place);
    }
    state.frame = frameOf(word);
  } else if (drawings.has(word)) {
    warn(`"${name}" is no region; skipped.`);
  } else if (shapes.has(word)) {
    const where = `${place}: ${word}`;
    readShape({ word, sign, args: argumentsOf(tail, where), comment, where, line }, state, warn);
  } else if (word !== "composite") {
    // What follows an unknown coordinate system must not be read in the one before.
    if (tail === "") state.frame = { kind: "unknown", name };
    warn(`"${shorten(name)}" is neither a coordinate system nor a shape of DS9; skipped.`);
  }
}

interface Shape {
  readonly word: string;
  readonly sign: string;
  readonly args: readonly string[];
  readonly comment: string;
  readonly where: string;
  readonly line: number;
}

function readShape(
  { word, sign, args, comment, where, line }: Shape,
  state: State,
  warn: (message: string) => void,
): void {
  const { frame } = state;
  if (frame === undefined || frame.kind === "unknown") {
    const system = frame === undefined ? "it has no coordinate system" : `its coordinate system is "${frame.name}"`;
    warn(`${word} skipped: ${system}. Read it with icrs, fk5, galactic or image before it.`);
    return;
  }
  const { values, tags, open } = parseProperties(comment);
  if (open !== undefined) warn(`the value of "${open}" of the ${word} is not closed; read to its end.`);
  const { text, ...properties } = { ...state.defaults, ...values };
  const include = sign === "" ? properties.include !== "0" : sign === "+";
  const attributes = { include, ...(text === undefined ? {} : { text }), tags, properties };
  try {
    for (const part of regionsOf(word, args, frame, where)) state.regions.push({ ...part, ...attributes });
  } catch (error) {
    if (!isGammakitError(error, "unsupported")) throw error;
    state.warnings.push({ line, message: error.message });
  }
}

/** The numbers of a shape, in brackets or not; "||" at the end says that it belongs to a composite. */
function argumentsOf(tail: string, where: string): readonly string[] {
  const text = tail.endsWith("||") ? tail.slice(0, -2).trimEnd() : tail;
  const inside = text.startsWith("(") ? /^\(([^()]*)\)$/.exec(text)?.[1] : /^[^()]*$/.exec(text)?.[0];
  if (inside === undefined)
    throw fault(`"${shorten(text)}" must be numbers between "(" and ")", and nothing behind`, where);
  const trimmed = inside.trim();
  return trimmed === "" ? [] : trimmed.split(/\s*,\s*|\s+/);
}
