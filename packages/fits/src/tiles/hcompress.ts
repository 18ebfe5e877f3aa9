import type { TileCodec, TileRequest } from "./codec.ts";
import { HaarPlane } from "./haar-plane.ts";
import { readBitPlanes } from "./quadtree.ts";
import { TileDamage } from "./tile-damage.ts";

/**
 * HCOMPRESS_1: the H-transform of a plane, a two-dimensional Haar transform in whole numbers, whose bit planes are
 * coded as quadtrees. FITS 4.0, section 10.4.4; White, Postman & Lattanzi (1992).
 */
export const hcompress: TileCodec = { makes: "integers", decode: decodeHcompress };

const headLength = 25;

function decodeHcompress(stream: Uint8Array, tile: TileRequest): Int32Array {
  if (stream.length < headLength || stream[0] !== 0xdd || stream[1] !== 0x99) {
    throw new TileDamage("it does not begin as HCOMPRESS data does");
  }
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const [slow, fast, scale] = [view.getInt32(2), view.getInt32(6), view.getInt32(10)];
  checkAxes(fast, slow, tile);
  const total = Number(view.getBigInt64(14));
  const planes = [stream[22], stream[23], stream[24]] as const;
  checkPlanes(planes, tile);
  const coefficients = readBitPlanes(stream.subarray(headLength), fast, slow, planes);
  coefficients[0] = total;
  if (scale > 1) for (let i = 0; i < coefficients.length; i++) coefficients[i] *= scale;
  return clamp(new HaarPlane(coefficients, fast, slow).invert(), tile.width);
}

/** Each level of the transform can add a bit to the numbers, and the differences one more. */
function checkPlanes(planes: readonly number[], { shape, width }: TileRequest): void {
  const most = 8 * width + Math.ceil(Math.log2(Math.max(...shape, 1))) + 2;
  const stated = Math.max(...planes);
  if (stated > most) throw new TileDamage(`it states ${stated} bit planes, and there can be ${most}`);
}

/** The tile must be a plane as large as the stream says, apart from axes of length 1. */
function checkAxes(fast: number, slow: number, { shape }: TileRequest): void {
  const isLong = (length: number) => length !== 1;
  if ([fast, slow].filter(isLong).join() === shape.filter(isLong).join()) return;
  throw new TileDamage(`it holds ${fast} × ${slow} pixels, and the tile has ${shape.join(" × ")}`);
}

/** What was lost may have brought numbers beyond the ends of their type. */
function clamp(values: Float64Array, width: number): Int32Array {
  const [low, high] = width === 1 ? [0, 255] : width === 2 ? [-(2 ** 15), 2 ** 15 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  const out = new Int32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(values[i], low), high);
  return out;
}
