import type { Face } from "./face.ts";

/** Steps (x, y) to the south-west, west, north-west, north, north-east, east, south-east and south. */
const steps: readonly (readonly [number, number])[] = [
  [-1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
];

/** The pixel one step away in direction `step` of {@link steps}, or undefined at the corners where three base pixels meet. */
export function neighborOf(nside: number, { f, x, y }: Face, step: number): Face | undefined {
  const [dx, dy] = steps[step];
  return acrossEdges(nside, f, x + dx, y + dy);
}

/** A place that may lie one pixel beyond the edges of its base pixel, in the base pixel where it is. */
function acrossEdges(nside: number, f: number, x: number, y: number): Face | undefined {
  const [outX, outY] = [side(x, nside), side(y, nside)];
  if (outX === 0 && outY === 0) return { f, x, y };
  const last = nside - 1;
  const column = f % 4;
  const [east, west] = [(column + 1) % 4, (column + 3) % 4];
  if (outX !== 0 && outY !== 0) return acrossCorner(last, f, outX, outY);
  if (f < 4) {
    if (outX > 0) return { f: east, x: y, y: last };
    if (outY > 0) return { f: west, x: last, y: x };
    return outX < 0 ? { f: 4 + column, x: last, y } : { f: 4 + east, x, y: last };
  }
  if (f < 8) {
    if (outX > 0) return { f: column, x: 0, y };
    if (outY > 0) return { f: west, x, y: 0 };
    return outX < 0 ? { f: 8 + west, x: last, y } : { f: 8 + column, x, y: last };
  }
  if (outX > 0) return { f: 4 + east, x: 0, y };
  if (outY > 0) return { f: 4 + column, x, y: 0 };
  return outX < 0 ? { f: 8 + west, x: y, y: 0 } : { f: 8 + east, x: 0, y: x };
}

/** Four base pixels meet at the poles and on the equator, three elsewhere: there a pixel has seven neighbors. */
function acrossCorner(last: number, f: number, outX: number, outY: number): Face | undefined {
  const column = f % 4;
  const [north, south] = [outX > 0 && outY > 0, outX < 0 && outY < 0];
  if (f < 4) {
    if (north) return { f: (column + 2) % 4, x: last, y: last };
    return south ? { f: 8 + column, x: last, y: last } : undefined;
  }
  if (f < 8) {
    if (north || south) return undefined;
    return outX < 0 ? { f: 4 + ((column + 3) % 4), x: last, y: 0 } : { f: 4 + ((column + 1) % 4), x: 0, y: last };
  }
  if (south) return { f: 8 + ((column + 2) % 4), x: 0, y: 0 };
  return north ? { f: column, x: 0, y: 0 } : undefined;
}

function side(place: number, nside: number): number {
  return place < 0 ? -1 : place >= nside ? 1 : 0;
}
