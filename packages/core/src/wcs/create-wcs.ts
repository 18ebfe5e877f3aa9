import { GammakitError } from "../errors/gammakit-error.ts";
import { roundHalfEven } from "../numeric/round.ts";
import { toFrame } from "../sky/frames.ts";
import type { Frame, SkyPosition } from "../sky/position.ts";
import type { Wcs } from "./wcs.ts";

/** How a coordinate system is laid out around a position. */
export interface WcsOptions {
  /** Position of the reference point: the middle of the image. */
  readonly center: SkyPosition;
  /** Size of a pixel [deg], or sizes along x and y. */
  readonly binSize: number | readonly [number, number];
  /** Width of the image [deg], or widths along x and y; the whole sky where neither this nor `shape` is given. */
  readonly width?: number | readonly [number, number];
  /** Number of pixels along x and y; `width` is then not looked at. */
  readonly shape?: readonly [number, number];
  /** Three-letter code; "CAR" where absent. */
  readonly projection?: string;
  /** The frame of `center` where absent. */
  readonly frame?: Frame;
}

/**
 * A coordinate system with north up and east to the left. The number of pixels is width / binSize, rounded half to even;
 * the reference pixel is the middle of the image. Throws "invalid-input" where a size is not positive.
 */
export function createWcs(options: WcsOptions): Wcs {
  const { center, binSize, width = [360, 180], projection = "CAR", frame = center.frame } = options;
  const size = pair(binSize);
  const wide = pair(width);
  const shape = options.shape ?? [roundHalfEven(wide[0] / size[0]), roundHalfEven(wide[1] / size[1])];
  const positive = [...size, ...shape].every((n) => n > 0 && Number.isFinite(n)) && shape.every(Number.isInteger);
  if (!positive) {
    throw new GammakitError(
      "invalid-input",
      `An image of ${shape.join(" × ")} pixels of ${size.join("° × ")}° cannot be made: sizes are positive, numbers of pixels whole.`,
      { binSize, width, shape },
    );
  }
  const { lon, lat } = toFrame(center, frame);
  return {
    projection,
    frame,
    crval: [lon, lat],
    crpix: [(shape[0] + 1) / 2, (shape[1] + 1) / 2],
    cd: [-size[0], 0, 0, size[1]],
    shape: [shape[0], shape[1]],
  };
}

function pair(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
