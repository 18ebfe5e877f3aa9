import { atan2, type SkyPosition, wrap360 } from "@gammakit/core";
import type { Stream } from "../random/stream.ts";
import { cosDegrees, degree, sinDegrees } from "../repeatable/degrees.ts";
import { roundedPosition } from "../repeatable/rounded.ts";
import type { EventBuffer } from "./event-buffer.ts";

/** Writes the position of the last event of a buffer: at a distance, of which sine and cosine are given, in any direction. */
export type PlaceAround = (sinDistance: number, cosDistance: number, buffer: EventBuffer) => void;

/** {@link PlaceAround} a position, with directions from `stream`. */
export function compilePlaceAround(position: SkyPosition, { uniform }: Stream): PlaceAround {
  const { lon, lat } = roundedPosition(position);
  const [sin0, cos0] = [sinDegrees(lat), cosDegrees(lat)];
  return (sinD, cosD, buffer) => {
    // A direction from a point in the unit disc (Marsaglia 1972), which needs no sine.
    let [north, east, square] = [0, 0, 2];
    while (square >= 1 || square === 0) {
      north = 2 * uniform() - 1;
      east = 2 * uniform() - 1;
      square = north * north + east * east;
    }
    const size = sinD / Math.sqrt(square);
    const x = cos0 * cosD - sin0 * size * north;
    const y = size * east;
    const z = sin0 * cosD + cos0 * size * north;
    buffer.lon[buffer.size] = wrap360(lon + atan2(y, x) / degree);
    buffer.lat[buffer.size] = atan2(z, Math.sqrt(x * x + y * y)) / degree;
  };
}
