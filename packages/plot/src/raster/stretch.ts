/** How brightness follows values: "sqrt" and "log" lift the faint, "asinh" also where values are negative. */
export type StretchName = "linear" | "sqrt" | "log" | "asinh";

/** A monotonic map of values to brightness from 0 to 1, and back. */
export interface Stretch {
  readonly name: StretchName;
  readonly min: number;
  readonly max: number;
  /** Brightness of a value, held within 0 and 1; NaN stays NaN. */
  forward(value: number): number;
  /** The value at a brightness from 0 to 1. */
  inverse(brightness: number): number;
}

/** Softening of the logarithm and of the inverse hyperbolic sine, as a part of the range. */
const softening = { log: 1000, asinh: 0.05 };

/** The stretch between two values; where they are equal everything is dark. */
export function createStretch(name: StretchName, min: number, max: number): Stretch {
  const span = max - min;
  const { shape, unshape } = shapes[name];
  return {
    name,
    min,
    max,
    forward: (value) => (span > 0 ? shape(Math.min(1, Math.max(0, (value - min) / span))) : value * 0),
    inverse: (brightness) => min + span * unshape(brightness),
  };
}

const { log: a, asinh: soft } = softening;

const shapes: Readonly<Record<StretchName, { shape(t: number): number; unshape(t: number): number }>> = {
  linear: { shape: (t) => t, unshape: (t) => t },
  sqrt: { shape: Math.sqrt, unshape: (t) => t * t },
  log: {
    shape: (t) => Math.log1p(a * t) / Math.log1p(a),
    unshape: (t) => Math.expm1(t * Math.log1p(a)) / a,
  },
  asinh: {
    shape: (t) => Math.asinh(t / soft) / Math.asinh(1 / soft),
    unshape: (t) => soft * Math.sinh(t * Math.asinh(1 / soft)),
  },
};
