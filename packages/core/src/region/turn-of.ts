import { cos, sin } from "../numeric/repeatable/trigonometry.ts";

/** Cosine and sine of an angle [deg]. */
export function turnOf(angle: number): readonly [cos: number, sin: number] {
  return [cos((angle * Math.PI) / 180), sin((angle * Math.PI) / 180)];
}
