import type { FitsTable } from "@gammakit/fits";
import { mapFault } from "./map-fault.ts";

/** The values of a map of which only the pixels that are not zero are stored: columns PIX, CHANNEL (where there are planes) and VALUE. */
export function readSparse(table: FitsTable, shape: readonly number[], where: string): Float64Array | Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  const plane = shape[0] * shape[1];
  if (size > 2 ** 28) throw mapFault(where, `WCSSHAPE asks for ${size} pixels, which is beyond reason`, { shape });
  const pixels = table.numbers("PIX");
  const channels = table.has("CHANNEL") ? table.numbers("CHANNEL") : new Float64Array(pixels.length);
  const given = table.numbers("VALUE");
  const out = table.describe("VALUE").type === "E" ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0; i < given.length; i++) {
    const at = pixels[i] + plane * channels[i];
    const isInside = pixels[i] >= 0 && pixels[i] < plane && at >= 0 && at < size && Number.isInteger(at);
    if (!isInside) {
      const what = `row ${i + 1} is pixel ${pixels[i]} of plane ${channels[i]} (columns PIX and CHANNEL), outside the map of ${shape.join(" × ")}`;
      throw mapFault(where, what, { row: i });
    }
    out[at] = given[i];
  }
  return out;
}
