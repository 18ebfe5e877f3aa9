import { GammakitError } from "../errors/gammakit-error.ts";
import { refuseLong } from "../errors/refuse-long.ts";
import { parseQuantity } from "../units/parse-quantity.ts";

const sexagesimal = [
  /^([+-]?)(\d+)\s*(h|d|°)\s*(?:(\d+)\s*[m′']\s*(?:(\d+(?:\.\d*)?)\s*[s″"]?)?)?$/,
  /^([+-]?)(\d+)():(\d+)(?::(\d+(?:\.\d*)?))?$/,
  /^([+-]?)(\d+)()\s+(\d+)(?:\s+(\d+(?:\.\d*)?))?$/,
];

/**
 * The angle [deg] that `text` stands for: "83.63", "83.63 deg", "0.1 rad", "05h34m31.9s", "-5d23m", "22:33:44", "22 33 44".
 * What has neither h, d nor a unit counts in `unit`, degrees or hours (15° each). `where` is the key path named in messages.
 * Throws "invalid-input" for everything else, and for minutes or seconds of 60 and more.
 */
export function parseAngle(text: string | number, unit: "deg" | "hourangle" = "deg", where?: string): number {
  const scale = unit === "deg" ? 1 : 15;
  if (typeof text === "number") return parseQuantity(text, "deg", where) * scale;
  refuseLong(text, "angle");
  const trimmed = text.trim();
  for (const pattern of sexagesimal) {
    const match = pattern.exec(trimmed);
    if (match) return fromParts(match, scale, text, where);
  }
  const plain = trimmed === "" ? Number.NaN : Number(trimmed);
  if (Number.isFinite(plain) && !/^[+-]?0[xob]/i.test(trimmed)) return plain * scale;
  return parseQuantity(text, "deg", where);
}

function fromParts(match: RegExpExecArray, scale: number, text: string, where: string | undefined): number {
  const [whole, minutes, seconds] = [match[2], match[4] ?? "0", match[5] ?? "0"].map(Number);
  if (minutes >= 60 || seconds >= 60) {
    const prefix = where === undefined ? "" : `${where}: `;
    throw new GammakitError("invalid-input", `${prefix}Angle "${text}" has minutes or seconds of 60 or more.`, {
      where,
      text,
    });
  }
  const size = match[3] === "h" ? 15 : match[3] === "" ? scale : 1;
  const value = ((whole * 3600 + minutes * 60 + seconds) * size) / 3600;
  return match[1] === "-" ? -value : value;
}
