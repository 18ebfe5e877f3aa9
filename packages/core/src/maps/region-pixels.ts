import { isGammakitError } from "../errors/gammakit-error.ts";
import { boundingBox, type PixelBox } from "../region/bounding-box.ts";
import { checkRegion } from "../region/check-region.ts";
import { compilePixelRegion, type PixelTest } from "../region/compile-pixel-region.ts";
import { type PixelRegion, toPixelRegion } from "../region/pixel-region.ts";
import type { Region } from "../region/region.ts";
import { compileRowSpans } from "../region/row-spans.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { CompiledWcs, Wcs } from "../wcs/wcs.ts";
import type { ImageWcs } from "./map.ts";
import { requireImage } from "./shape.ts";

/** The pixels of an image whose centers lie in a region, found once for all maps on that image. */
export interface RegionPixels {
  readonly kind: "region-pixels";
  readonly region: Region;
  readonly wcs: ImageWcs;
  /** x + nx · y of each pixel, in increasing order. */
  readonly pixels: Int32Array;
  /** The part of the image in which these pixels lie; empty where there are none to look for. */
  readonly box: PixelBox;
  /** Fraction of the region, by pixel centers, that lies beyond the edges of the image or off the sky: 1 where nothing is seen. */
  readonly fractionOutside: number;
}

/** No more positions than this are looked at beyond an image. */
const maxSamples = 1e6;

/**
 * The pixels of the image whose centers lie in `region` and on the sky, in row-major order, and how much of the region is cut off
 * by the edges of both. A region without a counterpart in the pixel plane, or beside the image, has no pixels.
 * Throws "invalid-input" for a region with sizes that are not positive, or an image without numbers of pixels.
 */
export function pixelsInRegion(wcs: Wcs, region: Region): RegionPixels {
  const image = requireImage(wcs);
  return findPixels(image, compileWcs(image), region);
}

/** The pixels of an image in each of several regions. Throws as {@link pixelsInRegion}. */
export function pixelsInRegions(wcs: Wcs, regions: readonly Region[]): readonly RegionPixels[] {
  const image = requireImage(wcs);
  const compiled = compileWcs(image);
  return regions.map((region) => findPixels(image, compiled, region));
}

function findPixels(image: ImageWcs, compiled: CompiledWcs, region: Region): RegionPixels {
  checkRegion(region);
  const plane = projected(region, compiled);
  const nothing = {
    kind: "region-pixels",
    region,
    wcs: image,
    pixels: new Int32Array(0),
    box: emptyBox,
    fractionOutside: 1,
  } as const;
  if (plane === undefined) return nothing;
  const whole = boundingBox(plane);
  const [nx, ny] = image.shape;
  const xMin = Math.max(0, whole.xMin);
  const xMax = Math.min(nx, whole.xMax);
  const yMin = Math.max(0, whole.yMin);
  const yMax = Math.min(ny, whole.yMax);
  if (!(xMin < xMax && yMin < yMax)) return nothing;
  const box: PixelBox = { xMin, xMax, yMin, yMax };
  const isInside = compilePixelRegion(plane);
  const sky = new Float64Array(2);
  // The sky is convex in every projection: between corners that are on it, all is, and of a row it takes one stretch.
  const isOnSky = (x: number, y: number) => compiled.toSky(x, y, sky);
  const isWhole = [xMin, xMax - 1].every((x) => isOnSky(x, yMin) && isOnSky(x, yMax - 1));
  const isSeen: PixelTest = isWhole ? isInside : (x, y) => isInside(x, y) && isOnSky(x, y);
  const pixels = collect(plane, box, nx, isSeen);
  return { ...nothing, pixels, box, fractionOutside: outside(plane, whole, box, pixels.length, isInside, isSeen) };
}

const emptyBox: PixelBox = { xMin: 0, xMax: 0, yMin: 0, yMax: 0 };

/** The region in the pixel plane; undefined where it has no place there. Its sizes have been looked at before. */
function projected(region: Region, wcs: CompiledWcs): PixelRegion | undefined {
  try {
    return toPixelRegion(region, wcs);
  } catch (error) {
    if (isGammakitError(error, "invalid-input")) return undefined;
    throw error;
  }
}

/** Calls `use` with each stretch of pixels whose centers lie in the region: of row y, those from `from` up to but not including `to`. */
function eachStretch(
  plane: PixelRegion,
  box: PixelBox,
  isInside: PixelTest,
  use: (y: number, from: number, to: number) => void,
): void {
  const spans = compileRowSpans(plane, box);
  for (let y = box.yMin; y < box.yMax; y++) {
    for (const span of spans(y)) {
      let { from, to } = span;
      while (from < to && !isInside(from, y)) from++;
      while (from < to && !isInside(to - 1, y)) to--;
      if (span.isSolid) use(y, from, to);
      else for (let x = from; x < to; x++) if (isInside(x, y)) use(y, x, x + 1);
    }
  }
}

function collect(plane: PixelRegion, box: PixelBox, nx: number, isInside: PixelTest): Int32Array {
  // Of each stretch of pixels the first one, and the one after the last.
  const ends: number[] = [];
  let total = 0;
  eachStretch(plane, box, isInside, (y, from, to) => {
    ends.push(from + nx * y, to + nx * y);
    total += to - from;
  });
  const found = new Int32Array(total);
  for (let k = 0, n = 0; k < ends.length; k += 2) {
    for (let pixel = ends[k]; pixel < ends[k + 1]; pixel++) found[n++] = pixel;
  }
  return found;
}

/** By pixel centers; of a region between them, by ten times finer ones; of a very large one, by some of them. */
function outside(
  plane: PixelRegion,
  whole: PixelBox,
  box: PixelBox,
  found: number,
  isInside: PixelTest,
  isSeen: PixelTest,
): number {
  const [width, height] = [whole.xMax - whole.xMin, whole.yMax - whole.yMin];
  if (isSeen === isInside && box.xMax - box.xMin === width && box.yMax - box.yMin === height) return 0;
  let [all, within] = [0, 0];
  if (found > 0 && width * height <= maxSamples) {
    eachStretch(plane, whole, isInside, (_, from, to) => {
      all += to - from;
    });
    return 1 - found / all;
  }
  const fine = Math.min(found === 0 ? 10 : 1, Math.sqrt(maxSamples / (width * height)));
  const [nx, ny] = [Math.max(1, Math.floor(width * fine)), Math.max(1, Math.floor(height * fine))];
  for (let j = 0; j < ny; j++) {
    const y = whole.yMin - 0.5 + ((j + 0.5) * height) / ny;
    for (let i = 0; i < nx; i++) {
      const x = whole.xMin - 0.5 + ((i + 0.5) * width) / nx;
      if (!isInside(x, y)) continue;
      all++;
      if (x > box.xMin - 0.5 && x < box.xMax - 0.5 && y > box.yMin - 0.5 && y < box.yMax - 0.5 && isSeen(x, y))
        within++;
    }
  }
  return all === 0 ? (found > 0 ? 0 : 1) : 1 - within / all;
}

/** Two regions of a list that have pixels in common. */
export interface RegionOverlap {
  /** Place of one region in the list. */
  readonly first: number;
  /** Place of the other one. */
  readonly second: number;
  /** Pixels in common over the pixels of the smaller region. */
  readonly fraction: number;
}

/**
 * The pairs of regions that have pixels in common, so that what is in them counts twice; all on one image. Costs as much as there are pixels
 * in the regions and pairs that share some.
 */
export function findOverlaps(parts: readonly RegionPixels[]): readonly RegionOverlap[] {
  const found: RegionOverlap[] = [];
  const holders = createHolders(parts);
  for (const [second, { pixels }] of parts.entries()) {
    for (const [first, common] of addHolder(holders, second, pixels)) {
      const smaller = Math.min(parts[first].pixels.length, pixels.length);
      found.push({ first, second, fraction: common / smaller });
    }
  }
  return found.sort((a, b) => a.first - b.first || a.second - b.second);
}

/** Which regions hold each pixel: entries in chains, each of which begins at the last one of its pixel. */
interface Holders {
  /** Entry + 1 by pixel, 0 where there is none. */
  readonly last: Int32Array;
  /** Entry + 1 before each entry of the same pixel. */
  readonly before: Int32Array;
  readonly region: Int32Array;
  used: number;
}

function createHolders(parts: readonly RegionPixels[]): Holders {
  let [total, end] = [0, 0];
  for (const { pixels } of parts) {
    total += pixels.length;
    if (pixels.length > 0) end = Math.max(end, pixels[pixels.length - 1] + 1);
  }
  return { last: new Int32Array(end), before: new Int32Array(total), region: new Int32Array(total), used: 0 };
}

/** Enters a region as holder of its pixels, and tells how many of them each earlier region holds too. */
function addHolder(holders: Holders, added: number, pixels: Int32Array): ReadonlyMap<number, number> {
  const { last, before, region } = holders;
  const shared = new Map<number, number>();
  for (let k = 0; k < pixels.length; k++) {
    for (let entry = last[pixels[k]]; entry > 0; entry = before[entry - 1]) {
      const earlier = region[entry - 1];
      shared.set(earlier, (shared.get(earlier) ?? 0) + 1);
    }
    before[holders.used] = last[pixels[k]];
    region[holders.used] = added;
    last[pixels[k]] = ++holders.used;
  }
  return shared;
}
