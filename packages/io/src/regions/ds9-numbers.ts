import { GammakitError, parseAngle } from "@gammakit/core";
import { type Ds9Frame, hasHours } from "./ds9-frames.ts";

/** What a number of a shape is, for messages: `line 3: circle`. */
export type Where = string;

const quantity = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(["'driph]?)$/;

/** A length in a frame's unit: degrees on the sky, pixels on an image. */
export function parseLength(token: string, frame: Ds9Frame, where: Where): number {
  const [value, unit] = split(token, where);
  if (frame.kind === "image") {
    if (unit === "" || unit === "i") return value;
    throw needsImage(`the size ${token} is not in pixels of the image`, where);
  }
  switch (unit) {
    case "":
    case "d":
      return value;
    case "'":
      return value / 60;
    case '"':
      return value / 3600;
    case "r":
      return (value * 180) / Math.PI;
    case "h":
      throw fault(`the size ${token} is in hours`, where, token);
    default:
      throw needsImage(`the size ${token} is in pixels, and its center on the sky`, where);
  }
}

/** The angle by which a shape is turned [deg]. */
export function parseTurn(token: string, where: Where): number {
  const [value, unit] = split(token, where);
  if (unit === "" || unit === "d") return value;
  if (unit === "r") return (value * 180) / Math.PI;
  throw fault(`the angle ${token} must be in degrees (d) or radians (r)`, where, token);
}

/** A pair of coordinates: degrees on the sky; pixels of an image, counted from 0. */
export function parsePair(x: string, y: string, frame: Ds9Frame, where: Where): readonly [number, number] {
  if (frame.kind === "image") return [parsePixel(x, where), parsePixel(y, where)];
  const hours = frame.kind === "sky" && hasHours(frame.name);
  return [parseCoordinate(x, hours, where), parseCoordinate(y, false, where)];
}

function parsePixel(token: string, where: Where): number {
  const [value, unit] = split(token, where);
  if (unit === "" || unit === "i") return value - 1;
  throw needsImage(`the position ${token} is not in pixels of the image`, where);
}

function parseCoordinate(token: string, hours: boolean, where: Where): number {
  if (/^[+-]?\d+(:|h\d|d\d)/.test(token)) return sexagesimal(token, hours, where);
  const [value, unit] = split(token, where);
  if (unit === "" || unit === "d") return value;
  if (unit === "r") return (value * 180) / Math.PI;
  if (unit === "h") return value * 15;
  if (unit === "p" || unit === "i") throw needsImage(`the position ${token} is in pixels`, where);
  throw fault(`the position ${token} must be in degrees`, where, token);
}

function sexagesimal(token: string, hours: boolean, where: Where): number {
  const isHours = token.includes("h") || (hours && token.includes(":"));
  let degrees: number;
  try {
    degrees = parseAngle(token, isHours ? "hourangle" : "deg");
  } catch (cause) {
    throw fault(`"${token}" is no angle. ${(cause as Error).message.replace(/\.$/, "")}`, where, token, cause);
  }
  if (!isHours || Math.abs(degrees) < 360) return degrees;
  throw fault(`${token} has 24 hours or more`, where, token);
}

function split(token: string, where: Where): readonly [number, "" | '"' | "'" | "d" | "r" | "i" | "p" | "h"] {
  const [, digits, unit] = quantity.exec(token) ?? [];
  const value = Number(digits);
  if (digits !== undefined && Number.isFinite(value)) return [value, unit as ""];
  throw fault(`"${shorten(token)}" is no number with a unit that DS9 knows`, where, token);
}

/** A message needs no more of it. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A file that says something impossible. */
export function fault(what: string, where: Where, token?: string, cause?: unknown): GammakitError {
  return new GammakitError("invalid-file", `${where}: ${what}.`, { where, token }, cause);
}

/** Something that is right, but can't be known without the image. */
function needsImage(what: string, where: Where): GammakitError {
  return new GammakitError("unsupported", `${where}: ${what}. Only an image could tell where it is; skipped.`, {
    where,
  });
}
